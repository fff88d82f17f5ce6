package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.advise.schema.Mentions;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.UpdatedColumns;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Advises which large tables should be divided, and asks the twin what every statement on them would cost then: those that do
 * not name the key get dearer.
 *
 * <p>By time, where statements delete old rows by it; by list, where most calls name one of few values. Never where a unique
 * constraint, or another table's foreign key, needs rows found without the key, and never by hash: it helps no retention and makes
 * such promises impossible.
 */
public final class PartitionCandidateRule {

    static final String SLUG = "partition-candidate";

    /** From here on dropping a partition beats deleting rows; ours. */
    private static final long BYTES = 100_000_000;

    /** Share of the calls that have to name one of the values; ours. */
    private static final double LISTED = 0.6;

    /** More values than this are no list of partitions; ours. */
    private static final int VALUES = 50;

    private static final Set<String> RANGE = Set.of("<", "<=", ">", ">=", "between");
    private static final Set<String> OLDER = Set.of("<", "<=", "between");
    private static final Set<String> EQUAL = Set.of("=", "in");
    private static final Set<String> TIMES =
            Set.of("pg_catalog.timestamptz", "pg_catalog.timestamp", "pg_catalog.date");

    private final Catalog catalog;
    private final WhatIf twin;
    private final List<Question> questions;
    private final Map<Question, Mentions> mentions = new LinkedHashMap<>();

    private PartitionCandidateRule(Catalog catalog, WhatIf twin, List<Question> questions) {
        this.catalog = catalog;
        this.twin = twin;
        this.questions = questions.stream().filter(q -> !q.generic()).toList();
        var reader = new Mentions.Reader(catalog);
        this.questions.forEach(q -> mentions.put(q, reader.read(q.statement().text())));
    }

    /** The candidates of a database, by the statements that run on it. */
    public static List<Finding> examine(Catalog catalog, WhatIf twin, List<Question> questions) {
        return examine(catalog, twin, questions, BYTES);
    }

    /** The same for tables of so many bytes or more. */
    static List<Finding> examine(Catalog catalog, WhatIf twin, List<Question> questions, long least) {
        var rule = new PartitionCandidateRule(catalog, twin, questions);
        return OwnTables.of(catalog).stream()
                .filter(t ->
                        t.kind() == Relation.Kind.TABLE && t.nature().parents().isEmpty())
                .filter(t -> t.heapBytes() + t.toastBytes() >= least && !rule.hasChildren(t))
                .flatMap(t -> rule.of(t).stream())
                .toList();
    }

    private boolean hasChildren(Relation table) {
        return catalog.relations().stream().anyMatch(r -> r.nature().parents().contains(table.name()));
    }

    private Optional<Finding> of(Relation table) {
        var on = questions.stream().filter(q -> mention(q).names(table)).toList();
        return table.columns().stream()
                .filter(c -> c.notNull() && c.statistics() != null && mayBeKey(table, c))
                .flatMap(c -> division(table, c, on).stream())
                .map(d -> priced(d, on))
                .filter(Objects::nonNull)
                .min(Comparator.comparingDouble(p -> p.after() / p.before()))
                .map(this::finding);
    }

    private Mentions mention(Question question) {
        return Objects.requireNonNull(mentions.get(question));
    }

    /** Whether all promises that need an index over the whole table could be kept; the primary key is widened. */
    private boolean mayBeKey(Relation table, Column column) {
        boolean unique = table.indexes().stream()
                .filter(i -> i.definition().unique() && !i.primary())
                .allMatch(i -> i.definition().keys().stream()
                        .anyMatch(k -> column.name().equals(k.column())));
        boolean excluding = table.constraints().stream().anyMatch(c -> c.kind() == Constraint.Kind.EXCLUSION);
        boolean inKey = table.constraints().stream()
                .anyMatch(c ->
                        c.kind() == Constraint.Kind.PRIMARY_KEY && c.columns().contains(column.name()));
        return unique && !excluding && (inKey || !isReferred(table));
    }

    private boolean isReferred(Relation table) {
        return catalog.relations().stream()
                .flatMap(r -> r.constraints().stream())
                .anyMatch(c ->
                        c.kind() == Constraint.Kind.FOREIGN_KEY && table.name().equals(c.referenced()));
    }

    private Optional<Division> division(Relation table, Column column, List<Question> on) {
        return TIMES.contains(column.typeName()) ? byTime(table, column, on) : byList(table, column, on);
    }

    private Optional<Division> byTime(Relation table, Column column, List<Question> on) {
        var deletes = on.stream()
                .filter(q -> mention(q).does("delete") && mention(q).compares(table, column.name(), OLDER))
                .toList();
        double ranges = calls(on.stream()
                .filter(q -> mention(q).compares(table, column.name(), RANGE))
                .toList());
        return deletes.isEmpty()
                ? Optional.empty()
                : TimeDivision.of(catalog, table, column)
                        .map(d -> d.with(
                                deletes,
                                "%s; %s of the calls compare %s by range"
                                        .formatted(
                                                StatementText.brief(
                                                        deletes.getFirst().statement()),
                                                Figures.percent(ranges / Math.max(1, calls(on))),
                                                column.name())));
    }

    private Optional<Division> byList(Relation table, Column column, List<Question> on) {
        var statistics = Objects.requireNonNull(column.statistics());
        var reads = on.stream().filter(q -> !mention(q).does("insert")).toList();
        double share = calls(reads.stream()
                        .filter(q -> mention(q).compares(table, column.name(), EQUAL))
                        .toList())
                / Math.max(1, calls(reads));
        boolean few =
                statistics.distinct() >= 2 && statistics.distinct() <= VALUES && statistics.histogramBounds() == null;
        boolean dividing = few && share >= LISTED && !column.typeName().equals("pg_catalog.bool");
        return dividing && isStable(column, on)
                ? Optional.of(ListDivision.of(
                        table,
                        column,
                        "%s of the calls that do not insert compare %s with a value"
                                .formatted(Figures.percent(share), column.name())))
                : Optional.empty();
    }

    /** Rows whose value is updated would move from partition to partition. */
    private boolean isStable(Column column, List<Question> on) {
        return on.stream()
                .filter(q -> mention(q).does("update"))
                .noneMatch(q -> UpdatedColumns.of(q.statement().text()).contains(column.name()));
    }

    private static double calls(List<Question> questions) {
        return questions.stream()
                .mapToDouble(q -> q.share() * q.statement().calls())
                .sum();
    }

    /** A division with what the statements cost without it and with it, those that it replaces left out. */
    private record Priced(Division division, double before, double after, List<Outlook> statements) {}

    private record Outlook(Question question, double before, double after) {

        double times() {
            return after / Math.max(1e-9, before);
        }
    }

    private @Nullable Priced priced(Division division, List<Question> on) {
        var asked = on.stream().filter(q -> !division.replaced().contains(q)).toList();
        var now = twin.ask(Configuration.AS_IS, asked);
        var then = twin.ask(Configuration.AS_IS.building(Set.of(division.structure())), asked);
        var outlooks = new ArrayList<Outlook>();
        double before = 0;
        double after = 0;
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) instanceof Answer.Planned first && then.get(i) instanceof Answer.Planned second) {
                var question = first.question();
                double weight =
                        question.share() * Math.max(1, question.statement().calls());
                before += weight * first.plan().cost();
                after += weight * second.plan().cost();
                outlooks.add(
                        new Outlook(question, first.plan().cost(), second.plan().cost()));
            }
        }
        return outlooks.isEmpty() ? null : new Priced(division, before, after, outlooks);
    }

    private Finding finding(Priced priced) {
        var division = priced.division();
        var table = division.table();
        boolean pays = priced.after() <= 1.1 * priced.before();
        return Finding.of(
                        SLUG,
                        Severity.NOTICE,
                        table.name().toString(),
                        "%s could be partitioned %s".formatted(table.name(), division.by()),
                        division.why()
                                + (pays
                                        ? " The other statements stay as fast, all together."
                                        : " The other statements get dearer, all together: they do not name the key."),
                        evidence(priced))
                .deciding(new Decision(choices(priced, pays)));
    }

    private static List<Evidence> evidence(Priced priced) {
        var division = priced.division();
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                division.seen(),
                Map.of("rows", division.table().estimatedRows(), "bytes", (double)
                        division.table().heapBytes())));
        evidence.add(new Evidence(
                Evidence.Label.ESTIMATED,
                "cost of its statements, weighted by calls: %s → %s in %d partitions"
                        .formatted(Figures.of(priced.before()), Figures.of(priced.after()), division.partitions()),
                Map.of("cost_before", priced.before(), "cost_after", priced.after(), "partitions", (double)
                        division.partitions())));
        priced.statements().stream()
                .sorted(Comparator.comparingDouble(Outlook::times).reversed())
                .map(o -> new Evidence(
                        Evidence.Label.ESTIMATED,
                        "%s: cost %s → %s"
                                .formatted(
                                        StatementText.brief(o.question().statement()),
                                        Figures.of(o.before()),
                                        Figures.of(o.after())),
                        Map.of("cost_before", o.before(), "cost_after", o.after())))
                .forEach(evidence::add);
        return List.copyOf(evidence);
    }

    private List<Choice> choices(Priced priced, boolean pays) {
        var division = priced.division();
        var choices = new ArrayList<Choice>();
        choices.add(new Choice(
                "partitions " + division.by(), consequences(priced), new PartitionSql(catalog, division).sql()));
        division.instead().ifPresent(choices::add);
        choices.add(new Choice("leave it as it is", List.of("Nothing to change; " + division.otherwise()), List.of()));
        return pays ? choices : choices.reversed();
    }

    private static List<String> consequences(Priced priced) {
        var division = priced.division();
        var key = division.key().name();
        var consequences = new ArrayList<>(division.gains());
        division.table().constraints().stream()
                .filter(c ->
                        c.kind() == Constraint.Kind.PRIMARY_KEY && !c.columns().contains(key))
                .forEach(c -> consequences.add(
                        "The primary key has to contain the partition key: (%s, %s). That %s alone is unique is then promised by how it is made, no longer by the table, and no foreign key can refer to it."
                                .formatted(String.join(", ", c.columns()), key, String.join(", ", c.columns()))));
        long dearer = priced.statements().stream().filter(o -> o.times() > 1.2).count();
        if (dearer > 0) {
            consequences.add(
                    "%d of %d statements get dearer: they look into every partition. Bounds for %s in their text, where the application knows them, mend that."
                            .formatted(dearer, priced.statements().size(), key));
        }
        consequences.add(
                "The SQL copies the table while nobody writes: for an idle copy. Triggers, policies and grants are made anew by hand.");
        return List.copyOf(consequences);
    }
}

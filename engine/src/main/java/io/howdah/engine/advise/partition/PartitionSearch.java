package io.howdah.engine.advise.partition;

import static io.howdah.engine.advise.partition.PartitionCandidateRule.BYTES;
import static io.howdah.engine.advise.partition.PartitionCandidateRule.LISTED;
import static io.howdah.engine.advise.partition.PartitionCandidateRule.VALUES;

import io.howdah.engine.Problem;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.advise.schema.Mentions;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.UpdatedColumns;
import io.howdah.engine.twin.Configuration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for divisions of tables that would pay, by the statements that run on them, and asks what these would cost then. */
final class PartitionSearch {

    private static final Set<String> RANGE = Set.of("<", "<=", ">", ">=", "between");
    private static final Set<String> OLDER = Set.of("<", "<=", "between");
    private static final Set<String> EQUAL = Set.of("=", "in");
    private static final Set<String> TIMES =
            Set.of("pg_catalog.timestamptz", "pg_catalog.timestamp", "pg_catalog.date");

    private final Scene scene;
    private final Catalog catalog;
    private final List<Form> forms;
    private final Map<Form, Mentions> mentions = new LinkedHashMap<>();

    private PartitionSearch(Scene scene) {
        this.scene = scene;
        this.catalog = scene.catalog();
        this.forms = scene.planned().withValues();
        var reader = new Mentions.Reader(catalog);
        forms.forEach(f -> mentions.put(f, reader.read(f.statement().text())));
    }

    static List<Finding> in(Scene scene) {
        var search = new PartitionSearch(scene);
        return OwnTables.of(scene.catalog()).stream()
                .filter(t ->
                        t.kind() == Relation.Kind.TABLE && t.nature().parents().isEmpty())
                .filter(t -> t.heapBytes() + t.toastBytes() >= scene.of(BYTES) && !search.hasChildren(t))
                .flatMap(t -> search.of(t).stream())
                .toList();
    }

    private boolean hasChildren(Relation table) {
        return catalog.relations().stream().anyMatch(r -> r.nature().parents().contains(table.name()));
    }

    private Optional<Finding> of(Relation table) {
        var on = forms.stream().filter(q -> mention(q).names(table)).toList();
        return table.columns().stream()
                .filter(c -> c.notNull() && c.statistics() != null && mayBeKey(table, c))
                .flatMap(c -> division(table, c, on).stream())
                .map(d -> priced(d, on))
                .filter(Objects::nonNull)
                .min(Comparator.comparingDouble(p -> p.after() / p.before()))
                .map(PricedDivision::finding);
    }

    private Mentions mention(Form form) {
        return Objects.requireNonNull(mentions.get(form));
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

    private Optional<Division> division(Relation table, Column column, List<Form> on) {
        return TIMES.contains(column.typeName()) ? byTime(table, column, on) : byList(table, column, on);
    }

    private Optional<Division> byTime(Relation table, Column column, List<Form> on) {
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
                                deletes.stream().map(Form::question).toList(),
                                "%s; %s of the calls compare %s by range"
                                        .formatted(
                                                StatementText.brief(
                                                        deletes.getFirst().statement()),
                                                Figures.percent(ranges / Math.max(1, calls(on))),
                                                column.name())));
    }

    private Optional<Division> byList(Relation table, Column column, List<Form> on) {
        var statistics = Objects.requireNonNull(column.statistics());
        var reads = on.stream().filter(q -> !mention(q).does("insert")).toList();
        double share = calls(reads.stream()
                        .filter(q -> mention(q).compares(table, column.name(), EQUAL))
                        .toList())
                / Math.max(1, calls(reads));
        boolean few = statistics.distinct() >= 2
                && statistics.distinct() <= scene.of(VALUES)
                && statistics.histogramBounds() == null;
        boolean dividing =
                few && share >= scene.of(LISTED) && !column.typeName().equals("pg_catalog.bool");
        return dividing && isStable(column, on)
                ? Optional.of(ListDivision.of(
                        table,
                        column,
                        "%s of the calls that do not insert compare %s with a value"
                                .formatted(Figures.percent(share), column.name())))
                : Optional.empty();
    }

    /** Rows whose value is updated would move from partition to partition. */
    private boolean isStable(Column column, List<Form> on) {
        return on.stream()
                .filter(q -> mention(q).does("update"))
                .noneMatch(q -> UpdatedColumns.of(q.statement().text()).contains(column.name()));
    }

    private static double calls(List<Form> forms) {
        return forms.stream()
                .mapToDouble(f -> f.question().share() * f.statement().calls())
                .sum();
    }

    /** Null where the twin cannot be divided so, as by a time of which some rows lie thousands of years ahead. */
    private @Nullable PricedDivision priced(Division division, List<Form> on) {
        var asked = on.stream()
                .filter(f -> !division.replaced().contains(f.question()))
                .toList();
        var with = Configuration.AS_IS.building(Set.of(division.structure()));
        try {
            var outlooks = scene.planned().under(with, asked).stream()
                    .map(c -> new PricedDivision.Outlook(
                            c.before().question(),
                            c.before().plan().cost(),
                            c.after().cost()))
                    .toList();
            return outlooks.isEmpty() ? null : new PricedDivision(catalog, division, outlooks);
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.INPUT) {
                return null;
            }
            throw e;
        }
    }
}

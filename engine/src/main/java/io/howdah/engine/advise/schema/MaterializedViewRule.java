package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sees aggregates over many rows that are asked for again and again with the same constants and give few rows: what they give could
 * be kept.
 */
public final class MaterializedViewRule implements Rule {

    private static final Threshold CALLS = new Threshold(
            "materialized-view.calls",
            100,
            "calls, or as many an hour",
            "ours: what is asked for seldom may be computed each time");

    /** So many calls tell how many there are in an hour; ours. */
    private static final double TELLING = 10;

    private static final Threshold SHARE =
            new Threshold("materialized-view.share", 0.02, "share", "ours: of the workload's time");
    private static final Threshold MEAN = new Threshold(
            "materialized-view.ms", 5, "milliseconds", "ours: a faster one is as fast as reading what was kept");

    /** Rows given, above which it is a list rather than a summary; ours. */
    private static final double ROWS = 10_000;

    private static final Pattern AGGREGATE = Pattern.compile(
            "\\b(count|sum|avg|min|max|stddev\\w*|percentile_\\w+|string_agg|array_agg|jsonb?_agg)\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGING = Pattern.compile(
            "\\b(now\\(|current_(date|time|timestamp|user|role|catalog|schema|database|setting)\\b|random\\(|localtime|clock_timestamp|for\\s+(update|share))",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String slug() {
        return "materialized-view";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(CALLS, SHARE, MEAN);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var reader = new Mentions.Reader(scene.catalog());
        double total = scene.workload().totalMs();
        return scene.workload().statements().stream()
                .filter(s -> total > 0
                        && isOften(scene, s)
                        && s.totalMs() >= scene.of(SHARE) * total
                        && s.meanMs() >= scene.of(MEAN))
                .filter(s -> AGGREGATE.matcher(s.text()).find()
                        && !CHANGING.matcher(s.text()).find())
                .filter(s -> !(s.rowsPerCall() > ROWS) && sameEachTime(s))
                .flatMap(s -> of(scene, s, reader.read(s.text()), s.totalMs() / total).stream())
                .toList();
    }

    private static boolean isOften(Scene scene, Statement statement) {
        var since = scene.workload().since();
        double hours = since == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(since, scene.workload().until()).toMillis() / 3.6e6;
        return statement.calls() >= scene.of(CALLS)
                || (statement.calls() >= TELLING && hours > 0 && statement.calls() / hours >= scene.of(CALLS));
    }

    /** One text was seen at most: with values that differ no kept answer serves all. */
    private static boolean sameEachTime(Statement statement) {
        return statement.samples().size() <= 1 && statement.samples().stream().noneMatch(s -> hasParameter(s.text()));
    }

    private static boolean hasParameter(String sql) {
        return Tokens.of(sql).stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER);
    }

    private Optional<Finding> of(Scene scene, Statement statement, Mentions mentions, double share) {
        var tables = mentions.tables().stream().filter(OwnTables::isOwn).toList();
        boolean base = mentions.does("select")
                && !tables.isEmpty()
                && (!statement.samples().isEmpty() || FewAnswers.has(statement.text(), tables))
                && tables.stream().noneMatch(t -> t.kind() == Relation.Kind.MATERIALIZED_VIEW);
        return base ? Optional.of(finding(scene, statement, tables, share)) : Optional.empty();
    }

    private Finding finding(Scene scene, Statement statement, List<Relation> tables, double share) {
        var names = tables.stream().map(t -> t.name().toString()).collect(joining(", "));
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "%s: %,.0f calls, %.1f ms each%s"
                        .formatted(
                                StatementText.brief(statement),
                                statement.calls(),
                                statement.meanMs(),
                                Double.isNaN(statement.rowsPerCall())
                                        ? ""
                                        : ", %.1f rows".formatted(statement.rowsPerCall())),
                Map.of("calls", statement.calls(), "mean_ms", statement.meanMs())));
        changes(tables).ifPresent(evidence::add);
        return new Finding(
                        slug(),
                        StatementFindings.key(slug(), statement),
                        share >= 0.2 ? Severity.WARNING : Severity.NOTICE,
                        names,
                        "an aggregate over %s is computed anew %,.0f times".formatted(names, statement.calls()),
                        "It takes %s of the workload's time to give the same few rows as a moment before. Kept in a materialized view they are read in well under a millisecond, as old as the last refresh."
                                .formatted(Figures.percent(share)),
                        evidence)
                .costing(Cost.ofTime(share))
                .deciding(decision(scene, statement, tables));
    }

    private static Optional<Evidence> changes(List<Relation> tables) {
        var uses = tables.stream().flatMap(t -> Stream.ofNullable(t.use())).toList();
        double changed = uses.stream()
                .mapToDouble(u -> u.inserted() + u.updated() + u.deleted())
                .sum();
        return uses.isEmpty()
                ? Optional.empty()
                : Optional.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "%,.0f rows of these tables were written since the counters began".formatted(changed),
                        Map.of("rows_written", changed)));
    }

    private static Decision decision(Scene scene, Statement statement, List<Relation> tables) {
        var kept = KeptAnswer.of(scene.catalog(), statement, tables);
        var counts = MaintainedCount.of(scene.catalog(), statement, tables);
        return new Decision(List.of(
                new Choice(
                                "a materialized view, refreshed on a schedule",
                                List.of(
                                        "Readers see rows as old as the last refresh: say how old they may be, an hour or a minute, and refresh as often.",
                                        kept.unique()
                                                ? "With its unique index it is refreshed CONCURRENTLY, while it is read; each refresh computes the whole once, about %.0f ms."
                                                        .formatted(statement.meanMs())
                                                : "A refresh locks readers out for about %.0f ms: no unique index could be read from the text; with one it goes CONCURRENTLY."
                                                        .formatted(statement.meanMs()),
                                        "The application reads the view instead of the tables; grants are needed on it, and row-level security does not hold in it."),
                                kept.sql(),
                                kept.reading().stream().toList())
                        .by(kept.commands()),
                new Choice(
                        "figures kept up by triggers",
                        List.of(
                                "Exact at any time; each write of the tables also writes a figure, and writers of the same figure wait for each other.",
                                "TRUNCATE is not counted."),
                        counts.map(MaintainedCount::sql).orElse(List.of()),
                        counts.map(MaintainedCount::reading).stream().toList()),
                new Choice(
                        "leave it, or cache it in the application",
                        List.of("Nothing to change here; each cache computes it for itself."),
                        List.of())));
    }
}

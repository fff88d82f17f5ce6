package io.howdah.engine.advise.query;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sees reads that a cache in the application would answer for the most part: asked for again and again with the same values, dear enough,
 * on tables that are seldom written against the reads. Says how long an answer may be kept, and which tables' writes end it.
 */
public final class WorthCachingRule implements Rule {

    private static final Threshold MEAN = new Threshold(
            "worth-caching.ms",
            1,
            "milliseconds a call",
            "twice the way to a cache and back within a data centre (0.5 ms: J. Dean, Numbers Everyone Should Know)");

    private static final Threshold STALE = new Threshold(
            "worth-caching.stale", 0.01, "share of the answers", "ours: out of date at most, by which the TTL is set");

    private static final Threshold HITS = new Threshold(
            "worth-caching.hits", 0.8, "share of the calls", "ours: answered by the cache; each other one asks both");

    private static final Threshold SHARE = new Threshold(
            "worth-caching.share",
            0.01,
            "share of the time",
            "ours: saved; less is not worth a change of the application");

    /** Rows given, above which it is an export rather than an answer; that of many-rows. */
    private static final double ROWS = 10_000;

    /**
     * What a unit of the planner's cost takes in memory, in milliseconds: rows read in sequence, at the standard costs. Only tells what has
     * become cheap since it was counted; ours, an estimate.
     */
    private static final double MS_PER_COST = 0.004;

    @Override
    public String slug() {
        return "worth-caching";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MEAN, STALE, HITS, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        double counted =
                ChangeRate.seconds(scene.workload().since(), scene.workload().until());
        if (counted <= 0) {
            return List.of();
        }
        var costs = scene.planned().mostFrequent().stream()
                .collect(toMap(f -> f.statement().id(), f -> f.plan().cost()));
        var statements = TableStatements.of(scene);
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> s.counters() != null
                        && s.rowsPerCall() <= ROWS
                        && s.meanMs() >= scene.of(MEAN)
                        && StatementFindings.share(s, scene) >= scene.of(SHARE))
                .filter(s -> !(costs.getOrDefault(s.id(), Double.POSITIVE_INFINITY) * MS_PER_COST < scene.of(MEAN)))
                .flatMap(s -> finding(s, scene, statements, counted).stream()));
    }

    private Optional<Finding> finding(Statement statement, Scene scene, TableStatements statements, double counted) {
        return SteadyRead.of(statement.text(), scene.catalog()).flatMap(read -> {
            var writes = ChangeRate.of(scene, read.tables(), statements);
            var cached = CachedAnswers.of(
                    AnswerCount.of(statement, read.tables()),
                    statement.calls(),
                    counted,
                    writes.perSecond(),
                    scene.of(STALE));
            double saved = cached.hits() * StatementFindings.share(statement, scene);
            return cached.hits() >= scene.of(HITS) && saved >= scene.of(SHARE)
                    ? Optional.of(finding(statement, scene, read, writes, cached))
                    : Optional.empty();
        });
    }

    private Finding finding(
            Statement statement, Scene scene, SteadyRead read, ChangeRate writes, CachedAnswers cached) {
        var tables = read.tables().stream()
                .map(Relation::name)
                .map(Object::toString)
                .sorted()
                .collect(joining(", "));
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                String.format(
                        Locale.ROOT,
                        "%,.0f calls of %.1f ms, with at most %,.0f different answers of %,.0f rows",
                        statement.calls(),
                        statement.meanMs(),
                        cached.answers(),
                        statement.rowsPerCall()),
                Map.of("calls", statement.calls(), "mean_ms", statement.meanMs(), "answers", cached.answers())));
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "%,.0f rows of %s were written since the counters began".formatted(writes.rows(), tables),
                Map.of("rows_written", writes.rows())));
        evidence.add(new Evidence(
                Evidence.Label.ESTIMATED,
                "with a TTL of %s at least %s of the calls would be answered by the cache, %s where writes drop the answers"
                        .formatted(
                                Amount.duration(cached.seconds()), share(cached.hits()), share(cached.hitsDropped())),
                Map.of("hits", floor(cached.hits()), "hits_dropped", floor(cached.hitsDropped()))));
        return StatementFindings.of(
                        slug(),
                        Severity.INFO,
                        statement,
                        scene,
                        "gives the same answers again and again",
                        "Its tables are seldom written against how often it is asked. A cache in the application would answer most of its"
                                + " calls without the server.",
                        evidence)
                .costing(Cost.ofTime(StatementFindings.share(statement, scene)))
                .deciding(decision(scene, tables, cached));
    }

    private static Decision decision(Scene scene, String tables, CachedAnswers cached) {
        return new Decision(List.of(
                new Choice(
                        "cache it in the application with a TTL of %s, depending on %s"
                                .formatted(Amount.duration(cached.seconds()), tables),
                        List.of(
                                "With the TTL alone at most %s of the answers are older than the last write (TTL = 2 × share ÷ rows written a second)."
                                        .formatted(Amount.share(scene.of(STALE))),
                                "Where a write of %s drops the answers at once, hardly any is, and the TTL only bounds what such a message missed."
                                        .formatted(tables),
                                "The statement's values belong into the key, and whatever else decides who may see what; at most %,.0f keys."
                                        .formatted(cached.answers()),
                                "Who must see his own write at once reads past the cache."),
                        List.of()),
                new Choice(
                        "leave it",
                        List.of(
                                "Nothing to change. What makes the statement itself cheap comes first: howdah advise, howdah statements."),
                        List.of())));
    }

    /** In steps that another minute of counting seldom changes. */
    private static double floor(double hits) {
        return hits >= 0.99 ? 0.99 : hits >= 0.95 ? 0.95 : Math.floor(10 * hits) / 10;
    }

    private static String share(double hits) {
        return Amount.share(floor(hits));
    }
}

package io.howdah.engine.advise;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.testkit.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a test's database with one rule. */
public final class Looking {

    /** On which all twins of these tests stand. */
    private static final class Lab {

        private static final PostgresServer SERVER = PostgresServer.builder()
                .temporary()
                .initdbOption("--no-data-checksums")
                .settings(Map.of("autovacuum", "off", "fsync", "off", "allow_system_table_mods", "on"))
                .start();
    }

    private Looking() {}

    /** Options of a twin on a server that all tests share. */
    public static TwinOptions shared() {
        return TwinOptions.DEFAULT.server(Lab.SERVER);
    }

    public static Catalog catalog(Database db) {
        return CatalogReader.read(Servers.sessions(db));
    }

    /** As if another version had said it. */
    public static Catalog at(int version, Catalog c) {
        return new Catalog(
                new Server(version, "", null, false),
                c.database(),
                c.databaseBytes(),
                c.readAt(),
                c.relations(),
                c.sequences(),
                c.settings(),
                c.extensions(),
                c.activity(),
                c.unseen(),
                c.types(),
                c.locale(),
                c.roleSettings(),
                c.extendedStatistics(),
                c.definitions(),
                c.state(),
                c.guards());
    }

    /** At standard thresholds, with nothing known of what runs. */
    public static List<Finding> with(Rule rule, Catalog catalog) {
        return rule.examine(catalog);
    }

    /** At standard thresholds, with nothing known of what runs. */
    public static List<Finding> with(Rule rule, Database db) {
        return rule.examine(catalog(db));
    }

    /** With every threshold of the rule at 0, so that small tables count. */
    public static List<Finding> closely(Rule rule, Database db) {
        return rule.examine(close(rule, catalog(db), workload()));
    }

    /** With these numbers for the rule's thresholds. */
    public static List<Finding> with(Rule rule, Catalog catalog, Map<String, Double> thresholds) {
        return rule.examine(new Scene(catalog, workload(), Thresholds.of(thresholds, List.of(rule))));
    }

    /** With these numbers for the rule's thresholds, and what runs. */
    public static List<Finding> with(Rule rule, Catalog catalog, Workload workload, Map<String, Double> thresholds) {
        return rule.examine(new Scene(catalog, workload, Thresholds.of(thresholds, List.of(rule))));
    }

    private static Scene close(Rule rule, Catalog catalog, Workload workload) {
        var zero = rule.thresholds().stream().collect(Collectors.toMap(Threshold::key, t -> 0.0));
        return new Scene(catalog, workload, Thresholds.of(zero, List.of(rule)));
    }

    /** Statements that ran a thousand times each, all for as long. */
    public static Workload workload(String... statements) {
        return new Workload(
                "test",
                null,
                Instant.EPOCH,
                Stream.of(statements)
                        .map(s -> new Statement(s, s, List.of(), 1000, 1000, null))
                        .toList(),
                List.of());
    }

    /** What the rule sees with plans of the statements, which ran a thousand times each. */
    public static List<Finding> planning(Rule rule, Database db, String... statements) {
        return planning(rule, db, RowSamples.NONE, statements);
    }

    /** The same where the rows can be looked at. */
    public static List<Finding> planning(Rule rule, Database db, RowSamples samples, String... statements) {
        return planning(rule, db, samples, workload(statements));
    }

    /** What the rule sees with plans of the workload's statements. */
    public static List<Finding> planning(Rule rule, Database db, Workload workload) {
        return planning(rule, db, RowSamples.NONE, workload);
    }

    private static List<Finding> planning(Rule rule, Database db, RowSamples samples, Workload workload) {
        var catalog = catalog(db);
        try (var twin = Twin.build(catalog, shared())) {
            var questions = new Binder(twin).bind(workload).questions();
            return rule.examine(Scene.of(catalog, workload).planning(Planned.of(twin, questions, samples)));
        }
    }

    /** The same with so many rows updated in the table, so many of them without touching an index. */
    public static Catalog updated(Catalog catalog, String table, long updated, long hot) {
        return catalog.withRelations(catalog.relations().stream()
                .map(r -> r.name().name().equals(table) ? r.withUse(use(0, 0, 0, updated, hot)) : r)
                .toList());
    }

    /** The same on a server that has counted for so long. */
    public static Catalog countedFor(Catalog catalog, Duration age) {
        var now = catalog.activity();
        return catalog.withActivity(new Activity(
                now.sessions(),
                now.slots(),
                now.preparedTransactions(),
                now.replicas(),
                now.archiver(),
                now.databases(),
                catalog.readAt().minus(age),
                now.counters()));
    }

    /** Counters of a table. */
    public static RelationUse use(long sequentialScans, long sequentialTuples, long inserted, long updated, long hot) {
        return new RelationUse(
                sequentialScans,
                sequentialTuples,
                0,
                0,
                inserted,
                updated,
                hot,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                0,
                0);
    }

    /** The subjects, without the schema of the test. */
    public static List<String> subjects(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.subject().replace("\"Te st\".", ""))
                .sorted()
                .toList();
    }

    /** Each as severity and subject, without the schema of the test. */
    public static List<String> graded(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.severity() + " " + f.subject().replace("\"Te st\".", ""))
                .sorted()
                .toList();
    }
}

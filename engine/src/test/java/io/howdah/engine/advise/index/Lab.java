package io.howdah.engine.advise.index;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.testkit.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workload put to the adviser on a twin of a test's database. All twins of the tests stand on one server. */
final class Lab {

    private static final PostgresServer SERVER = PostgresServer.builder()
            .temporary()
            .initdbOption("--no-data-checksums")
            .settings(Map.of("autovacuum", "off", "fsync", "off", "allow_system_table_mods", "on"))
            .start();

    private final Catalog catalog;
    private final List<Question> questions = new ArrayList<>();

    private Lab(Catalog catalog) {
        this.catalog = catalog;
    }

    static Lab of(Database db) {
        db.execute("vacuum analyze");
        return new Lab(Situations.catalog(db));
    }

    static Lab of(Catalog catalog) {
        return new Lab(catalog);
    }

    Catalog catalog() {
        return catalog;
    }

    /** A statement whose text is sent just like that, so many times. */
    Lab calls(double calls, String sql) {
        return calls(calls, sql, sql);
    }

    /** A statement with parameters, and the same with values in place. */
    Lab calls(double calls, String text, String withValues) {
        var statement = new Statement(String.valueOf(questions.size() + 1), text, List.of(), calls, 0, null);
        questions.add(new Question(statement, withValues, 1, false));
        return this;
    }

    Advisory advise() {
        return advise(IndexOptions.forDatabase(catalog).withWholeWorkload(true));
    }

    Advisory advise(IndexOptions options) {
        return advise(options, Selection::choose);
    }

    Advisory advise(IndexOptions options, IndexSearch search) {
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT.server(SERVER))) {
            return IndexAdviser.advise(catalog, twin, questions, List.of(), options, search);
        }
    }

    /** Definitions of the indexes to be created, without the schema of the test. */
    static List<String> created(Advisory advisory) {
        return advisory.advice().stream()
                .flatMap(a -> a.changes().stream())
                .filter(CreateIndex.class::isInstance)
                .map(c -> ((CreateIndex) c).definition().toString().replace("\"Te st\".", ""))
                .toList();
    }

    static List<String> dropped(Advisory advisory) {
        return advisory.advice().stream()
                .flatMap(a -> a.changes().stream())
                .filter(DropIndex.class::isInstance)
                .map(c -> ((DropIndex) c).index().name().name())
                .toList();
    }

    static Finding finding(Advisory advisory, String definition) {
        return advisory.advice().stream()
                .map(Advice::finding)
                .filter(f -> f.subject().replace("\"Te st\".", "").equals(definition))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no advice for " + definition + " in "
                        + advisory.advice().stream().map(a -> a.finding().key()).toList()));
    }
}

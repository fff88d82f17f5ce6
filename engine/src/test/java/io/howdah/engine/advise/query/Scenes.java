package io.howdah.engine.advise.query;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Seen;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A test's database with statements that run on it. */
final class Scenes {

    private final Catalog catalog;
    private final List<Statement> statements = new ArrayList<>();
    private String role = "app";
    private Seen seen = Seen.NOTHING;

    private Scenes(Catalog catalog) {
        this.catalog = catalog;
    }

    static Scenes of(Database db) {
        return new Scenes(CatalogReader.read(Servers.sessions(db)));
    }

    /** A statement that ran so often for so long and returned so many rows in all. */
    Scenes ran(String sql, double calls, double totalMs, double rows) {
        return ran(sql, calls, totalMs, rows, 0);
    }

    /** The same with so many blocks written to temporary files. */
    Scenes ran(String sql, double calls, double totalMs, double rows, double tempBlocks) {
        var counters = new Statement.Counters(rows, 0, 0, 0, 0, 0, 0, 0, tempBlocks, 0);
        statements.add(new Statement(
                String.valueOf(statements.size()),
                sql,
                List.of(),
                calls,
                totalMs,
                counters,
                role.isEmpty() ? List.of() : List.of(new Statement.Caller(role, calls))));
        return this;
    }

    /** What follows is run by this role; by one that nobody knows where it is empty. */
    Scenes by(String other) {
        role = other;
        return this;
    }

    /** What was seen of single calls; ids of statements are their places. */
    Scenes seen(Seen calls) {
        seen = calls;
        return this;
    }

    Scenes ran(String sql) {
        return ran(sql, 1000, 1000, 1000);
    }

    List<Finding> seenBy(Rule rule) {
        return rule.examine(scene());
    }

    List<RepeatedLookup> loops() {
        return RepeatedLookup.all(scene());
    }

    private Scene scene() {
        var workload = new Workload("test", null, Instant.EPOCH, List.copyOf(statements), List.of());
        return Scene.of(catalog, workload.seeing(seen));
    }

    List<String> titles(Rule rule) {
        return seenBy(rule).stream().map(Finding::title).toList();
    }
}

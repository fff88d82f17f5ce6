package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.prove.Outcome;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.prove.Trial;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import java.util.List;

/** What a rewriter makes of statements on a test's database, and what running both forms there shows. */
final class Forms {

    private final Rewriter rewriter;
    private final Database db;
    private final Catalog catalog;

    private Forms(Rewriter rewriter, Database db) {
        this.rewriter = rewriter;
        this.db = db;
        this.catalog = CatalogReader.read(Servers.sessions(db));
    }

    static Forms of(Rewriter rewriter, Database db) {
        return new Forms(rewriter, db);
    }

    /** The other form; fails where there is none. */
    String of(String sql) {
        return rewritten(sql).sql();
    }

    Attempt attempt(String sql) {
        return Rewriters.attempt(rewriter, sql, catalog).orElseThrow();
    }

    Attempt.Rewritten rewritten(String sql) {
        var attempt = attempt(sql);
        assertThat(attempt).isInstanceOf(Attempt.Rewritten.class);
        return (Attempt.Rewritten) attempt;
    }

    /** Why there is no other form; empty where the statement is not of the form at all. */
    String refusal(String sql) {
        return Rewriters.attempt(rewriter, sql, catalog)
                .map(a -> a instanceof Attempt.Refused(var reason) ? reason : a.toString())
                .orElse("");
    }

    /** Runs both forms, with the indexes that the other one needs. */
    Outcome run(String sql) {
        var other = rewritten(sql);
        return run(sql, other.sql(), other);
    }

    Outcome run(String before, String after, Attempt.Rewritten form) {
        return prover().prove(List.of(new Trial(before, after, 1)), form.needs());
    }

    Prover prover() {
        return Prover.building(
                Servers.sessions(db), Twin.searchPath(catalog), ProofOptions.DEFAULT.runs(3), Time.SYSTEM);
    }

    /** Fails where other rows come; gives their number. */
    long sameRows(String sql) {
        var outcome = run(sql);
        assertThat(outcome).isInstanceOf(Outcome.SameRows.class);
        return ((Outcome.SameRows) outcome).whole().rows();
    }
}

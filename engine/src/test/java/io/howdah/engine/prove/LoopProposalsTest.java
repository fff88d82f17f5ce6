package io.howdah.engine.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.query.RepeatedLookup;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class LoopProposalsTest {

    private static final String SESSIONS = "select id, title from sessions where \"User\" = $1 order by id";
    private static final String MESSAGES = "select body from messages where session = $1 order by id desc limit 2";

    private static Database database;
    private static Catalog catalog;

    @BeforeAll
    static void sessions_some_without_messages(Database db) {
        db.execute(
                "create table sessions (id bigint primary key, \"User\" bigint, title text)",
                "create table messages (id bigint primary key, session bigint references sessions, body text)",
                "insert into sessions select i, i % 4, 't' || i from generate_series(1, 800) i",
                "insert into messages select i, 1 + i % 700, 'b' || i % 3 from generate_series(1, 3000) i",
                "create index on messages (session, id)",
                "analyze");
        database = db;
        catalog = CatalogReader.read(Servers.sessions(db));
    }

    @Test
    void proposes_one_statement_that_gave_the_rows_of_all_the_calls_in_less_time() {
        var proposal = proposal(prover());

        assertThat(proposal.isProven()).isTrue();
        assertThat(proposal.statement().text()).isEqualTo(MESSAGES);
        assertThat(proposal.after()).contains("LEFT JOIN LATERAL");
        assertThat(proposal.conditions()).hasSize(1);
        var outcome = (Outcome.SameRows) proposal.outcome();
        assertThat(outcome.timings()).hasSizeGreaterThan(1);
    }

    @Test
    void counts_the_rows_of_the_loop_with_those_that_have_none() {
        var rows = database.number("select sum(greatest(1, least(2, n))) from (select count(m.id) as n from sessions s"
                + " left join messages m on m.session = s.id where s.\"User\" = 1 group by s.id) c");

        assertThat(((Outcome.SameRows) prove(joined("left join", "limit 2")))
                        .whole()
                        .rows())
                .isEqualTo(rows);
    }

    @Test
    void refuses_a_statement_that_loses_or_changes_rows() {
        assertThat(prove(joined("join", "limit 2"))).isInstanceOf(Outcome.OtherRows.class);
        assertThat(prove(joined("left join", "limit 1"))).isInstanceOf(Outcome.OtherRows.class);
        assertThat(prove(joined("left join", "limit 2").replace("s.*", "s.id, upper(s.title) as title")))
                .isInstanceOf(Outcome.OtherRows.class);
    }

    @Test
    void says_what_the_server_says_and_runs_nothing_that_changes_rows() {
        assertThat(prove("select * from nowhere").toString()).contains("nowhere");
        assertThat(prove("delete from messages returning *").toString()).contains("does not read");
    }

    @Test
    void ends_a_loop_that_takes_longer_than_its_time() {
        var tooLong = new Outcome.NotRun("it took longer than the time that was given");
        var loops = List.of(loop(joined("left join", "limit 2")));

        assertThat(prover(new CountingTime(), 0).proveLoops(loops)).isEqualTo(tooLong);
        assertThat(prover(new CountingTime(), 20).proveLoops(loops)).isEqualTo(tooLong);
        assertThat(prover(new CountingTime(), 220).proveLoops(loops)).isEqualTo(tooLong);
        assertThat(prover(new CountingTime(), 2000).proveLoops(loops)).isInstanceOf(Outcome.SameRows.class);
        assertThat(prover(new CountingTime(), 2000).proveLoops(Collections.nCopies(9, loops.getFirst())))
                .isEqualTo(tooLong);
    }

    @Test
    void runs_nothing_where_it_was_not_asked_to() {
        assertThat(proposal(null).outcome()).isEqualTo(new Outcome.NotRun("no statement was to be run"));
    }

    private static String joined(String join, String limit) {
        return "select s.*, m.* from (" + SESSIONS.replace("$1", "1") + ") s " + join + " lateral ("
                + MESSAGES.replace("$1", "s.id").replace("limit 2", limit) + ") m on true";
    }

    private static Outcome prove(String joined) {
        return prover().proveLoops(List.of(loop(joined)));
    }

    private static LoopTrial loop(String joined) {
        return new LoopTrial(SESSIONS.replace("$1", "1"), "id", MESSAGES, joined, 1);
    }

    private static Proposal proposal(@Nullable Prover prover) {
        var statements = List.of(statement("0", SESSIONS, 10, 2000), statement("1", MESSAGES, 2000, 3800));
        var workload = new Workload("test", null, Instant.EPOCH, statements, List.of());
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            var questions = new Binder(twin).bind(workload).questions();
            var loops = RepeatedLookup.all(Scene.of(catalog, workload));
            return new LoopProposals(prover).of(loops, questions).getFirst();
        }
    }

    private static Statement statement(String id, String sql, double calls, double rows) {
        return new Statement(
                id, sql, List.of(), calls, 100, new Statement.Counters(rows, 0, 0, 0, 0, 0, 0, 0, 0, 0), List.of());
    }

    private static Prover prover() {
        return Prover.reading(Servers.sessions(database), Twin.searchPath(catalog), ProofOptions.DEFAULT, Time.SYSTEM);
    }

    private static Prover prover(Time time, long seconds) {
        var options = ProofOptions.DEFAULT.budget(Duration.ofSeconds(seconds));
        return Prover.reading(Servers.sessions(database), Twin.searchPath(catalog), options, time);
    }

    /** A second passes whenever it is asked. */
    private static final class CountingTime implements Time {

        private long seconds;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusSeconds(seconds);
        }

        @Override
        public long nanos() {
            return Duration.ofSeconds(seconds++).toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            seconds += duration.toSeconds();
        }
    }
}

package io.howdah.engine.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.advise.index.Progress;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.twin.Question;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Events of kind 9 are the latest tenth, which the planner cannot know: walking {@code (at)} for the first of them it expects to
 * meet one soon, and meets nine tenths of a table whose rows lie in another order.
 */
@Tag("slow")
@PostgresTest
class TriedAdviceTest {

    private static final String FIRST = "select id from events where kind = 9 order by at limit 1";
    private static final String BY_NUMBER = "select at from events where number = 4711";

    private static final String IN_A_MOMENT = "select id from events where at = 4711";
    private static final double OFTEN = 1000;

    private static Database database;

    @BeforeAll
    static void events(Database db) {
        db.execute(
                "create table events (id int, number int, kind int not null, at int not null, long text) with (autovacuum_enabled = off)",
                "insert into events select g, g, case when at > 270000 then 9 else at % 9 end, at, null"
                        + " from (select g, (g * 7919::bigint % 300007)::int as at from generate_series(1, 300000) g) t",
                "update events set long = (select string_agg(md5(i::text), '') from generate_series(1, 400) i) where id = 1",
                "create table parts (id int, number int) partition by range (id)",
                "create table parts_1 partition of parts for values from (0) to (100000)",
                "insert into parts select g, g from generate_series(0, 99999) g",
                "vacuum analyze events",
                "vacuum analyze parts");
        database = db;
    }

    @Test
    void leaves_out_what_makes_a_statement_slower_and_keeps_what_helps() {
        var advice = tried(choosing(on("events", "at"), on("events", "number")), FIRST, BY_NUMBER);

        assertThat(advice.leftOut()).containsOnlyKeys(on("events", "at"));
        assertThat(advice.leftOut().get(on("events", "at"))).contains("made a statement slower", "order by at limit 1");
        assertThat(TrialSet.of(advice.advisory()).built()).containsExactly(on("events", "number"));
        assertThat(advice.rounds()).isEqualTo(2);
        assertThat(advice.tried().runs()).singleElement().satisfies(run -> {
            assertThat(run.statement().text()).isEqualTo(BY_NUMBER);
            assertThat(run.withMs()).isLessThan(run.withoutMs());
        });
    }

    @Test
    void keeps_what_makes_one_statement_slower_and_saves_far_more_elsewhere() {
        var taught = new ArrayList<Lessons>();
        var all = choosing(on("events", "at"));

        var advice = tried(
                lessons -> {
                    taught.add(lessons);
                    return all.apply(lessons);
                },
                FIRST,
                IN_A_MOMENT);

        assertThat(TrialSet.of(advice.advisory()).built()).containsExactly(on("events", "at"));
        assertThat(advice.leftOut()).isEmpty();
        assertThat(advice.rounds()).isEqualTo(2);
        assertThat(taught.get(0)).isEqualTo(Lessons.NONE);
        assertThat(taught.get(1).refused()).isEmpty();
        assertThat(ratio(taught.get(1), FIRST)).isGreaterThan(Lessons.SLOWER);
        assertThat(ratio(taught.get(1), IN_A_MOMENT)).isLessThan(0.1);
        assertThat(taught.get(2).refused()).containsExactly(on("events", "at"));
    }

    @Test
    void runs_longer_what_takes_an_unknown_time_without_an_index_that_slows_another_statement_down() {
        var manyTimes = "select count((select id from events o where o.at = e.id)) from events e where e.id <= 300";

        var advice = tried(choosing(on("events", "at")), FIRST, manyTimes);

        assertThat(TrialSet.of(advice.advisory()).built()).containsExactly(on("events", "at"));
        assertThat(advice.leftOut()).isEmpty();
        assertThat(advice.tried().runs())
                .filteredOn(run -> run.statement().text().equals(manyTimes))
                .singleElement()
                .satisfies(run -> assertThat(run.withoutOne().get(on("events", "at")))
                        .as("longer than at first")
                        .isGreaterThan(150));
    }

    private static double ratio(Lessons lessons, String sql) {
        return lessons.ratios().entrySet().stream()
                .filter(e -> e.getKey().sql().equals(sql))
                .filter(e -> e.getKey().shape().contains("using " + on("events", "at")))
                .mapToDouble(e -> e.getValue().value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void says_what_each_index_brought() {
        var advice = tried(choosing(on("events", "number")), BY_NUMBER);

        var evidence =
                advice.advisory().advice().getFirst().finding().evidence().getFirst();
        assertThat(evidence.label()).isEqualTo(Evidence.Label.MEASURED);
        assertThat(evidence.figures().get("after_ms"))
                .isLessThan(evidence.figures().get("before_ms"));
    }

    @Test
    void leaves_out_what_the_copy_cannot_build() {
        var advice = tried(choosing(on("events", "long"), on("events", "number")), BY_NUMBER);

        assertThat(advice.leftOut().get(on("events", "long"))).contains("could not be built", "index row");
        assertThat(TrialSet.of(advice.advisory()).built()).containsExactly(on("events", "number"));
    }

    @Test
    void knows_an_index_of_a_partitioned_table_in_the_plans_of_its_partitions() {
        var advice = tried(choosing(on("parts", "number")), "select id from parts where number = 17");

        assertThat(advice.tried().runs().getFirst().withoutOne()).containsOnlyKeys(on("parts", "number"));
    }

    @Test
    void does_not_run_what_might_do_more_than_read() {
        var advice = tried(choosing(on("events", "number")), "update events set kind = 1 where number = 4711");

        assertThat(advice.tried().runs()).isEmpty();
        assertThat(advice.tried().notRun()).extracting(NotAdvised::reason).containsExactly("it does not read");
    }

    @Test
    void stops_a_statement_that_takes_too_long_and_says_so() {
        var slow = "select count(*) from events a, events b where a.at + b.at > 7 and a.number < 1000";
        var options = new ProofOptions(Duration.ofMillis(50), 2, Duration.ofMinutes(1));

        var advice = tried(options, choosing(on("events", "number")), slow);

        assertThat(advice.tried().notRun())
                .extracting(NotAdvised::reason)
                .containsExactly("it took longer than the time that was given");
    }

    @Test
    void does_not_prefer_a_set_for_which_the_time_did_not_suffice() {
        var clock = new SteppedTime();
        var first = choosing(on("events", "at"), on("events", "number"));
        var wide = on("events", "number", "at");
        Function<Lessons, Advisory> choice = lessons -> {
            if (lessons.equals(Lessons.NONE)) {
                return first.apply(lessons);
            }
            clock.step(ProofOptions.OF_A_SET.budget());
            return lessons.permits(wide) ? choosing(wide).apply(lessons) : first.apply(Lessons.NONE);
        };

        var advice = tried(clock, ProofOptions.OF_A_SET, choice, FIRST, BY_NUMBER);

        assertThat(advice.rounds()).isEqualTo(2);
        assertThat(advice.tried().inTime()).isTrue();
        assertThat(TrialSet.of(advice.advisory()).built())
                .containsExactlyInAnyOrder(on("events", "at"), on("events", "number"));
    }

    @Test
    void leaves_out_what_burdens_the_best_set_by_what_was_measured_when_the_time_is_over() {
        var clock = new SteppedTime();
        var wide = on("events", "number", "at");
        Function<Lessons, Advisory> choice = lessons -> {
            if (lessons.equals(Lessons.NONE)) {
                return choosing(on("events", "at"), on("events", "number")).apply(lessons);
            }
            clock.step(ProofOptions.OF_A_SET.budget());
            return choosing(lessons.permits(wide) ? wide : on("events", "number"))
                    .apply(lessons);
        };

        var advice = tried(clock, ProofOptions.OF_A_SET, choice, FIRST, BY_NUMBER);

        assertThat(advice.rounds()).isEqualTo(3);
        assertThat(advice.tried().inTime()).isTrue();
        assertThat(advice.leftOut().get(on("events", "at"))).contains("made a statement slower");
        assertThat(TrialSet.of(advice.advisory()).built()).containsExactly(on("events", "number"));
    }

    /** The machine's clock, set forward by hand. */
    private static final class SteppedTime implements Time {

        private long ahead;

        void step(Duration by) {
            ahead += by.toNanos();
        }

        @Override
        public Instant now() {
            return SYSTEM.now();
        }

        @Override
        public long nanos() {
            return SYSTEM.nanos() + ahead;
        }

        @Override
        public void sleep(Duration duration) {
            SYSTEM.sleep(duration);
        }
    }

    @Test
    void leaves_nothing_behind() {
        tried(choosing(on("events", "number")), BY_NUMBER);

        assertThat(database.number("select count(*) from pg_class where relname like 'howdah_trial%'"))
                .isZero();
    }

    private static TriedAdvice tried(Function<Lessons, Advisory> choice, String... statements) {
        return tried(ProofOptions.OF_A_SET, choice, statements);
    }

    private static TriedAdvice tried(ProofOptions options, Function<Lessons, Advisory> choice, String... statements) {
        return tried(Time.SYSTEM, options, choice, statements);
    }

    private static TriedAdvice tried(
            Time time, ProofOptions options, Function<Lessons, Advisory> choice, String... statements) {
        var path = Name.quoted(database.schema());
        try (var trial = IndexTrial.on(Servers.sessions(database), path, options, time)) {
            var questions =
                    Arrays.stream(statements).map(TriedAdviceTest::question).toList();
            return TriedAdvice.of(choice, trial, questions, Progress.SILENT);
        }
    }

    private static Question question(String sql) {
        double calls = sql.equals(IN_A_MOMENT) ? OFTEN : 1;
        return new Question(new Statement(sql, sql, List.of(), calls, 0, null), sql, 1, false);
    }

    private static IndexDefinition on(String table, String... columns) {
        var keys = Stream.of(columns).map(IndexKey::on).toList();
        return IndexDefinition.btree(new QualifiedName(database.schema(), table), keys);
    }

    /** Chooses all that is not refused. */
    private static Function<Lessons, Advisory> choosing(IndexDefinition... indexes) {
        return lessons -> new Advisory(
                1,
                1,
                Stream.of(indexes)
                        .filter(lessons::permits)
                        .map(TriedAdviceTest::advice)
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Advice advice(IndexDefinition index) {
        var finding =
                Finding.of("missing-index", Severity.NOTICE, index.toString(), "an index is missing", "", List.of());
        return new Advice(finding, List.of(new CreateIndex("chosen", index)), 0, List.of());
    }
}

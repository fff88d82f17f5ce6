package io.howdah.samples.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.TestData;
import io.howdah.samples.drive.Run;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.StatementRun;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Names;
import io.howdah.samples.model.Sample;
import io.howdah.samples.plant.Planted;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@PostgresTest
class BotsWorkloadTest {

    private static final Dataset DATASET = TestData.rows(5_000);

    @Test
    void every_statement_runs_ten_times_or_more_without_an_error(Database db)
            throws SQLException, InterruptedException {
        TestData.load(db, Bots.asFound(), DATASET);

        var run = play(db, Bots.asFound(), 4);

        assertThat(run.errors()).isEmpty();
        assertThat(run.statements())
                .extracting(StatementRun::count)
                .hasSizeGreaterThan(25)
                .allMatch(count -> count >= 10);
    }

    @Test
    void a_second_run_makes_the_same_number_of_calls_of_each_statement(Database db)
            throws SQLException, InterruptedException {
        TestData.load(db, Bots.asFound(), DATASET);

        var first = play(db, Bots.asFound(), 4);
        var second = play(db, Bots.asFound(), 4);

        assertThat(calls(second)).isEqualTo(calls(first));
        assertThat(second.errors()).isEmpty();
    }

    @Test
    void every_read_finds_rows_and_none_is_as_old_as_those_that_go(Database db)
            throws SQLException, InterruptedException {
        var dataset = TestData.rows(20_000);
        TestData.load(db, Bots.asFound(), dataset);

        var run = play(db, Bots.asFound(), dataset, 4);

        assertThat(run.statements())
                .filteredOn(statement -> statement.rows() == 0)
                .extracting(StatementRun::name)
                .containsExactlyInAnyOrder("commit", "expire_messages", "expire_events");
    }

    @Test
    void nothing_is_used_up_by_many_runs(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Bots.asFound(), DATASET);
        var open =
                db.number("select count(*) from auto_tasks where status not in ('completed', 'failed', 'cancelled')");
        for (int i = 0; i < 4; i++) {
            assertThat(play(db, Bots.asFound(), 2).errors()).isEmpty();
        }

        assertThat(db.number(
                        "select count(*) from auto_tasks where status not in ('completed', 'failed', 'cancelled')"))
                .isGreaterThan(open / 2);
    }

    @Test
    void under_other_names_it_finds_the_same_rows(Database db) throws SQLException, InterruptedException {
        var disguised = new Bots(Names.disguised(5), Planted.allBut(BotsFaults.POSSIBLE));
        TestData.load(db, Bots.asFound(), DATASET);
        TestData.load(db, disguised, DATASET);

        assertThat(rows(play(db, disguised, 1))).isEqualTo(rows(play(db, Bots.asFound(), 1)));
    }

    @Test
    void every_disguise_plays_without_an_error(Database db) throws SQLException, InterruptedException {
        for (int seed = 0; seed < 5; seed++) {
            var disguised = Bots.asFound().disguised(seed);
            TestData.load(db, disguised, TestData.rows(1_000));

            assertThat(play(db, disguised, TestData.rows(1_000), 2).errors()).isEmpty();
        }
    }

    private static Run play(Database db, Sample sample, int clients) throws SQLException, InterruptedException {
        return play(db, sample, DATASET, clients);
    }

    private static Run play(Database db, Sample sample, Dataset dataset, int clients)
            throws SQLException, InterruptedException {
        return new WorkloadDriver(TestData.connections(db), sample.workload(dataset), clients, 7)
                .run(RunLength.calls(400), RunListener.none());
    }

    private static Map<String, Long> calls(Run run) {
        var calls = new TreeMap<String, Long>();
        run.statements().forEach(statement -> calls.put(statement.name(), statement.count()));
        return calls;
    }

    private static Map<String, Long> rows(Run run) {
        var rows = new TreeMap<String, Long>();
        for (StatementRun statement : run.statements()) {
            rows.put(statement.name(), statement.rows());
        }
        return rows;
    }
}

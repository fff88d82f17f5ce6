package io.howdah.samples.social;

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
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

@PostgresTest
class SocialWorkloadTest {

    private static final Dataset DATASET = TestData.rows(10_000);

    @Test
    void every_statement_runs_and_finds_rows_twice_over(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Social.asFound(), DATASET);

        var first = play(db, Social.asFound(), DATASET, 4);
        var second = play(db, Social.asFound(), DATASET, 4);

        assertThat(first.errors()).isEmpty();
        assertThat(second.errors()).isEmpty();
        assertThat(first.statements())
                .extracting(StatementRun::count)
                .hasSizeGreaterThan(30)
                .allMatch(count -> count >= 10);
        assertThat(byName(second, StatementRun::count)).isEqualTo(byName(first, StatementRun::count));
        assertThat(first.statements())
                .filteredOn(statement -> statement.rows() == 0)
                .extracting(StatementRun::name)
                .containsExactlyInAnyOrder("commit", "expire_messages");
    }

    @Test
    void under_other_names_it_finds_the_same_rows(Database db) throws SQLException, InterruptedException {
        var disguised = new Social(Names.disguised(5), Planted.allBut(SocialFaults.POSSIBLE));
        var dataset = TestData.rows(3_000);
        TestData.load(db, Social.asFound(), dataset);
        TestData.load(db, disguised, dataset);

        assertThat(byName(play(db, disguised, dataset, 1), StatementRun::rows))
                .isEqualTo(byName(play(db, Social.asFound(), dataset, 1), StatementRun::rows));
    }

    @Test
    void every_disguise_plays_without_an_error(Database db) throws SQLException, InterruptedException {
        for (int seed = 0; seed < 4; seed++) {
            var disguised = Social.asFound().disguised(seed);
            TestData.load(db, disguised, TestData.rows(1_000));

            assertThat(play(db, disguised, TestData.rows(1_000), 2).errors()).isEmpty();
        }
    }

    private static Run play(Database db, Sample sample, Dataset dataset, int clients)
            throws SQLException, InterruptedException {
        return new WorkloadDriver(TestData.connections(db), sample.workload(dataset), clients, 7)
                .run(RunLength.calls(400), RunListener.none());
    }

    private static Map<String, Long> byName(Run run, ToLongFunction<StatementRun> figure) {
        var figures = new TreeMap<String, Long>();
        run.statements().forEach(statement -> figures.put(statement.name(), figure.applyAsLong(statement)));
        return figures;
    }
}

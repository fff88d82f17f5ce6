package io.howdah.samples.market;

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
class MarketWorkloadTest {

    private static final Dataset DATASET = TestData.rows(5_000);

    @Test
    void two_runs_make_the_same_calls_without_an_error_and_find_rows(Database db)
            throws SQLException, InterruptedException {
        TestData.load(db, Market.asFound(), DATASET);
        var money = db.value("select sum(balance) || ' ' || (select sum(quantity) from holdings) from users");

        var first = play(db, Market.asFound(), 4);
        var second = play(db, Market.asFound(), 4);

        assertThat(first.errors()).isEmpty();
        assertThat(second.errors()).isEmpty();
        assertThat(first.statements())
                .filteredOn(statement -> !statement.name().equals("commit"))
                .hasSizeGreaterThan(24)
                .allMatch(statement -> statement.count() >= 10 && statement.rows() > 0);
        assertThat(each(second, StatementRun::count)).isEqualTo(each(first, StatementRun::count));
        assertThat(db.value("select sum(balance) || ' ' || (select sum(quantity) from holdings) from users"
                        + " where id <= 250"))
                .isEqualTo(money);
    }

    @Test
    void the_trades_that_it_makes_succeed(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Market.asFound(), DATASET);
        var trades = db.number("select count(*) from trades");

        var run = play(db, Market.asFound(), 2);

        var calls = run.statement("execute_trade").orElseThrow().count();
        assertThat(db.number("select count(*) from trades") - trades).isGreaterThan(calls * 9 / 10);
    }

    @Test
    void under_other_names_it_finds_the_same_rows(Database db) throws SQLException, InterruptedException {
        var dataset = TestData.rows(1_000);
        var disguised = new Market(Names.disguised(5), Planted.allBut(MarketFaults.POSSIBLE, "K-16-price"));
        TestData.load(db, Market.asFound(), dataset);
        TestData.load(db, disguised, dataset);

        assertThat(each(play(db, disguised, dataset, 1), StatementRun::rows))
                .isEqualTo(each(play(db, Market.asFound(), dataset, 1), StatementRun::rows));
    }

    @Test
    void every_disguise_plays_without_an_error(Database db) throws SQLException, InterruptedException {
        for (int seed = 0; seed < 3; seed++) {
            var disguised = Market.asFound().disguised(seed);
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
                .run(RunLength.calls(300), RunListener.none());
    }

    private static Map<String, Long> each(Run run, ToLongFunction<StatementRun> figure) {
        var figures = new TreeMap<String, Long>();
        run.statements().forEach(statement -> figures.put(statement.name(), figure.applyAsLong(statement)));
        return figures;
    }
}

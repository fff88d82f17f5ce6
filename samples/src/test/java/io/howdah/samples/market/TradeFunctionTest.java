package io.howdah.samples.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.TestData;
import io.howdah.samples.model.Names;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class TradeFunctionTest {

    @BeforeEach
    void one_user_with_money_for_one_trade(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Market.asFound(), TestData.rows(1_000));
        db.execute("update users set balance = 100 where id = 1", "delete from holdings", "delete from trades");
    }

    @Test
    void two_trades_at_once_spend_more_than_there_is(Database db) throws Exception {
        twoAtOnce(db);

        assertThat(db.value("select balance from users where id = 1")).isEqualTo("-100.00");
    }

    @Test
    void done_right_the_second_of_two_trades_at_once_is_refused(Database db) throws Exception {
        doRight(db);

        assertThat(twoAtOnce(db)).contains("insufficient_balance");

        assertThat(db.value("select balance from users where id = 1")).isEqualTo("0.00");
    }

    @Test
    void it_takes_unknown_users_unknown_actions_and_negative_quantities(Database db) {
        assertThat(trade(db, "-7, 1, 'buy', 1, 1.00")).contains("true");
        assertThat(trade(db, "1, 1, 'steal', 1, 1.00")).contains("true");
        assertThat(trade(db, "1, 1, 'buy', -5, 10.00")).contains("true");
        assertThat(db.value("select balance from users where id = 1")).isEqualTo("150.00");
    }

    @Test
    void done_right_it_takes_none_of_them(Database db) {
        doRight(db);

        assertThat(trade(db, "-7, 1, 'buy', 1, 1.00")).contains("unknown_user");
        assertThat(trade(db, "1, 1, 'steal', 1, 1.00")).contains("invalid_trade");
        assertThat(trade(db, "1, 1, 'buy', -5, 10.00")).contains("invalid_trade");
        assertThat(trade(db, "1, 1, 'sell', 1, 10.00")).contains("insufficient_holding");
        assertThat(db.number("select count(*) from trades")).isZero();
    }

    @Test
    void what_is_bought_can_be_sold_again(Database db) {
        assertThat(trade(db, "1, 1, 'buy', 4, 25.00")).contains("true");
        assertThat(trade(db, "1, 1, 'buy', 1, 25.00")).contains("insufficient_balance");
        assertThat(trade(db, "1, 1, 'sell', 5, 25.00")).contains("insufficient_holding");
        assertThat(trade(db, "1, 1, 'sell', 1, 30.00")).contains("true");
        assertThat(db.number("select quantity from holdings")).isEqualTo(3);
        assertThat(trade(db, "1, 1, 'sell', 3, 30.00")).contains("true");
        assertThat(db.number("select count(*) from holdings")).isZero();
        assertThat(db.value("select balance from users where id = 1")).isEqualTo("120.00");
    }

    /** The first has traded and not committed when the second begins; the answer of the second. */
    private static String twoAtOnce(Database db) throws Exception {
        var first = session(db);
        first.setAutoCommit(false);
        trade(first);
        var second = session(db);
        var answer = CompletableFuture.supplyAsync(() -> trade(second));
        while (db.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")
                == 0) {
            Thread.onSpinWait();
        }
        first.commit();
        return answer.get();
    }

    /** A session as most applications have it. */
    private static Connection session(Database db) throws SQLException {
        var session = db.connection();
        session.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return session;
    }

    private static void doRight(Database db) {
        db.execute(
                "drop function execute_trade",
                TradeFunction.of(Names.asWritten(), true).create());
    }

    private static String trade(Database db, String arguments) {
        return db.value("select execute_trade(%s)".formatted(arguments));
    }

    private static String trade(Connection connection) {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("select execute_trade(1, 1, 'buy', 1, 100.00)")) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}

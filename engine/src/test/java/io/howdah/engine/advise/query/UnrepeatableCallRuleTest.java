package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Finding;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@PostgresTest
class UnrepeatableCallRuleTest {

    private static final String ID = "'00000000-0000-0000-0000-00000000000%d'";

    private final UnrepeatableCallRule rule = new UnrepeatableCallRule();

    @BeforeEach
    void an_account_with_a_hundred(Database db) {
        Spending.make(db);
    }

    @Test
    void sees_a_function_that_would_spend_again(Database db) {
        var finding = only(db);

        assertThat(finding.title()).isEqualTo("a call that is repeated takes off twice");
        assertThat(finding.evidence().getFirst().text()).contains("balance = balance - amount");
        assertThat(best(finding).statements()).containsExactly("SELECT \"Te st\".spend_once($1, $2, $3, $4)");
    }

    @Test
    void sees_it_where_the_row_is_held_too(Database db) {
        db.execute(Spending.FUNCTION.replace("{lock}", " for update"));

        assertThat(only(db).severity()).hasToString("INFO");
    }

    @Test
    void what_it_hands_over_does_each_request_once_and_answers_the_same(Database db) {
        follow(db);

        assertThat(db.value(once(1, "1, 'buy', 70"))).isEqualTo("done");
        assertThat(db.value(once(1, "1, 'buy', 70"))).isEqualTo("done");
        assertThat(db.value(once(2, "1, 'buy', 70"))).isEqualTo("too little");
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("30");
        assertThat(db.value(once(3, "1, null, null"))).isEqualTo("done");
        assertThat(db.value(once(3, "1, null, null"))).isEqualTo("done");
    }

    @Test
    void it_refuses_a_number_with_other_arguments_and_none_at_all(Database db) {
        follow(db);
        db.value(once(1, "1, 'buy', 10"));

        assertThatThrownBy(() -> db.value(once(1, "1, 'buy', 20")))
                .hasMessageContaining("was made with other arguments");
        assertThatThrownBy(() -> db.value("select spend_once(null, 1, 'buy', 20)"))
                .hasMessageContaining("null value in column \"request_id\"");
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("90");
    }

    @Test
    void a_request_that_failed_may_be_made_again(Database db) {
        follow(db);
        db.execute("alter table \"Accounts\" add constraint enough check (balance > 50)");

        assertThatThrownBy(() -> db.value(once(1, "1, 'buy', 80"))).hasMessageContaining("enough");
        db.execute("alter table \"Accounts\" drop constraint enough");

        assertThat(db.value(once(1, "1, 'buy', 80"))).isEqualTo("done");
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("20");
    }

    @Test
    @Timeout(60)
    void two_calls_of_one_request_at_once_are_done_once(Database db) throws Exception {
        follow(db);
        try (var first = db.connection();
                var second = db.connection()) {
            first.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            second.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            first.setAutoCommit(false);
            answer(first, once(1, "1, 'buy', 40"));
            var waiting = CompletableFuture.supplyAsync(() -> answer(second, once(1, "1, 'buy', 40")));
            while (db.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    == 0) {
                Thread.sleep(10);
            }
            first.commit();

            assertThat(waiting.get()).isEqualTo("done");
        }
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("60");
    }

    @Test
    void is_silent_once_it_was_followed_and_where_requests_are_known(Database db) {
        follow(db);
        assertThat(findings(db)).isEmpty();

        db.execute(
                "drop function spend_once",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace(
                                "'too little'; end if;",
                                "'too little'; end if; insert into seen values (who) on conflict do nothing;"));
        assertThat(findings(db)).isEmpty();
    }

    @Test
    void is_silent_where_nothing_is_taken_off_or_the_row_is_asked_for_as_it_was_read(Database db) {
        db.execute(
                Spending.doing(
                        "has numeric;",
                        "select balance into has from \"Accounts\" where id = who; update \"Accounts\" set balance = balance + amount where id = who and has > 0;"));
        assertThat(findings(db)).isEmpty();

        db.execute(
                "alter table \"Accounts\" add version int default 1",
                Spending.doing(
                        "has numeric; v int;",
                        "select balance, version into has, v from \"Accounts\" where id = who;"
                                + " update \"Accounts\" set balance = balance - amount where id = who and version = v and has > amount;"));
        assertThat(findings(db)).isEmpty();
    }

    @Test
    void is_silent_on_answers_that_cannot_be_kept_and_on_arguments_that_are_given_back(Database db) {
        var body = Spending.FUNCTION.replace("{lock}", "");
        db.execute(
                "drop function spend",
                body.replace("returns text", "returns setof text").replace("return '", "return next '"),
                "create type answered as (word text)",
                body.replace("spend(", "pay(")
                        .replace("returns text", "returns answered")
                        .replaceAll("return '(.*?)'", "return row('$1')::answered"));

        assertThat(findings(db)).isEmpty();
    }

    @Test
    void hands_over_what_returns_nothing_and_has_an_argument_of_the_same_name(Database db) {
        db.execute("drop function spend", """
                create function "Pay" (request_id int, who int default 1) returns void language plpgsql as $$
                declare has numeric;
                begin
                  select balance into has from "Accounts" where id = who;
                  if has >= request_id then update "Accounts" set balance = balance - request_id where id = who; end if;
                end $$""");
        follow(db);

        db.execute(
                "select \"Pay_once\"(" + ID.formatted(1) + ", 30)", "select \"Pay_once\"(" + ID.formatted(1) + ", 30)");
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("70");
    }

    private static String once(int request, String arguments) {
        return "select spend_once(" + ID.formatted(request) + ", " + arguments + ")";
    }

    private static String answer(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Decision.Choice best(Finding finding) {
        return Objects.requireNonNull(finding.decision()).choices().getFirst();
    }

    private void follow(Database db) {
        best(only(db)).sql().forEach(db::execute);
    }

    private Finding only(Database db) {
        assertThat(findings(db)).hasSize(1);
        return findings(db).getFirst();
    }

    private List<Finding> findings(Database db) {
        return Scenes.of(db).seenBy(rule);
    }
}

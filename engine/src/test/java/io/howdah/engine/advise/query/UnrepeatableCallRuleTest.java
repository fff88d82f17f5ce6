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

        assertThat(finding.title()).isEqualTo("a call of spend that is repeated takes off twice");
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
                "drop table spend_requests",
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
    void is_silent_where_a_repeated_call_is_told_by_a_state_a_look_or_a_key(Database db) {
        db.execute(
                "create table payments (id int primary key, who int)",
                "alter table \"Accounts\" add state text default 'new', add version int default 1");
        var spend = "update \"Accounts\" set balance = balance - amount where id = who;";
        for (var body : List.of(
                "if exists (select from payments p where p.who = spend.who) then return 'no'; end if;" + spend,
                "insert into payments (id, who) values (amount, who);" + spend,
                "if st <> 'new' then return 'no'; end if; update \"Accounts\" set state = 'paid' where id = who;"
                        + spend,
                "update \"Accounts\" set balance = balance - amount, version = version + 1 where id = who and version = 3;")) {
            db.execute(Spending.doing(
                    "has numeric; st text;",
                    "select balance, state into has, st from \"Accounts\" where id = who;"
                            + " if has < amount then return 'little'; end if;" + body));

            assertThat(findings(db)).as(body).isEmpty();
        }
    }

    @Test
    void takes_a_row_that_is_added_up_for_no_knowledge_of_requests(Database db) {
        db.execute(
                "create table holdings (who int primary key, pieces numeric)",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace(
                                "'too little'; end if;",
                                "'too little'; end if; insert into holdings (who, pieces) values (who, 1)"
                                        + " on conflict on constraint holdings_pkey do update set pieces = holdings.pieces + 1;"));

        assertThat(findings(db)).hasSize(1);
    }

    @Test
    void is_silent_on_functions_of_other_languages(Database db) {
        db.execute(
                "set check_function_bodies = off",
                Spending.FUNCTION.replace("{lock}", "").replace("language plpgsql", "language sql"));

        assertThat(findings(db)).isEmpty();
    }

    @Test
    void is_silent_where_another_function_knows_requests_and_calls_it(Database db) {
        var paying = """
                create or replace function pay(request int) returns text language plpgsql as $$
                begin
                  insert into seen values (request) on conflict do nothing;
                  return spend(1, 'buy', 10);
                end $$""";
        db.execute(paying);
        assertThat(findings(db)).isEmpty();

        for (var other : List.of(
                paying.replace(" on conflict do nothing", ""), paying.replace("spend(1, 'buy', 10)", "'done'"))) {
            db.execute(other);

            assertThat(findings(db)).as(other).hasSize(1);
        }
    }

    @Test
    void is_silent_where_a_second_row_of_a_request_is_an_error_that_is_foreseen(Database db) {
        var body = "begin insert into seen values (who); exception when unique_violation then return 'done'; end;"
                + " select balance into has from \"Accounts\" where id = who;"
                + " if has < amount then return 'little'; end if;"
                + " update \"Accounts\" set balance = balance - amount where id = who;";
        db.execute(Spending.doing("has numeric;", body));
        assertThat(findings(db)).isEmpty();

        db.execute(Spending.doing("has numeric;", body.replace("unique_violation", "check_violation")));
        assertThat(findings(db)).hasSize(1);
    }

    @Test
    void takes_a_row_without_all_of_a_unique_key_for_no_knowledge_of_requests(Database db) {
        db.execute(
                "create table log (n int generated always as identity primary key, id int)",
                "create index on log (id)",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace("'too little'; end if;", "'too little'; end if; insert into log (id) values (who);"));

        assertThat(findings(db)).hasSize(1);
    }

    @Test
    void is_silent_where_what_it_would_make_is_there_or_the_name_is_not_the_only_one(Database db) {
        db.execute("create table spend_requests (id int)");
        assertThat(findings(db)).isEmpty();

        db.execute("drop table spend_requests", "create function spend(int) returns int language sql as 'select 1'");
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
                create function "Pay" (request_id int default null, who int default 1) returns void language plpgsql as $$
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

    @Test
    void knows_a_request_and_its_answer_again_in_a_session_with_other_settings(Database db) {
        for (var type : List.of("timestamptz", "jsonb", "json", "numeric", "boolean", "date")) {
            db.execute(
                    "drop function if exists spend",
                    "drop function if exists spend_once",
                    "drop table if exists spend_requests",
                    """
                    create function spend(who int, at timestamptz, answer %s) returns %s language plpgsql as $$
                    declare has numeric;
                    begin
                      select balance into has from "Accounts" where id = who;
                      if has > 1 then update "Accounts" set balance = balance - 1 where id = who; end if;
                      return answer;
                    end $$""".formatted(type, type));
            follow(db);
            var value = switch (type) {
                case "jsonb", "json" -> "'\"word\"'";
                case "numeric" -> "1.50";
                case "boolean" -> "null";
                case "date" -> "'2026-03-02'";
                default -> "'2026-03-02 10:00+00'";
            };
            var sql = "select coalesce(spend_once(" + ID.formatted(1) + ", 1, '2026-03-02 10:00+00', " + value
                    + ")::text, 'nothing')";
            db.execute("set datestyle = 'iso, mdy'", "set timezone = 'UTC'");
            var first = db.value(sql);
            db.execute("set datestyle = 'iso, dmy'", "set timezone = 'Asia/Tokyo'");
            db.value(sql);
            db.execute("set datestyle = 'iso, mdy'", "set timezone = 'UTC'");

            assertThat(db.value(sql)).as(type).isEqualTo(first);
        }
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("94");
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

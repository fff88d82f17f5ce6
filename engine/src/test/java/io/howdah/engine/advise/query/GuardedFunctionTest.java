package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Remedy;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rule hands over: the function written again, run on a real server. */
@PostgresTest
class GuardedFunctionTest {

    private static final String WAITING =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";

    private final UnguardedSpendingRule rule = new UnguardedSpendingRule();

    @BeforeEach
    void an_account_with_a_hundred(Database db) {
        Spending.make(db);
    }

    @Test
    @Timeout(60)
    void two_calls_at_once_overspend_before_and_do_not_with_what_it_proposes(Database db) throws Exception {
        assertThat(afterTwoSpendingEighty(db)).containsExactly("-60", "done", "done");

        db.execute("update \"Accounts\" set balance = 100", mended(db));

        assertThat(afterTwoSpendingEighty(db)).containsExactly("20", "done", "too little");
    }

    @Test
    void what_it_proposes_refuses_what_is_unknown_negative_or_null_and_is_not_reported_again(Database db) {
        db.execute(mended(db));

        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
        assertThat(db.value("select spend(1, 'buy', 30)")).isEqualTo("done");
        assertThat(db.value("select spend(1, 'buy', 80)")).isEqualTo("too little");
        assertThat(db.value("select spend(1, 'sell', 0)")).isEqualTo("done");
        for (var call :
                List.of("(7, 'buy', 1)", "(1, 'buy', -1)", "(1, 'gift', 1)", "(1, null, 1)", "(1, 'buy', null)")) {
            assertThatThrownBy(() -> db.value("select spend" + call)).as(call).isInstanceOf(RuntimeException.class);
        }
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("70");
    }

    @Test
    void undoes_what_it_proposes(Database db) {
        var remedy = Scenes.of(db).seenBy(rule).getFirst().remedy();
        db.execute(remedy.sql().getFirst());
        db.execute(remedy.undo().getFirst());

        assertThat(Scenes.of(db).seenBy(rule)).hasSize(1);
        assertThat(db.value("select spend(7, 'gift', -1)")).isEqualTo("done");
    }

    @Test
    void mends_two_readings_in_one_function_and_asks_for_what_the_amount_is_made_of(Database db) {
        db.execute(
                "create table \"Stock\" (owner int, thing int, pieces int, primary key (owner, thing))",
                "insert into \"Stock\" values (1, 1, 5)",
                """
                create function trade("Who" int, thing_ int, pieces_ int, price numeric default 1) returns boolean
                language plpgsql security definer as $body$
                declare has numeric; held int; total numeric := round(pieces_ * price, 2);
                begin
                  -- reads; then spends
                  select balance into has from "Accounts" where id = "Who";
                  if has < total then return false; end if;
                  select pieces into held from \"Stock\" where owner = "Who" and thing = thing_;
                  if held is null or held < pieces_ then return case when held is null then null else false end; end if;
                  update \"Accounts\" set balance = balance - total where id = "Who";
                  update \"Stock\" set pieces = pieces - pieces_ where owner = "Who" and thing = thing_;
                  return true;
                end
                $body$""");

        var finding = Scenes.of(db).seenBy(rule).stream()
                .filter(f -> f.subject().contains("trade"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.title()).startsWith("reads Accounts.balance and Stock.pieces");
        db.execute(finding.remedy().sql().getFirst());

        assertThat(db.value("select trade(1, 1, 5, 2)::text")).isEqualTo("true");
        assertThat(db.value("select coalesce(trade(1, 2, 5, 2)::text, 'none')"))
                .as("no such thing, foreseen")
                .isEqualTo("none");
        for (var call : List.of("(2, 1, 1)", "(1, 1, -1)", "(1, 1, 1, -1)")) {
            assertThatThrownBy(() -> db.value("select trade" + call)).as(call).isInstanceOf(RuntimeException.class);
        }
        assertThat(db.number("select balance::int from \"Accounts\"")).isEqualTo(90);
        assertThat(db.value("select prosecdef::text from pg_proc where proname = 'trade'"))
                .isEqualTo("true");
    }

    @Test
    void says_so_where_the_text_cannot_be_written_again_for_certain(Database db) {
        for (var reading : List.of(
                "select balance into has from \"Accounts\" a join \"Accounts\" b using (id, balance) where id = who;",
                "select least(balance, 5) as balance into has from \"Accounts\" where id = who;",
                "select balance into has from \"Accounts\" where id >= who order by id limit 1;")) {
            db.execute(Spending.FUNCTION.replace(
                    "select balance into has from \"Accounts\" where id = who{lock};", reading));
            var finding = Scenes.of(db).seenBy(rule).getFirst();

            assertThat(finding.remedy()).as(reading).isEqualTo(Remedy.NONE);
            assertThat(finding.why())
                    .contains("not of a form that can be written again")
                    .contains("FOR NO KEY UPDATE");
        }
    }

    @Test
    void leaves_words_alone_where_others_have_a_meaning_too(Database db) {
        for (var ending : List.of(
                "else return 'nothing'; end if;",
                "end if; if what = 'gift' then return 'given'; end if;",
                "end if; if what in ('gift', 'loan') then return 'given'; end if;",
                "end if; if what <> 'gift' then return 'given'; end if;",
                "end if; case what when 'gift' then return 'given'; else null; end case;",
                "end if; if 'gift' = what then return 'given'; end if;",
                "end if; if what = any (array['gift', 'loan']) then return 'given'; end if;",
                "end if; if what like 'gift%' then return 'given'; end if;",
                "end if; if lower(what) = 'gift' then return 'given'; end if;",
                "end if; perform 1 from \"Accounts\" where what = id::text;",
                "elsif amount = 0 then return 'nothing'; end if;")) {
            db.execute(Spending.FUNCTION
                    .replace("{lock}", "")
                    .replace("  end if;\n  return 'done';", "  " + ending + "\n  return 'done';"));

            assertThat(Scenes.of(db).seenBy(rule).getFirst().why())
                    .as(ending)
                    .contains("holds the row")
                    .doesNotContain("for what");
        }
    }

    @Test
    void refuses_other_words_where_they_are_only_written_down(Database db) {
        db.execute(
                "create table log (at timestamptz, what text)",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace(
                                "return 'done'",
                                "insert into log (at, what) values (now(), what); return 'done: ' || what"));

        assertThat(Scenes.of(db).seenBy(rule).getFirst().why()).contains("refuses all but 'buy', 'sell' for what");
    }

    @Test
    void asks_nothing_of_arrays_and_of_what_may_rightly_be_null_or_negative(Database db) {
        var spend = Spending.FUNCTION.replace("{lock}", "");
        for (var other : List.of(
                spend.replace("amount numeric)", "amount numeric default null)"),
                spend.replace("amount numeric)", "amount numeric[])")
                        .replace("amount then", "amount[1] then")
                        .replace("- amount", "- amount[1]")
                        .replace("+ amount", "+ amount[1]"),
                spend.replace("amount numeric)", "amount numeric[])"),
                spend.replace("amount numeric)", "variadic amount numeric[])"),
                spend.replace("amount numeric)", "variadic amount numeric[])")
                        .replace("amount then", "amount[1] then")
                        .replace("- amount", "- amount[1]")
                        .replace("+ amount", "+ amount[1]"),
                spend.replace("- amount", "- coalesce(amount, 0)"),
                spend.replace("- amount", "- abs(amount)"),
                spend.replace("- amount", "- (amount + who)"),
                spend.replace("- amount", "- greatest(amount, 0)"),
                spend.replace("- amount", "- case when amount > 9 then amount else 9 end"),
                spend.replace("begin\n", "begin\n  amount := abs(amount);\n"),
                spend.replace("begin\n", "begin\n  if amount is null then return 'nothing'; end if;\n"))) {
            db.execute("drop function if exists spend(int, text, numeric)", other);

            assertThat(Scenes.of(db).seenBy(rule).getFirst().why())
                    .as(other)
                    .contains("holds the row")
                    .doesNotContain("for amount");
            db.execute(
                    "drop function " + db.value("select oid::regprocedure::text from pg_proc where proname = 'spend'"));
        }
    }

    @Test
    void asks_for_amounts_beside_arrays_that_stand_next_to_them(Database db) {
        db.execute(
                "drop function spend",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace("amount numeric)", "amount numeric, tags int[] default array[1, 2])")
                        .replace("- amount", "- ceil(amount * 1.5)"));

        assertThat(Scenes.of(db).seenBy(rule).getFirst().why())
                .contains("less than zero for amount")
                .doesNotContain("tags");
        db.execute(mended(db));
        assertThat(db.value("select spend(1, 'buy', 10)")).isEqualTo("done");
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("85");
    }

    @Test
    void does_not_ask_for_the_row_where_the_function_asks_in_another_way(Database db) {
        var spend = Spending.FUNCTION.replace("{lock}", "");
        for (var asking : List.of(
                spend.replace("declare ", "declare n int; ")
                        .replace(
                                "    perform",
                                "    get diagnostics n = row_count; if n = 0 then return 'none'; end if;\n    perform"),
                spend.replace("declare ", "declare key int; ")
                        .replace("select balance into has", "select id, balance into key, has")
                        .replace("    perform", "    if has is null then return 'none'; end if;\n    perform"))) {
            db.execute(asking);

            assertThat(Scenes.of(db).seenBy(rule).getFirst().why())
                    .as(asking)
                    .contains("holds the row")
                    .doesNotContain("refuses a key");
        }
    }

    @Test
    void lets_rows_that_refer_to_the_held_one_be_inserted(Database db) {
        assertThat(mended(db)).contains("FOR NO KEY UPDATE").doesNotContain("FOR UPDATE");
    }

    private String mended(Database db) {
        return Scenes.of(db).seenBy(rule).getFirst().remedy().sql().getFirst();
    }

    /** The balance and the two answers: both read before either changes, as far as the function lets them: a lock held here stops them behind the reading. */
    private static List<String> afterTwoSpendingEighty(Database db) throws Exception {
        var gate = db.connection();
        run(gate, "select pg_advisory_lock(1)");
        var one = db.connection();
        var other = db.connection();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var calls = List.of(
                    threads.submit(() -> run(one, "select spend(1, 'buy', 80)")),
                    threads.submit(() -> run(other, "select spend(1, 'buy', 80)")));
            while (calls.stream().noneMatch(Future::isDone) && db.number(WAITING) < 2) {
                Thread.onSpinWait();
            }
            run(gate, "select pg_advisory_unlock(1)");
            var answers = Stream.of(calls.get(0).get(), calls.get(1).get()).sorted();
            return Stream.concat(Stream.of(db.value("select balance from \"Accounts\"")), answers)
                    .toList();
        }
    }

    private static String run(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute("set default_transaction_isolation = 'read committed'");
            try (var rows = statement.executeQuery(sql)) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

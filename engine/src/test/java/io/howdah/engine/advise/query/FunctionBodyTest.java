package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from bodies that are written in other ways. */
@PostgresTest
class FunctionBodyTest {

    private static final String READ = "select balance into has from \"Accounts\" where id = who order by id;"
            + " if has < amount then return 'too little'; end if; ";

    private final UnguardedSpendingRule rule = new UnguardedSpendingRule();

    @BeforeEach
    void an_account_with_a_hundred(Database db) {
        Spending.make(db);
        db.execute(
                "alter table \"Accounts\" add begin int, add loop int, add name text, add version int not null default 0,"
                        + " add data jsonb, add at timestamptz");
    }

    @Test
    void reads_bodies_whatever_stands_in_them(Database db) {
        for (var change : List.of(
                "update \"Accounts\" a set balance = balance - amount returning (select name from \"Accounts\" b where b.id = a.id) into what;",
                "update \"Accounts\" set balance = balance - amount where begin = 1;",
                "update \"Accounts\" set balance = balance - amount where loop = 1 or id = who;",
                "update only \"Accounts\" set balance = balance - amount;",
                "update \"Accounts\" set (at, balance) = (now(), balance - amount) where id = who;",
                "update \"Accounts\" set (at, balance) = row (now(), coalesce(balance, 0) - amount) where id = who;",
                "update \"Accounts\" set name = (select name from \"Accounts\" x where x.id = 1), balance = balance - amount where id = who;",
                "update \"Accounts\" set balance = case when what = 'x' then balance - amount else balance - 2 end where id = who;",
                "<<again>> for i in 1..2 loop update \"Accounts\" set balance = balance - amount where id = who; end loop;",
                "case what when 'x' then update \"Accounts\" set balance = balance - amount where id = who; else null; end case;")) {
            db.execute(Spending.doing("has numeric;", READ + change));

            assertThat(titles(db))
                    .as(change)
                    .containsExactly("reads Accounts.balance, then changes it, without holding the row");
        }
    }

    @Test
    void reads_into_wherever_it_stands(Database db) {
        for (var reading : List.of(
                "select balance from \"Accounts\" where id = who into has;",
                "select balance from \"Accounts\" where id = who into strict has;",
                "select balance from \"Accounts\" into has where id = who;",
                "select extract(epoch from at), balance into key, has from only \"Accounts\" where id = who;")) {
            db.execute(
                    Spending.doing(
                            "has numeric; key int;",
                            reading
                                    + " if has < amount then return 'too little'; end if; update \"Accounts\" set balance = balance - amount where id = who;"));

            assertThat(titles(db)).as(reading).hasSize(1);
        }
    }

    @Test
    void survives_what_the_server_would_refuse_to_run(Database db) {
        db.execute(
                "set check_function_bodies = off",
                Spending.doing(
                        "has numeric;",
                        "select balance from \"Accounts\" into; select into from x; update; select; update x set;"));

        assertThat(titles(db)).isEmpty();
    }

    @Test
    void is_silent_where_nothing_is_taken_off_what_was_read(Database db) {
        for (var change : List.of(
                "set at = now() - interval '5 min' where id = who;",
                "set data = data - 'key' where id = who;",
                "set name = c.balance || c.name where id = who and name = c.name;",
                "set loop = 10 - loop where id = who;",
                "set balance = balance - amount where id = who;")) {
            db.execute(Spending.doing(
                    "c \"Accounts\";",
                    "select * into c from \"Accounts\" where id = who; if c.version > 3 then return 'no'; end if; update \"Accounts\" "
                            + change));

            assertThat(titles(db)).as(change).isEmpty();
        }
    }

    @Test
    void is_silent_where_the_row_is_confirmed_or_read_again_and_held(Database db) {
        for (var body : List.of(
                "select balance, version into has, v from \"Accounts\" where id = who;"
                        + " update \"Accounts\" set balance = has - amount, version = version + 1 where id = who and version = v;",
                "select * into c from \"Accounts\" where id = who;"
                        + " update \"Accounts\" set balance = c.balance - amount where id = c.id and c.version = version;",
                READ + " select balance into has from \"Accounts\" where id = who for update;"
                        + " update \"Accounts\" set balance = has - amount where id = who;",
                READ + " update \"Accounts\" set balance = balance - case when what = 'x' then 1 else 2 end"
                        + " where id = who and balance >= 2;")) {
            db.execute(Spending.doing("has numeric; v int; c \"Accounts\";", body));

            assertThat(titles(db)).as(body).isEmpty();
        }
        db.execute(Spending.doing(
                "c \"Accounts\";",
                "select * into c from \"Accounts\" where id = who;"
                        + " update \"Accounts\" set balance = c.balance - amount where id = c.id;"));
        assertThat(titles(db)).as("the key confirms nothing").hasSize(1);
    }

    @Test
    void is_silent_where_the_row_is_changed_before_or_held_by_its_key_or_kept_by_a_check(Database db) {
        var change =
                " if has < amount then return 'no'; end if; update \"Accounts\" set balance = balance - amount where id = who;";
        for (var body : List.of(
                "update \"Accounts\" set version = version + 1 where id = who;"
                        + " select balance into has from \"Accounts\" where id = who;" + change,
                "select balance into has from \"Accounts\" where id = (select id from \"Accounts\" limit 1 for update skip locked);"
                        + change)) {
            db.execute(Spending.doing("has numeric;", body));

            assertThat(titles(db)).as(body).isEmpty();
        }
        db.execute(Spending.doing(
                "has numeric;", "select balance into has from \"Accounts\" where id = who for key share;" + change));
        assertThat(titles(db)).as("a weak lock").hasSize(1);
        db.execute("alter table \"Accounts\" add check (balance >= 0)");
        assertThat(titles(db)).as("a check").isEmpty();
    }

    @Test
    void tells_arms_apart_of_which_only_one_runs(Database db) {
        var read =
                "select balance into has from \"Accounts\" where id = who; if has < amount then return 'no'; end if;";
        var change = "update \"Accounts\" set balance = balance - amount where id = who;";
        db.execute(Spending.doing(
                "has numeric;", "if what = 'show' then " + read + " elsif what = 'fee' then " + change + " end if;"));
        assertThat(titles(db)).isEmpty();
        db.execute(Spending.doing("has numeric;", "if what = 'show' then " + read + " return 'x'; end if; " + change));
        assertThat(titles(db)).isEmpty();
        db.execute(Spending.doing(
                "has numeric;",
                "if what = 'x' then " + read + " else begin null; end; end if; loop exit; end loop; " + change));
        assertThat(titles(db)).hasSize(1);
    }

    @Test
    void asks_for_no_words_that_the_function_sets_itself_or_has_by_default(Database db) {
        var spend = Spending.FUNCTION.replace("{lock}", "");
        db.execute(spend.replace("begin\n", "begin\n  select name into what from \"Accounts\" where id = who;\n"));
        assertThat(seen(db).getFirst().why()).contains("holds the row").doesNotContain("for what");
        db.execute(
                "drop function spend",
                spend.replace("what text, amount numeric)", "amount numeric, what text default 'none')"));
        assertThat(seen(db).getFirst().why()).contains("holds the row").doesNotContain("for what");
    }

    @Test
    void sees_that_a_transaction_that_ends_lets_go(Database db) {
        db.execute("drop function spend");
        for (var lock : List.of("", " for update")) {
            db.execute("""
                    create or replace procedure pay(who int, amount numeric) language plpgsql as $$
                    declare has numeric;
                    begin
                      select balance into has from "Accounts" where id = who%s;
                      if has < amount then raise 'too little'; end if;
                      commit;
                      update "Accounts" set balance = balance - amount where id = who;
                    end $$""".formatted(lock));

            assertThat(seen(db)).as(lock).extracting(Finding::remedy).containsExactly(Remedy.NONE);
        }
    }

    @Test
    void prints_the_condition_that_keeps_the_value_right_and_no_comments(Database db) {
        assertThat(byHand(db, "set balance = balance - amount -- the fee later\n where id = who;"))
                .endsWith("set balance = balance - amount where id = who AND balance >= amount");
        assertThat(byHand(db, "set balance = has - amount where id = who;"))
                .endsWith("where id = who AND balance = has");
        assertThat(
                        byHand(
                                db,
                                "set balance = case when what = 'x' then balance - amount else balance - 2 end where id = who;"))
                .endsWith("AND (case when what = 'x' then balance - amount else balance - 2 end) >= 0");
        assertThat(byHand(db, "set balance = balance - amount - 5 where id = who;"))
                .endsWith("where id = who AND balance - amount - 5 >= 0");
        assertThat(
                        byHand(
                                db,
                                "set balance = balance - amount returning (select 1 from \"Accounts\" where id = who) into has;"))
                .contains("set balance = balance - amount WHERE balance >= amount returning (select");
    }

    @Test
    void follows_what_was_read_into_other_variables(Database db) {
        for (var body : List.of(
                READ + "rest := has - amount; update \"Accounts\" set balance = rest where id = who;",
                READ + "rest = has - amount; has := rest - 1; update \"Accounts\" set balance = has where id = who;",
                "select * into c from \"Accounts\" where id = who; rest := c.balance - amount;"
                        + " update \"Accounts\" set balance = rest where id = who;",
                "select balance - amount into rest from \"Accounts\" where id = who;"
                        + " if rest < 0 then rest := 0; end if; update \"Accounts\" set balance = rest where id = who;",
                "select balance::int into rest from \"Accounts\" where id = who;"
                        + " if rest < amount then return 'no'; end if;"
                        + " update \"Accounts\" set balance = balance - amount where id = who;")) {
            db.execute(Spending.doing("has numeric; rest numeric; c \"Accounts\";", body));

            assertThat(titles(db))
                    .as(body)
                    .containsExactly("reads Accounts.balance, then changes it, without holding the row");
        }
    }

    @Test
    void prints_no_condition_on_a_value_that_was_not_kept_as_it_was_read(Database db) {
        db.execute(Spending.doing(
                "rest numeric;",
                "select balance - amount into rest from \"Accounts\" where id = who;"
                        + " update \"Accounts\" set balance = rest where id = who;"));

        assertThat(seen(db).getFirst().why()).endsWith(GuardedFunction.HOLD);
        assertThat(seen(db).getFirst().remedy()).isEqualTo(Remedy.NONE);

        db.execute(Spending.doing(
                "has numeric; rest numeric;",
                READ + "rest = has - amount; has := rest - 1; update \"Accounts\" set balance = has where id = who;"));
        assertThat(seen(db).getFirst().why()).endsWith(GuardedFunction.HOLD);
    }

    @Test
    void is_silent_where_what_is_written_was_not_made_of_what_was_read(Database db) {
        for (var body : List.of(
                "select balance into has from \"Accounts\" where id = who; rest := amount;"
                        + " update \"Accounts\" set balance = rest where id = who;",
                "select balance - amount into rest from \"Accounts\" where id = who for update;"
                        + " update \"Accounts\" set balance = rest where id = who;",
                "select balance - amount into rest from \"Accounts\" where id = who; rest := amount;"
                        + " update \"Accounts\" set balance = rest where id = who;",
                "select balance - amount into rest from \"Accounts\" where id = who;"
                        + " if rest < 0 then return 'no'; end if;"
                        + " select balance into has from \"Accounts\" where id = who for update;"
                        + " if has < amount then return 'no'; end if;"
                        + " update \"Accounts\" set balance = balance - amount where id = who;",
                "select sum(balance) into rest from \"Accounts\"; update \"Accounts\" set balance = rest where id = who;")) {
            db.execute(Spending.doing("has numeric; rest numeric;", body));

            assertThat(titles(db)).as(body).isEmpty();
        }
    }

    private String byHand(Database db, String change) {
        db.execute(Spending.doing("has numeric;", READ + " update \"Accounts\" " + change));
        return seen(db).getFirst().why();
    }

    private List<String> titles(Database db) {
        return seen(db).stream().map(Finding::title).toList();
    }

    private List<Finding> seen(Database db) {
        return Scenes.of(db).seenBy(rule);
    }
}

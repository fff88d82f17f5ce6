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

    private static final String READ = "select balance into has from \"Accounts\" where id = who order by id;";

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
            db.execute(Spending.doing(
                    "has numeric; key int;",
                    reading + " update \"Accounts\" set balance = balance - amount where id = who;"));

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
                "set begin = -1 where id = who;",
                "set at = now() - interval '5 min' where id = who;",
                "set data = data - 'key' where id = who;",
                "set name = c.balance || c.name where id = who and name = c.name;",
                "set loop = 10 - loop where id = who and loop = 3;")) {
            db.execute(Spending.doing(
                    "c \"Accounts\";",
                    "select * into c from \"Accounts\" where id = who; update \"Accounts\" " + change));

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
    void sees_that_a_transaction_that_ends_lets_go(Database db) {
        db.execute("drop function spend");
        for (var lock : List.of("", " for update")) {
            db.execute("""
                    create or replace procedure pay(who int, amount numeric) language plpgsql as $$
                    declare has numeric;
                    begin
                      select balance into has from "Accounts" where id = who%s;
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
        assertThat(byHand(db, "set balance = balance - amount - 5 where id = who;"))
                .endsWith("where id = who AND balance - amount - 5 >= 0");
        assertThat(
                        byHand(
                                db,
                                "set balance = balance - amount returning (select 1 from \"Accounts\" where id = who) into has;"))
                .contains("set balance = balance - amount WHERE balance >= amount returning (select");
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

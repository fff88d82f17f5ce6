package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Evidence;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnguardedSpendingRuleTest {

    private final UnguardedSpendingRule rule = new UnguardedSpendingRule();

    @BeforeEach
    void an_account_with_a_hundred(Database db) {
        Spending.make(db);
    }

    @Test
    void is_silent_where_a_check_of_the_very_value_holds(Database db) {
        db.execute(
                "create table others (id int primary key, balance numeric check (balance >= 0))",
                "alter table \"Accounts\" add check (id > 0)");
        assertThat(Scenes.of(db).seenBy(rule)).hasSize(1);

        db.execute("alter table \"Accounts\" add check (balance >= 0)");
        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
    }

    @Test
    void sees_a_balance_that_is_read_and_then_spent(Database db) {
        var finding = Scenes.of(db).seenBy(rule).getFirst();

        assertThat(finding.title()).isEqualTo("reads Accounts.balance, then changes it, without holding the row");
        assertThat(finding.why())
                .contains("holds the row of Accounts")
                .contains("refuses a key that Accounts does not have")
                .contains("less than zero for amount")
                .contains("refuses all but 'buy', 'sell' for what");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .anyMatch(t -> t.contains("an unknown key passes"))
                .anyMatch(t -> t.contains("whether amount is above zero"))
                .anyMatch(t -> t.contains("without ELSE"));
    }

    @Test
    void looks_at_the_value_alone_where_more_columns_are_set(Database db) {
        db.execute(
                "alter table \"Accounts\" add open int, add updated_at timestamptz",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace("amount numeric)", "amount numeric, pieces int)")
                        .replace("spend(", "keep(")
                        .replace("balance - amount", "balance + amount, open = open - pieces"),
                "drop function spend",
                Spending.FUNCTION
                        .replace("{lock}", "")
                        .replace("amount numeric)", "amount numeric, pieces int)")
                        .replace("balance - amount", "balance - amount, open = open + pieces"));

        var finding = Scenes.of(db).seenBy(rule).getFirst();
        assertThat(Scenes.of(db).seenBy(rule)).hasSize(1);
        assertThat(finding.subject()).contains("spend");
        assertThat(finding.why()).contains("less than zero for amount").doesNotContain("pieces");
    }

    @Test
    void sees_it_in_a_procedure(Database db) {
        db.execute("drop function spend", """
                create procedure pay(who int, amount numeric) language plpgsql as $$
                declare has numeric;
                begin
                  select balance into has from "Accounts" where id = who;
                  if has < amount then raise 'too little'; end if;
                  update "Accounts" set balance = balance - amount where id = who;
                end $$""");

        var finding = Scenes.of(db).seenBy(rule).getFirst();
        assertThat(finding.subject()).contains("pay");
        db.execute(finding.remedy().sql().getFirst(), "call pay(1, 30)");

        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
        assertThat(db.value("select balance from \"Accounts\"")).isEqualTo("70");
        assertThatThrownBy(() -> db.execute("call pay(1, -1)")).hasMessageContaining("must not be negative");
    }

    @Test
    void sees_it_in_any_of_the_columns_read_and_of_those_set(Database db) {
        var spend = Spending.FUNCTION.replace("{lock}", "");
        db.execute("alter table \"Accounts\" add updated_at timestamptz");
        for (var other : List.of(
                spend.replace("declare ", "declare key int; ")
                        .replace("select balance into has", "select balance, id into has, key"),
                spend.replace("select balance into has", "select into has balance"),
                spend.replace("declare has numeric", "declare has \"Accounts\"")
                        .replace("select balance into has", "select * into has")
                        .replace("has < amount", "has.balance < amount"),
                spend.replace("set balance", "set updated_at = now(), balance"))) {
            db.execute(other);

            assertThat(Scenes.of(db).seenBy(rule).getFirst().title())
                    .as(other)
                    .isEqualTo("reads Accounts.balance, then changes it, without holding the row");
        }
        db.execute(spend.replace("declare ", "declare key int; ")
                .replace("select balance into has", "select id, updated_at into key, has"));
        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
    }

    @Test
    void prints_the_condition_within_the_one_that_is_there(Database db) {
        db.execute(Spending.FUNCTION
                .replace("where id = who{lock}", "where id = who order by id")
                .replace("- amount where id = who", "- amount where id = who or id = -who returning balance into has"));

        assertThat(Scenes.of(db).seenBy(rule).getFirst().why())
                .endsWith("where (id = who or id = -who) AND balance >= amount returning balance into has");
    }

    @Test
    void prints_the_condition_of_one_value_by_hand(Database db) {
        db.execute(
                "alter table \"Accounts\" add updated_at timestamptz",
                Spending.FUNCTION
                        .replace("where id = who{lock}", "where id = who order by id")
                        .replace("balance - amount", "greatest(balance - round(amount, 2), 0), updated_at = now()"));

        assertThat(Scenes.of(db).seenBy(rule).getFirst().why())
                .endsWith("updated_at = now() where id = who AND balance >= round(amount, 2)");
    }

    @Test
    void is_silent_where_an_earlier_statement_lets_only_one_call_come_so_far(Database db) {
        var spend = Spending.FUNCTION.replace("{lock}", "");
        for (var first : List.of(
                "perform 1 from \"Accounts\" where id = who for update",
                "perform 1 from \"Accounts\" where id = who for no key update",
                "lock table \"Accounts\"",
                "lock \"Accounts\" in share row exclusive mode",
                "perform pg_advisory_xact_lock(who)",
                "perform pg_catalog.pg_advisory_lock(who)",
                "if not pg_try_advisory_xact_lock(who) then return 'busy'; end if")) {
            db.execute(spend.replace("    select", "    " + first + ";\n    select"));

            assertThat(Scenes.of(db).seenBy(rule)).as(first).isEmpty();
        }
    }

    @Test
    void is_not_silenced_by_locks_that_hold_nobody_off(Database db) {
        var spend = Spending.FUNCTION.replace("{lock}", "");
        for (var first : List.of(
                "perform 1 from pg_class where oid = who for update",
                "perform 1 from \"Accounts\" where id = who for key share",
                "lock table \"Accounts\" in row exclusive mode",
                "lock table \"Others\"",
                "perform pg_advisory_xact_lock_shared(who)")) {
            db.execute(spend.replace("    select", "    " + first + ";\n    select"));

            assertThat(Scenes.of(db).seenBy(rule)).as(first).hasSize(1);
        }
        db.execute(spend.replace("    if has", "    perform pg_advisory_xact_lock(who);\n    if has"));
        assertThat(Scenes.of(db).seenBy(rule)).as("too late").hasSize(1);
    }

    @Test
    void is_silent_where_the_row_is_held_or_the_change_asks_again(Database db) {
        db.execute(Spending.FUNCTION.replace("{lock}", " for update"));
        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();

        db.execute(Spending.FUNCTION
                .replace("{lock}", "")
                .replace("balance - amount where id = who", "balance - amount where id = who and balance >= amount"));
        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_on_a_function_that_only_adds(Database db) {
        db.execute(Spending.FUNCTION.replace("{lock}", "").replace("balance - amount", "balance + amount"));

        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_on_functions_of_other_languages(Database db) {
        db.execute(
                "set check_function_bodies = off",
                Spending.FUNCTION.replace("{lock}", "").replace("language plpgsql", "language sql"));

        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_where_another_value_or_an_earlier_statement_spends(Database db) {
        var spending = "update \"Accounts\" set balance = balance - amount";
        var reading = "select balance into has from \"Accounts\" where id = who;";
        var spend = Spending.FUNCTION.replace("{lock}", "");
        db.execute(
                spend.replace(spending, "update \"Others\" set balance = balance - amount"),
                spend.replace("spend", "b").replace(spending, "update \"Accounts\" set spent = spent - amount"),
                spend.replace("spend", "c").replace(spending, "update \"Accounts\" set balance = 0"),
                spend.replace("spend", "d")
                        .replace(reading, "")
                        .replace("return 'done';", reading + " return 'done';"));

        assertThat(Scenes.of(db).seenBy(rule)).isEmpty();
    }

    @Test
    void sees_a_value_that_is_written_back_from_the_variable(Database db) {
        db.execute(Spending.FUNCTION.replace("{lock}", "").replace("balance - amount", "least(has, amount)"));

        assertThat(Scenes.of(db).seenBy(rule)).hasSize(1);
    }
}

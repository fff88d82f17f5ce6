package io.howdah.engine.advise.query;

import io.howdah.testkit.Database;

/** An account, and a function that reads its balance and then spends it. */
final class Spending {

    /** {@code {lock}} stands where the reading may hold the row. */
    static final String FUNCTION = """
            create or replace function spend(who int, what text, amount numeric) returns text language plpgsql as $$
            declare has numeric;
            begin
              if what = 'buy' then
                select balance into has from "Accounts" where id = who{lock};
                perform pg_advisory_xact_lock_shared(1);
                if has < amount then return 'too little'; end if;
                update "Accounts" set balance = balance - amount where id = who;
              elsif what = 'sell' then
                update "Accounts" set balance = balance + amount where id = who;
              end if;
              return 'done';
            end $$
            """;

    private Spending() {}

    /** Another function of the same name, with these declarations and statements. */
    static String doing(String declarations, String statements) {
        return """
                create or replace function spend(who int, what text, amount numeric) returns text language plpgsql as $$
                declare %s
                begin
                  %s
                  return 'done';
                end $$""".formatted(declarations, statements);
    }

    static void make(Database db) {
        db.execute(
                "create table \"Accounts\" (id int primary key, balance numeric not null)",
                "insert into \"Accounts\" values (1, 100)",
                FUNCTION.replace("{lock}", ""));
    }
}

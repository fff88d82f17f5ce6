package io.howdah.benchmarks;

import io.howdah.engine.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A copy beside a trigger as it is written by hand: batches of a fixed size by key, rows that are there already left alone, then two
 * names exchanged under a lock that is waited for.
 */
final class TriggerCopy {

    private static final int BATCH = 10_000;

    private static final String FUNCTION = """
            create function stalls_sync() returns trigger language plpgsql as $$ begin
              if tg_op <> 'INSERT' then delete from stalls_new where id = old.id; end if;
              if tg_op <> 'DELETE' then
                insert into stalls_new values (new.id, new.balance, new.state::smallint, new.filler)
                  on conflict (id) do update set balance = excluded.balance, state = excluded.state, filler = excluded.filler;
              end if;
              return null;
            end $$""";

    private TriggerCopy() {}

    static void run(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "create table stalls_new (id bigint primary key, balance int, state smallint, filler text)");
            statement.execute(FUNCTION);
            statement.execute("create trigger stalls_sync after insert or update or delete on stalls"
                    + " for each row execute function stalls_sync()");
            for (long from = 0; from >= 0; ) {
                from = batch(statement, from);
            }
            swap(statement);
        }
    }

    /** The last key copied; below zero where there was none. */
    private static long batch(Statement statement, long from) throws SQLException {
        try (var rows = statement.executeQuery("with source as (select * from stalls where id > " + from
                + " order by id limit " + BATCH
                + "), copied as (insert into stalls_new select id, balance, state::smallint, filler from source"
                + " on conflict do nothing) select coalesce(max(id), -1) from source")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void swap(Statement statement) throws SQLException {
        while (true) {
            try {
                statement.execute("begin; set local lock_timeout = '100ms'; alter table stalls rename to stalls_old;"
                        + " alter table stalls_new rename to stalls; commit");
                return;
            } catch (SQLException e) {
                statement.execute("rollback");
                Time.SYSTEM.sleep(Duration.ofMillis(500));
            }
        }
    }
}

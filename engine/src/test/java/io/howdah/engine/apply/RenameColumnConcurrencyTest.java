package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RenameColumn;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases that know the old name and releases that know the new one write the same rows at the same time; none fails. */
@PostgresTest
class RenameColumnConcurrencyTest {

    private static final int ROWS = 5_000;

    /** One row as it must be; who writes it holds its monitor from before the statement until after. */
    private static final class Entry {
        private @Nullable String state;
        private boolean there;
    }

    private final List<Entry> ledger = new ArrayList<>();
    private final AtomicInteger written = new AtomicInteger();

    @BeforeEach
    void a_table(Database db) {
        db.execute(
                "create table t (id int primary key, state text default 'new', n int not null default 0)",
                "create index by_state on t (state)",
                "insert into t (id, state) select i, 'first ' || i from generate_series(0, " + (ROWS - 1)
                        + ") i where i % 10 > 0",
                "analyze t");
        for (int i = 0; i < ROWS; i++) {
            var entry = new Entry();
            entry.there = i % 10 > 0;
            entry.state = "first " + i;
            ledger.add(entry);
        }
    }

    @Test
    @SuppressWarnings("try") // what is closed last ends the writers
    void neither_release_notices_the_other(Database db) throws Exception {
        var oldEnds = new AtomicBoolean();
        var newEnds = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var old = begin(threads, db, "state", oldEnds);
                for (int i = 0; i < 6; i++) {
                    Killer.applier(db).apply(change(db), ApplyListener.SILENT);
                    awaitWrites(40);
                    Killer.applier(db).undoLatest(ApplyListener.SILENT);
                    awaitWrites(40);
                }
                var applied = Killer.applier(db).apply(change(db), ApplyListener.SILENT);
                var later = begin(threads, db, "status", newEnds);
                awaitWrites(1_000);
                oldEnds.set(true);
                await(old);
                var finished = Killer.applier(db).finish(applied.id(), ApplyListener.SILENT);
                assertThat(finished).extracting(Application::state).containsExactly(Application.State.FINISHED);
                awaitWrites(200);
                newEnds.set(true);
                await(later);
            } finally {
                oldEnds.set(true);
                newEnds.set(true);
            }
        }
        assertThat(db.column("select id || ' ' || coalesce(status, '-') from t order by id"))
                .isEqualTo(expected());
    }

    private static void await(List<Future<?>> writers) throws Exception {
        for (Future<?> writer : writers) {
            writer.get(20, TimeUnit.SECONDS);
        }
    }

    /** Until so many more have been made, or for as long as that can take. */
    private void awaitWrites(int more) throws InterruptedException {
        int enough = written.get() + more;
        for (int i = 0; i < 1_000 && written.get() < enough; i++) {
            Thread.sleep(10);
        }
        assertThat(written.get()).as("writes").isGreaterThanOrEqualTo(enough);
    }

    private List<Future<?>> begin(ExecutorService threads, Database db, String column, AtomicBoolean end)
            throws SQLException {
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < 3; i++) {
            var connection = db.connection();
            connection.setTransactionIsolation(
                    i == 2 ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
            var random = new Random(i + column.length() * 100L);
            running.add(threads.submit(() -> write(connection, column, random, end)));
        }
        return running;
    }

    private @Nullable Void write(Connection connection, String column, Random random, AtomicBoolean end)
            throws SQLException, InterruptedException {
        try (connection) {
            var insert = connection.prepareStatement("insert into t (id, " + column + ") values (?, ?)");
            var upsert = connection.prepareStatement("insert into t (id, " + column
                    + ") values (?, ?) on conflict (id) do update set " + column + " = excluded." + column);
            var update = connection.prepareStatement("update t set " + column + " = ?, n = n + 1 where id = ?");
            var delete = connection.prepareStatement("delete from t where id = ?");
            var select = connection.prepareStatement("select " + column + " from t where id = ? for update");
            for (int turn = 0; !end.get(); turn++) {
                int id = random.nextInt(ROWS);
                var value = random.nextInt(5) == 0 ? null : column + " " + turn;
                var entry = ledger.get(id);
                synchronized (entry) {
                    if (!entry.there) {
                        one(random.nextBoolean() ? insert : upsert, id, value);
                        entry.there = true;
                        entry.state = value;
                        continue;
                    }
                    switch (random.nextInt(10)) {
                        case 0, 1, 2, 3, 4 -> {
                            one(update, value, id);
                            entry.state = value;
                        }
                        case 5 -> {
                            one(upsert, id, value);
                            entry.state = value;
                        }
                        case 6, 7 -> look(select, id, entry);
                        default -> {
                            one(delete, id);
                            entry.there = false;
                        }
                    }
                }
                Thread.sleep(random.nextInt(3));
            }
        }
        return null;
    }

    private static void look(PreparedStatement select, int id, Entry entry) throws SQLException {
        select.setInt(1, id);
        try (var rows = select.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(entry.state);
        }
    }

    private void one(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(
                    i + 1, values[i], values[i] instanceof Integer ? java.sql.Types.INTEGER : java.sql.Types.VARCHAR);
        }
        assertThat(statement.executeUpdate()).isOne();
        written.incrementAndGet();
    }

    private List<String> expected() {
        var rows = new ArrayList<String>();
        for (int i = 0; i < ROWS; i++) {
            var entry = ledger.get(i);
            if (entry.there) {
                rows.add(i + " " + (entry.state == null ? "-" : entry.state));
            }
        }
        return rows;
    }

    private static List<Change> change(Database db) {
        return List.of(new RenameColumn(TableChanges.name(db, "t"), "state", "status"));
    }
}

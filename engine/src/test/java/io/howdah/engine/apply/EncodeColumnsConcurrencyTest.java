package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.EncodeColumns.Code;
import io.howdah.engine.change.EncodeColumns.Encoding;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Programs that know only the texts and programs that know only the codes write the same rows at the same time: none fails, and text
 * and code agree in every row at every time.
 */
@PostgresTest
class EncodeColumnsConcurrencyTest {

    private static final int ROWS = 20_000;

    private static final List<String> STATES = List.of("new", "paid", "it's sent");
    private static final List<Integer> STATE_CODES = List.of(0, 20, -3);

    private static final List<String> KINDS = List.of("a", "b");

    private static final String DISAGREE =
            "state_code is distinct from case state when 'new' then 0 when 'paid' then 20 when 'it''s sent' then -3 end"
                    + " or kind_code is distinct from case kind when 'a' then 0 when 'b' then 1 end";

    /** One row as it must be; who writes it holds its monitor from before the statement until after. */
    private static final class Entry {
        private int state;
        private int kind = -1;
        private boolean there;
    }

    private final List<Entry> ledger = new ArrayList<>();
    private final AtomicBoolean textsEnd = new AtomicBoolean();
    private final AtomicBoolean allEnd = new AtomicBoolean();

    @BeforeEach
    void a_table(Database db) {
        db.execute(
                "create table t (id int primary key, state varchar(20) not null default 'new'"
                        + " check (state in ('new', 'paid', 'it''s sent')), kind text, n int not null default 0)",
                "insert into t (id, state, kind) select i, (array['new', 'paid', 'it''s sent'])[1 + i % 3],"
                        + " (array['a', 'b', null])[1 + i % 3] from generate_series(0, " + (ROWS - 1)
                        + ") i where i % 10 > 0",
                "create index by_state on t (state) where state <> 'paid'",
                "analyze t");
        for (int i = 0; i < ROWS; i++) {
            var entry = new Entry();
            entry.there = i % 10 > 0;
            entry.state = i % 3;
            entry.kind = i % 3 == 2 ? -1 : i % 3;
            ledger.add(entry);
        }
    }

    @Test
    @SuppressWarnings("try") // what is closed last ends the writers
    void three_releases_lose_nothing(Database db) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var running = new ArrayList<Future<?>>(begin(threads, db, false, textsEnd));
                var applied = Killer.applier(db).apply(change(db), ApplyListener.SILENT);
                assertThat(disagreements(db)).isZero();

                running.addAll(begin(threads, db, true, allEnd));
                for (int i = 0; i < 20; i++) {
                    Thread.sleep(100);
                    assertThat(disagreements(db)).isZero();
                }
                textsEnd.set(true);
                for (Future<?> text : running.subList(0, 3)) {
                    text.get(20, TimeUnit.SECONDS);
                }
                var finished = Killer.applier(db).finish(applied.id(), ApplyListener.SILENT);
                assertThat(finished).extracting(Application::state).containsExactly(Application.State.FINISHED);
                Thread.sleep(300);
                end(running);
            } finally {
                stop();
            }
        }
        assertThat(content(db, "state_code", "kind_code", true)).isEqualTo(expected());
    }

    @Test
    @SuppressWarnings("try") // what is closed last ends the writers
    void release_1_notices_nothing_though_it_is_taken_back(Database db) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var running = new ArrayList<Future<?>>(begin(threads, db, false, allEnd));
                for (int i = 0; i < 2; i++) {
                    Killer.applier(db).apply(change(db), ApplyListener.SILENT);
                    assertThat(disagreements(db)).isZero();
                    Killer.applier(db).undoLatest(ApplyListener.SILENT);
                }
                end(running);
            } finally {
                stop();
            }
        }
        assertThat(content(db, "state", "kind", false)).isEqualTo(expected());
    }

    @Test
    void what_has_no_code_or_no_text_is_refused_clearly(Database db) {
        db.execute("alter table t drop constraint t_state_check");
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertRefused(
                db, "insert into t (id, state) values (0, 'broken')", "Value 'broken' of column state has no code");
        assertRefused(
                db, "update t set state_code = 7 where id = 1", "Code 7 of column state_code stands for no value");
        assertRefused(
                db,
                "update t set state = 'paid', state_code = -3 where id = 3",
                "Value 'paid' of column state and code -3 of column state_code do not agree");
        assertRefused(db, "update t set state_code = null where id = 1", "violates not-null constraint");
        db.execute(
                "update t set kind_code = null where id = 1",
                "update t set kind = null where id = 3",
                "insert into t (id, state_code, kind_code) values (0, 20, 1)",
                "insert into t (id) values (10)");
        assertThat(disagreements(db)).isZero();
        assertThat(db.column("select state || ' ' || coalesce(kind, '-') from t where id in (0, 10) order by id"))
                .containsExactly("paid b", "new -");
    }

    private static void assertRefused(Database db, String sql, String message) {
        assertThatThrownBy(() -> db.execute(sql)).hasMessageContaining(message);
    }

    private List<Future<?>> begin(ExecutorService threads, Database db, boolean codes, AtomicBoolean end)
            throws SQLException {
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < 3; i++) {
            var connection = db.connection();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            var random = new Random(i + (codes ? 100 : 0));
            running.add(threads.submit(() -> write(connection, codes, random, end)));
        }
        return running;
    }

    private void stop() {
        textsEnd.set(true);
        allEnd.set(true);
    }

    private void end(List<Future<?>> running) throws Exception {
        stop();
        for (Future<?> each : running) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    private @Nullable Void write(Connection connection, boolean codes, Random random, AtomicBoolean end)
            throws SQLException, InterruptedException {
        try (connection) {
            var suffix = codes ? "_code" : "";
            var insert = connection.prepareStatement(
                    "insert into t (id, state" + suffix + ", kind" + suffix + ") values (?, ?, ?)");
            var plain = connection.prepareStatement("insert into t (id) values (?)");
            var state = connection.prepareStatement("update t set state" + suffix + " = ?, n = n + 1 where id = ?");
            var kind = connection.prepareStatement("update t set kind" + suffix + " = ? where id = ?");
            var neither = connection.prepareStatement("update t set n = n + 1 where id = ?");
            var delete = connection.prepareStatement("delete from t where id = ?");
            while (!end.get()) {
                int id = random.nextInt(ROWS);
                var entry = ledger.get(id);
                synchronized (entry) {
                    if (!entry.there) {
                        insert(random.nextInt(3) == 0 ? plain : insert, plain, id, entry, codes, random);
                        continue;
                    }
                    switch (random.nextInt(10)) {
                        case 0, 1, 2, 3 -> {
                            entry.state = random.nextInt(3);
                            state(state, 1, entry, codes);
                            one(state, 2, id);
                        }
                        case 4, 5, 6 -> {
                            entry.kind = random.nextInt(3) - 1;
                            kind(kind, 1, entry, codes);
                            one(kind, 2, id);
                        }
                        case 7, 8 -> one(neither, 1, id);
                        default -> {
                            entry.there = false;
                            one(delete, 1, id);
                        }
                    }
                }
                Thread.sleep(random.nextInt(3));
            }
        }
        return null;
    }

    private static void insert(
            PreparedStatement insert, PreparedStatement plain, int id, Entry entry, boolean codes, Random random)
            throws SQLException {
        entry.there = true;
        entry.state = 0;
        entry.kind = -1;
        if (!insert.equals(plain)) {
            entry.state = random.nextInt(3);
            entry.kind = random.nextInt(3) - 1;
            state(insert, 2, entry, codes);
            kind(insert, 3, entry, codes);
        }
        one(insert, 1, id);
    }

    private static void state(PreparedStatement statement, int at, Entry entry, boolean codes) throws SQLException {
        if (codes) {
            statement.setInt(at, STATE_CODES.get(entry.state));
        } else {
            statement.setString(at, STATES.get(entry.state));
        }
    }

    private static void kind(PreparedStatement statement, int at, Entry entry, boolean codes) throws SQLException {
        if (entry.kind < 0) {
            statement.setNull(at, codes ? Types.SMALLINT : Types.VARCHAR);
        } else if (codes) {
            statement.setInt(at, entry.kind);
        } else {
            statement.setString(at, KINDS.get(entry.kind));
        }
    }

    private static void one(PreparedStatement statement, int at, int id) throws SQLException {
        statement.setInt(at, id);
        assertThat(statement.executeUpdate()).isOne();
    }

    private static long disagreements(Database db) {
        return db.number("select count(*) from t where " + DISAGREE);
    }

    private static List<String> content(Database db, String state, String kind, boolean codes) {
        var states = codes
                ? "case " + state + " when 0 then 0 when 20 then 1 else 2 end"
                : "case " + state + " when 'new' then 0 when 'paid' then 1 else 2 end";
        var kinds =
                codes ? "coalesce(" + kind + ", -1)" : "case " + kind + " when 'a' then 0 when 'b' then 1 else -1 end";
        return db.column("select id || ' ' || " + states + " || ' ' || " + kinds + " from t order by id");
    }

    private List<String> expected() {
        var rows = new ArrayList<String>();
        for (int i = 0; i < ROWS; i++) {
            var entry = ledger.get(i);
            if (entry.there) {
                rows.add(i + " " + entry.state + " " + entry.kind);
            }
        }
        return rows;
    }

    private static List<Change> change(Database db) {
        return List.of(new EncodeColumns(
                new QualifiedName(db.schema(), "t"),
                List.of(
                        Encoding.of(
                                "state", List.of(new Code("new", 0), new Code("paid", 20), new Code("it's sent", -3))),
                        Encoding.of("kind", List.of(new Code("a", 0), new Code("b", 1))))));
    }
}

package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.ClusterTable;
import io.howdah.engine.change.MarkClustered;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of a table are put into the order of an index, taken back, and put there again. */
@PostgresTest
class ClusterTableLifeTest {

    private static final String CONTENT = "select count(*) || ' ' || sum(hashtext(t::text)) from t";

    @Test
    void lives_with_all_that_a_table_can_have(Database db) {
        create(db, 5000);
        var content = db.value(RewriteTableLifeTest.CONTENT);

        RewriteTableLifeTest.lives(db, byCustomer(db));

        assertThat(db.value(RewriteTableLifeTest.CONTENT)).isEqualTo(content);
        assertThat(clustered(db, "\"Or ders\"")).containsExactly("\"By cus\"");
        assertThat(backwards(db, "\"Or ders\"", "\"Cus tomer\"")).isZero();
        assertThat(correlation(db, "Or ders", "Cus tomer")).isGreaterThan(0.99);
        Killer.applier(db).finish(3L, ApplyListener.SILENT);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
        assertThat(db.value(RewriteTableLifeTest.CONTENT)).isEqualTo(content);
    }

    private static void create(Database db, int rows) {
        RewriteTableLifeTest.create(db, rows);
        db.execute("create index \"By cus\" on \"Or ders\" (\"Cus tomer\")");
    }

    private static List<Change> byCustomer(Database db) {
        return List.of(new ClusterTable(RewriteTableLifeTest.table(db), "By cus"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create index i on t (place)                             | place, id
            create index i on t (place desc, id desc)               | place desc, id desc
            create index i on t (place desc)                        | place desc, id desc
            create index i on t (place nulls first)                 | place, id
            create unique index i on t (place, other)               | place, other
            create unique index i on t (other desc nulls last) include (place) | other desc
            create index i on t (id)                                | id
            create index i on t (at, note)                          | at, note, id
            """)
    void lies_in_the_order_of_the_index(String index, String order, Database db) {
        filled(db);
        db.execute(index);
        var content = db.value(CONTENT);

        apply(db, "i");

        assertThat(db.column("select id from t order by ctid"))
                .isEqualTo(db.column("select id from t order by " + order));
        assertThat(db.value(CONTENT)).isEqualTo(content);
        assertThat(clustered(db, "t")).containsExactly("i");
        assertThat(db.column("select relname from pg_class where relname like '%howdah_order%'"))
                .isEmpty();
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(clustered(db, "t")).isEmpty();
        assertThat(db.value(CONTENT)).isEqualTo(content);
    }

    private static void filled(Database db) {
        db.execute(
                "create table t (id int primary key, place int not null, other numeric not null, at timestamptz not null,"
                        + " note text not null)",
                "insert into t select i, i * 7919 % 10, i * 7919 % 4000, '2026-01-01'::timestamptz + i % 17 * interval '1.5 s',"
                        + " 'n''\\ \"' || i % 3 from generate_series(1, 4000) i");
    }

    @Test
    void goes_by_the_index_that_is_marked(Database db) {
        filled(db);
        db.execute("create index i on t (place)", "create index j on t (other)", "alter table t cluster on j");

        apply(db, null);

        assertThat(backwards(db, "t", "other")).isZero();
        assertThat(clustered(db, "t")).containsExactly("j");
        Killer.applier(db).finish(1L, ApplyListener.SILENT);
        apply(db, "i");
        assertThat(backwards(db, "t", "place")).isZero();
        assertThat(clustered(db, "t")).containsExactly("i");
    }

    /** However many rows are alike in the index, a batch need not look for its place among them. */
    @Test
    void reads_a_row_no_more_often_where_many_are_alike(Database db) throws InterruptedException {
        long rows = 60_000;
        db.execute(
                "create table t (id int primary key, place int not null)",
                "insert into t select i, 1 from generate_series(1, " + rows + ") i",
                "create index i on t (place)",
                "vacuum analyze t");
        var oid = db.value("select 't'::regclass::oid");
        var reads = "select coalesce(idx_tup_fetch, 0) + seq_tup_read from pg_stat_all_tables where relid = " + oid;
        long before = db.number(reads);

        apply(db, "i");

        long read = 0;
        for (int i = 0; i < 50 && read < 2 * rows; i++) {
            Thread.sleep(100);
            read = db.number(reads) - before;
        }
        assertThat(read).isBetween(2 * rows, 8 * rows);
    }

    @Test
    void what_is_written_meanwhile_and_before_it_is_taken_back_is_kept(Database db) {
        filled(db);
        db.execute("create index i on t (place)");
        var turn = new AtomicInteger();
        var change = List.of(new ClusterTable(new QualifiedName(db.schema(), "t"), "i"));

        Killer.applier(db).apply(change, event -> write(db, turn));

        assertThat(turn).hasValueGreaterThan(10);
        write(db, turn);
        var content = db.value(CONTENT);
        assertThat(db.number("select count(*) from t full join t_howdah_old o using (id) where t is distinct from o"))
                .isZero();
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(db.value(CONTENT)).isEqualTo(content);
    }

    private static void write(Database db, AtomicInteger turn) {
        int n = turn.incrementAndGet();
        db.execute(
                "update t set place = 9 - place where id % 31 = " + n % 31,
                "update t set place = place - 8 where id % 37 = " + n % 37,
                "delete from t where id % 41 = " + n % 41,
                "update t set id = id + 10000 where id < 10000 and id % 43 = " + n % 43,
                "insert into t select i, i % 12 - 3, i, now(), 'new' from generate_series(" + 100_000 * n + ", "
                        + (100_000 * n + 20) + ") i");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create index i on t using hash (place)                 | it is a hash index, and only those of a btree
            create index i on t (place) where place > 3            | it has only some of the rows
            create index i on t ((place + 1))                      | it is on an expression; take one on plain columns
            create index i on t (free)                             | column free may be null, and nulls are at no place that a copy can go on from; make it NOT NULL first (ALTER COLUMN free SET NOT NULL)
            create index i on t (place, other desc)                | some of its columns ascend and others descend
            create index i on t (note collate "C")                 | it orders column note by another collation
            create index i on t (note text_pattern_ops)            | it orders column note by another collation or operator class
            create index j on t (place)                            | Table "Te st".t has no index i; it has j, t_pkey
            create index i on t (place); create table t_howdah_order () | There is a "Te st".t_howdah_order already
            """)
    void is_refused_with_what_would_do(String sql, String message, Database db) {
        filled(db);
        db.execute("alter table t add free int");
        for (String one : sql.split(";")) {
            db.execute(one);
        }
        var before = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> apply(db, "i")).isInstanceOf(Problem.class).hasMessageContaining(message);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void without_a_mark_an_index_must_be_named(Database db) {
        filled(db);

        assertThatThrownBy(() -> apply(db, null))
                .hasMessageContaining("No index of table \"Te st\".t is marked by an earlier CLUSTER")
                .hasMessageContaining("it has t_pkey");
    }

    @Test
    void is_marked_alone(Database db) {
        filled(db);
        db.execute("create index i on t (place)", "create index \"In dex\" on t (other)", "alter table t cluster on i");
        var before = CatalogSnapshot.of(db);
        var table = new QualifiedName(db.schema(), "t");

        Killer.applier(db).apply(List.of(new MarkClustered(table, "In dex")), ApplyListener.SILENT);
        assertThat(clustered(db, "t")).containsExactly("\"In dex\"");
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        Killer.applier(db).apply(List.of(new MarkClustered(table, null)), ApplyListener.SILENT);
        assertThat(clustered(db, "t")).isEmpty();
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThatThrownBy(() -> Killer.applier(db).apply(List.of(new MarkClustered(table, "j")), ApplyListener.SILENT))
                .hasMessageContaining("Table \"Te st\".t has no index j");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_at_each_step(Killer.Moment moment, Database db) {
        create(db, 300);
        var change = byCustomer(db);
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        Killer.applier(db).undoAll(ApplyListener.SILENT);

        int step = 1;
        while (new Killer(db, moment, step).killsApply(change)) {
            if (step % 2 == 0) {
                assertThat(Killer.applier(db).resume(null, ApplyListener.SILENT).map(Application::state))
                        .as("resumed at step %d", step)
                        .contains(Application.State.DONE);
                assertThat(CatalogSnapshot.of(db))
                        .as("resumed at step %d", step)
                        .isEqualTo(after);
            }
            new Killer(db, moment, step).killsUndo();
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("killed at step %d", step).isEqualTo(before);
            step++;
        }
        assertThat(step).isGreaterThan(15);
    }

    private static void apply(Database db, @Nullable String index) {
        Killer.applier(db)
                .apply(List.of(new ClusterTable(new QualifiedName(db.schema(), "t"), index)), ApplyListener.SILENT);
    }

    private static List<String> clustered(Database db, String table) {
        return db.column("select indexrelid::regclass from pg_index where indisclustered and indrelid = '" + table
                + "'::regclass");
    }

    /** Rows that lie behind one that they should lie before. */
    private static long backwards(Database db, String table, String column) {
        return db.number("select count(*) from (select " + column + " - lag(" + column
                + ") over (order by ctid) as step from " + table + ") s where step < 0");
    }

    private static double correlation(Database db, String table, String column) {
        return Double.parseDouble(db.value(
                "select correlation from pg_stats where tablename = '" + table + "' and attname = '" + column + "'"));
    }
}

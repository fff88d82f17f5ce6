package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The change that the user writes, carried out, finished and taken back. */
@PostgresTest
class ChangeCommandTest {

    private static final String NOT_NULL = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL";
    private static final String DROP = "ALTER TABLE orders DROP COLUMN note";

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table orders (id int primary key, note text, customer int)",
                "insert into orders select g, 'n', g % 10 from generate_series(1, 1000) g");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    @Test
    void carries_out_and_takes_back(Database db) {
        var changed = Ran.howdah("change", db.url(), NOT_NULL, "--yes");

        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(changed.out()).contains("done", "look for nulls", "howdah undo … 1 takes this back");
        assertThat(notNull(db)).isEqualTo("t");
        assertThat(Ran.howdah("undo", db.url(), "--yes").code()).isZero();
        assertThat(notNull(db)).isEqualTo("f");
    }

    private static String notNull(Database db) {
        return db.value("select attnotnull from pg_attribute where attrelid = 'orders'::regclass and attname = 'note'");
    }

    @Test
    void answers_in_json_that_keeps_its_promise(Database db) {
        var planned = Ran.howdah("change", db.url(), NOT_NULL, "--print-plan", "--format", "json");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(Schemas.violations("plan.json", planned.out())).isEmpty();
        assertThat(planned.out()).contains("VALIDATE CONSTRAINT howdah_not_null_note");
        assertThat(notNull(db)).isEqualTo("f");

        var changed = Ran.howdah("change", db.url(), NOT_NULL, "--yes", "--format", "json");
        assertThat(Schemas.violations("applications.json", changed.out())).isEmpty();
        assertThat(changed.out()).contains("\"locked_millis\"", "\"summary\"");
    }

    @Test
    void asks_first_and_shows_the_steps(Database db) {
        var declined = Ran.atTerminal("n\n", "change", db.url(), NOT_NULL);

        assertThat(declined.code()).isZero();
        assertThat(declined.err()).contains("1  keep nulls out of column note", "SET NOT NULL", "Carry it out? [y/N]");
        assertThat(Ran.howdah("change", db.url(), NOT_NULL).code()).isEqualTo(2);
        assertThat(notNull(db)).isEqualTo("f");
    }

    @Test
    void says_what_stands_against_it(Database db) {
        db.execute("update orders set note = null where id = 7");

        var nulls = Ran.howdah("change", db.url(), NOT_NULL, "--yes");
        assertThat(nulls.code()).isEqualTo(3);
        assertThat(nulls.err()).contains("null in 1 row: id = 7");

        var unknown = Ran.howdah("change", db.url(), "ALTER TABLE orders OWNER TO me", "--yes");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("At character 20, near 'OWNER TO me'");
    }

    @Test
    void puts_a_table_in_the_order_of_an_index(Database db) {
        db.execute("create index by_customer on orders (customer)");
        var nullable = Ran.howdah("change", db.url(), "CLUSTER orders USING by_customer", "--yes");
        assertThat(nullable.code()).isEqualTo(3);
        assertThat(nullable.err()).contains("column customer may be null", "ALTER COLUMN customer SET NOT NULL");
        var unnamed = Ran.howdah("change", db.url(), "CLUSTER", "--yes");
        assertThat(unnamed.code()).isEqualTo(2);
        assertThat(unnamed.err().strip())
                .isEqualTo("howdah: At the end of the statement: name the table to put in order:"
                        + " CLUSTER orders USING orders_customer_idx");

        db.execute("alter table orders alter customer set not null");
        var clustered = Ran.howdah("change", db.url(), "CLUSTER orders USING by_customer", "--yes");
        assertThat(clustered.code()).as(clustered.err()).isZero();
        assertThat(clustered.out()).contains("in the order of index by_customer", "howdah undo … 1 takes this back");
        assertThat(db.value(
                        "select array_agg(customer order by ctid) = array_agg(customer order by customer) from orders"))
                .isEqualTo("t");
        assertThat(Ran.howdah("change", db.url(), "ALTER TABLE orders SET WITHOUT CLUSTER", "--yes")
                        .code())
                .isZero();
        assertThat(Ran.howdah("undo", db.url(), "2", "--yes").code()).isZero();
        assertThat(Ran.howdah("undo", db.url(), "1", "--yes").code()).isZero();
        assertThat(db.number("select count(*) from pg_index where indisclustered"))
                .isZero();
    }

    @Test
    void keeps_what_undo_needs_until_it_is_finished(Database db) {
        assertThat(Ran.howdah("change", db.url(), DROP, "--yes", "--undo-window", "3d")
                        .code())
                .isZero();
        assertThat(columns(db)).contains("howdah_dropped_note");
        assertThat(Ran.howdah("finish", db.url(), "--yes").code()).isZero();
        assertThat(columns(db)).as("three days are not over").contains("howdah_dropped_note");

        var finished = Ran.howdah("finish", db.url(), "1", "--yes", "--format", "json");
        assertThat(finished.code()).as(finished.err()).isZero();
        assertThat(Schemas.violations("applications.json", finished.out())).isEmpty();
        assertThat(columns(db)).doesNotContain("note");
        assertThat(Ran.howdah("undo", db.url(), "--yes").out()).contains("nothing to take back");
    }

    @Test
    void gives_a_column_two_names_until_it_is_finished(Database db) {
        var rename = "ALTER TABLE orders RENAME COLUMN note TO remark";
        var renamed = Ran.howdah("change", db.url(), rename, "--yes");
        assertThat(renamed.code()).as(renamed.err()).isZero();
        assertThat(columns(db)).isEqualTo("id remark customer note");

        var next = Ran.howdah("change", db.url(), "CREATE INDEX ON orders (customer)", "--yes");
        assertThat(next.code()).as(next.err()).isEqualTo(2);
        assertThat(next.err()).contains("orders is a view", "howdah finish", "howdah undo --list");
        var typed = Ran.howdah("change", db.url(), "ALTER TABLE orders ADD COLUMN more int", "--yes");
        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).contains("orders is a view", "howdah finish 1", "howdah undo 1");

        assertThat(Ran.howdah("finish", db.url(), "1", "--yes").code()).isZero();
        assertThat(columns(db)).isEqualTo("id remark customer");
        var wrong = Ran.howdah("change", db.url(), "ALTER TABLE orders RENAME COLUMN remark customer", "--yes");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("near 'customer': here TO is expected");
    }

    private static String columns(Database db) {
        return db.value("select string_agg(attname, ' ') from pg_attribute where attrelid = 'orders'::regclass"
                + " and attnum > 0 and not attisdropped");
    }

    @Test
    void keeps_nothing_where_undo_is_not_wanted(Database db) {
        assertThat(Ran.howdah("change", db.url(), DROP, "--yes", "--undo-window", "0")
                        .code())
                .isZero();
        assertThat(columns(db)).doesNotContain("note");
    }

    @Test
    void makes_indexes_statistics_and_new_columns(Database db) {
        var ran = Ran.howdah(
                "change",
                db.url(),
                "CREATE INDEX ON orders (customer DESC) WHERE note IS NOT NULL; CREATE STATISTICS s ON note, customer FROM orders;"
                        + " ALTER TABLE orders ADD COLUMN placed timestamptz NOT NULL DEFAULT now() CHECK (placed > '2020-01-01'),"
                        + " ADD UNIQUE (id, note)",
                "--yes");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(db.column("select indexname from pg_indexes where tablename = 'orders' order by 1"))
                .containsExactly("orders_customer_idx", "orders_id_note_key", "orders_pkey");
        assertThat(columns(db)).contains("placed");
        assertThat(Ran.howdah("change", db.url(), "DROP INDEX orders_customer_idx", "--yes")
                        .code())
                .isZero();
        assertThat(Ran.howdah("undo", db.url(), "--all", "--yes").code()).isZero();
        assertThat(columns(db)).isEqualTo("id note customer");
    }

    @Test
    void stamps_updates(Database db) {
        db.execute("alter table orders add column \"Changed at\" timestamptz");
        var column = "orders.\"Changed at\"";

        var stamped = Ran.howdah("change", db.url(), "--stamp-updates", column, "--yes");
        assertThat(stamped.code()).as(stamped.err()).isZero();
        db.execute("update orders set note = 'other' where id = 7");
        assertThat(db.column("select id from orders where \"Changed at\" is not null"))
                .containsExactly("7");

        assertThat(Ran.howdah("change", db.url(), DROP, "--stamp-updates", column)
                        .err())
                .contains("--stamp-updates goes without a statement");
        assertThat(Ran.howdah("change", DROP, "--stamp-updates", column).err())
                .contains("--stamp-updates goes without a statement");
        assertThat(Ran.howdah("change", db.url(), "--stamp-updates", "note").err())
                .contains("give TABLE.COLUMN, such as orders.updated_at");
        assertThat(Ran.howdah("change", db.url(), "--stamp-updates", "nothing.note")
                        .err())
                .contains("there is no table nothing");
        assertThat(Ran.howdah("change").err()).contains("give what is to be done");
    }

    @Test
    void pauses_and_resumes(Database db) {
        Ran.howdah("change", db.url(), NOT_NULL, "--yes");

        var paused = Ran.howdah("pause", db.url(), "1", "--format", "json");
        assertThat(paused.code()).as(paused.err()).isZero();
        assertThat(paused.out()).contains("\"paused\" : true");
        assertThat(Ran.howdah("resume", db.url()).out()).contains("nothing that was stopped");
        assertThat(Ran.howdah("undo", db.url(), "--list").out()).doesNotContain("paused");
        assertThat(Ran.howdah("pause", db.url(), "9").err()).contains("the journal has nothing under number 9");
    }

    @Test
    void makes_a_key_wider_with_all_that_refers_to_it(Database db) {
        db.execute(
                "create table lines (id int primary key, order_id int references orders)",
                "insert into lines select id, id from orders");
        var wider = "ALTER TABLE orders ALTER COLUMN id TYPE bigint";

        assertThat(Ran.howdah("change", db.url(), wider, "--print-plan").out())
                .contains("stays as it is", "lines.order_id", "--with-references");
        var changed = Ran.howdah("change", db.url(), "--with-references", wider, "--yes");
        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(typeOf(db, "lines", "order_id")).isEqualTo("bigint");
        assertThat(typeOf(db, "orders", "id")).isEqualTo("bigint");
        assertThat(Ran.howdah("undo", db.url(), "--yes").code()).isZero();
        assertThat(typeOf(db, "lines", "order_id")).isEqualTo("integer");
        assertThat(typeOf(db, "orders", "id")).isEqualTo("integer");
    }

    @Test
    void takes_a_way_back_and_asks_for_one_where_there_is_none(Database db) {
        var codes = "ALTER TABLE orders ALTER note TYPE smallint USING CASE note WHEN 'n' THEN 0 END";

        var refused = Ran.howdah("change", db.url(), codes, "--yes");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .contains("'n' becomes '0', and with undo '0'; give --back 'note = EXPRESSION'", "--lossy-undo");
        var changed = Ran.howdah("change", db.url(), codes, "--back", "note = CASE note WHEN 0 THEN 'n' END", "--yes");
        assertThat(changed.code()).as(changed.err()).isZero();
        db.execute("insert into orders values (1001, 0)");
        assertThat(Ran.howdah("undo", db.url(), "--yes").code()).isZero();
        assertThat(db.value("select string_agg(distinct note, ' ') from orders where id > 990"))
                .isEqualTo("n");
    }

    @Test
    void says_where_a_way_back_belongs_to_nothing(Database db) {
        assertThat(Ran.howdah("change", db.url(), NOT_NULL, "--back", "note = 1")
                        .err())
                .startsWith("howdah: --back, --with-references and --lossy-undo go with ALTER TABLE");
        assertThat(Ran.howdah("change", db.url(), "ALTER TABLE orders ALTER id TYPE bigint", "--back", "note = 1")
                        .err())
                .startsWith("howdah: --back names column note, which gets no other type here");
    }

    private static String typeOf(Database db, String table, String column) {
        return db.value("select format_type(atttypid, atttypmod) from pg_attribute where attrelid = '" + table
                + "'::regclass and attname = '" + column + "'");
    }
}

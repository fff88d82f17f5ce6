package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key of integers made bigint together with all that refers to it, near and far: taken back, done again, and finished. */
@PostgresTest
class WithReferencesLifeTest {

    static final String CONTENT = """
            select (select count(*) || ' ' || sum(hashtext(o::text)) from "Or ders" o) || ' '
                || (select count(*) || ' ' || sum(hashtext(l::text)) from lines l) || ' '
                || (select count(*) || ' ' || sum(hashtext(n::text)) from "Not es" n)""";

    private static final String TYPES = """
            select string_agg(relname || '.' || attname || ' ' || format_type(atttypid, atttypmod), ', ' order by relname, attnum)
              from pg_attribute join pg_class c on c.oid = attrelid
             where relname in ('Or ders', 'lines', 'Not es', 'far') and attnum > 0 and atttypid in ('int4'::regtype, 'int8'::regtype)""";

    private static final String NARROW = "Not es.order int integer, Not es.line integer, Or ders.id integer,"
            + " Or ders.parent integer, Or ders.first line integer, far.order_id bigint,"
            + " lines.order id integer, lines.line integer, lines.id integer";

    private static final String WIDE = "Not es.order int bigint, Not es.line integer, Or ders.id bigint,"
            + " Or ders.parent bigint, Or ders.first line integer, far.order_id bigint,"
            + " lines.order id bigint, lines.line integer, lines.id integer";

    @BeforeEach
    void orders_that_much_refers_to(Database db) {
        create(db, 300);
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    /** Orders refer to themselves, lines to orders and orders to lines, notes by two columns to lines. */
    static void create(Database db, int orders) {
        db.execute(
                "create table \"Or ders\" (id serial primary key, parent int, note text, \"first line\" int)",
                "create table lines (\"order id\" int not null, line int not null,"
                        + " id int generated always as identity primary key, amount numeric,"
                        + " unique (\"order id\", line), foreign key (\"order id\") references \"Or ders\" on delete cascade)",
                "create table \"Not es\" (\"order int\" int, line int, words text, primary key (\"order int\", line),"
                        + " constraint \"to line\" foreign key (\"order int\", line) references lines (\"order id\", line)"
                        + " on update cascade on delete cascade)",
                "create table far (order_id bigint primary key references \"Or ders\" on delete cascade)",
                "insert into \"Or ders\" (note) select 'n' || i from generate_series(1, " + orders + ") i",
                "update \"Or ders\" set parent = id / 2 where id > 1",
                "insert into lines (\"order id\", line, amount) select id, l, id + l from \"Or ders\", generate_series(1, 2) l",
                "insert into \"Not es\" select \"order id\", line, 'w' from lines where line = 1",
                "insert into far select id from \"Or ders\" where id % 10 = 0",
                "update \"Or ders\" o set \"first line\" = l.id from lines l where l.\"order id\" = o.id and l.line = 1",
                "alter table \"Or ders\" add foreign key (parent) references \"Or ders\" on delete set null",
                "alter table \"Or ders\" add foreign key (\"first line\") references lines on delete set null",
                "comment on constraint \"to line\" on \"Not es\" is 'A note is of a line'",
                "create index on \"Or ders\" (parent)",
                "create index on \"Or ders\" (\"first line\")",
                "create view shown as select o.note, l.amount from \"Or ders\" o join lines l on l.\"order id\" = o.id",
                "analyze");
    }

    static List<Change> wider(Database db) {
        return List.of(alone(db).wishing(RewriteTable.Wish.WITH_REFERENCES));
    }

    private static RewriteTable alone(Database db) {
        return RewriteTable.types(
                new QualifiedName(db.schema(), "Or ders"), List.of(new NewType("id", "bigint", null, null)));
    }

    @Test
    void lives(Database db) {
        var before = CatalogSnapshot.of(db);
        var content = db.value(CONTENT);
        var applied = Killer.applier(db).apply(wider(db), ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(db.value(TYPES)).isEqualTo(WIDE);
        assertThat(db.value(CONTENT)).isEqualTo(content);

        Killer.applier(db).undo(applied.id(), ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(db.value(TYPES)).isEqualTo(NARROW);
        assertThat(db.value(CONTENT)).isEqualTo(content);
        Killer.applier(db).apply(wider(db), ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
    }

    @Test
    void is_the_same_but_for_the_types_when_it_is_finished(Database db) {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(wider(db), ApplyListener.SILENT);
        var finished = Killer.applier(db).finish(1L, ApplyListener.SILENT);

        assertThat(finished).extracting(Application::state).containsExactly(Application.State.FINISHED);
        assertThat(RewriteTableLifeTest.difference(before, CatalogSnapshot.of(db)))
                .isNotEmpty()
                .allMatch(
                        line -> line.startsWith("column ") || line.startsWith("sequence \"Te st\".\"Or ders_id_seq\""));
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
        assertThat(db.column("select conname from pg_constraint where conname like '%howdah%' or not convalidated"))
                .isEmpty();
    }

    @Test
    void takes_numbers_beyond_the_old_end_from_the_sequence_too(Database db) {
        Killer.applier(db).apply(wider(db), ApplyListener.SILENT);
        db.execute(
                "select setval('\"Or ders_id_seq\"', 2147483647)",
                "insert into \"Or ders\" (note, parent) values ('beyond', 1)",
                "insert into lines (\"order id\", line) select id, 1 from \"Or ders\" where note = 'beyond'",
                "insert into \"Not es\" select \"order id\", 1, 'w' from lines where \"order id\" > 2147483647",
                "update \"Or ders\" set parent = 2147483648 where id = 5");

        var wide = db.column("select conname from pg_constraint order by 1");
        assertThatThrownBy(() -> Killer.applier(db).undoAll(ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Table Or ders cannot go back to what it was")
                .hasMessageContaining("a value does not fit the old type");
        assertThat(db.value(TYPES)).as("all or nothing").isEqualTo(WIDE);
        assertThat(db.column("select conname from pg_constraint order by 1")).isEqualTo(wide);
        Killer.applier(db).resume(1L, ApplyListener.SILENT);
        Killer.applier(db).finish(1L, ApplyListener.SILENT);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
        assertThat(db.number("select count(*) from \"Not es\" where \"order int\" > 2147483647"))
                .isOne();
    }

    /** Where the replication role is set, foreign keys are not looked at. */
    @Test
    void stays_as_a_whole_where_only_a_referring_table_cannot_go_back(Database db) {
        Killer.applier(db).apply(wider(db), ApplyListener.SILENT);
        db.execute(
                "set session_replication_role = replica",
                "insert into \"Not es\" values (3000000000, 1, 'w')",
                "reset session_replication_role",
                "delete from \"Not es\" where \"order int\" = 3000000000");

        assertThatThrownBy(() -> Killer.applier(db).undoAll(ApplyListener.SILENT))
                .hasMessageContaining("cannot go back");
        assertThat(db.value(TYPES)).isEqualTo(WIDE);
    }

    @Test
    void says_in_the_plan_what_refers_and_why_a_column_changes(Database db) {
        var alone = Killer.applier(db).plan(List.of(alone(db)));
        assertThat(alone.getFirst().note())
                .isEqualTo(
                        "What refers to it stays as it is and holds no more than before: \"Te st\".\"Not es\".\"order int\""
                                + " (integer), \"Te st\".\"Or ders\".parent (integer), \"Te st\".lines.\"order id\" (integer);"
                                + " --with-references changes that too");

        var all = Killer.applier(db).plan(wider(db));
        assertThat(all.stream().map(PlannedStep::note).filter(Objects::nonNull))
                .containsExactly(
                        "Column order int becomes bigint, since it refers to \"Te st\".lines.\"order id\"",
                        "Column order id becomes bigint, since it refers to \"Te st\".\"Or ders\".id",
                        "Column parent becomes bigint, since it refers to \"Te st\".\"Or ders\".id");
    }

    @Test
    void changes_what_refers_to_a_key_that_is_wide_already(Database db) {
        db.execute(
                "create table wide (id bigint primary key)",
                "create table narrow (id int primary key references wide)",
                "insert into wide values (1)",
                "insert into narrow values (1)");
        var change = RewriteTable.types(
                        new QualifiedName(db.schema(), "wide"), List.of(new NewType("id", "int8", null, null)))
                .wishing(RewriteTable.Wish.WITH_REFERENCES);
        var before = CatalogSnapshot.of(db);

        Killer.applier(db).apply(List.of(change), ApplyListener.SILENT);
        db.execute("insert into wide values (3000000000)", "insert into narrow values (3000000000)");
        db.execute("delete from narrow where id > 1", "delete from wide where id > 1");
        assertThatThrownBy(() -> Killer.applier(db).undoAll(ApplyListener.SILENT))
                .hasMessageContaining("Table narrow cannot go back");
        Killer.applier(db).resume(1L, ApplyListener.SILENT);
        Killer.applier(db).finish(1L, ApplyListener.SILENT);
        assertThat(RewriteTableLifeTest.difference(before, CatalogSnapshot.of(db)))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("column \"Te st\".narrow"));
    }

    @Test
    void does_nothing_where_all_is_wide_already(Database db) {
        var change = RewriteTable.types(
                        new QualifiedName(db.schema(), "far"), List.of(new NewType("order_id", "bigint", null, null)))
                .wishing(RewriteTable.Wish.WITH_REFERENCES);

        assertThat(Killer.applier(db).plan(List.of(change)))
                .extracting(PlannedStep::state)
                .containsExactly(StepState.ALREADY);
    }

    @Test
    void refuses_what_it_cannot_change_with_the_rest(Database db) {
        db.execute(
                "create table parts (id int references \"Or ders\", at int) partition by range (at)",
                "create domain whole as int",
                "create table odd (id whole primary key references \"Or ders\")");

        assertThatThrownBy(() -> Killer.applier(db).plan(wider(db)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "\"Te st\".parts is partitioned; its partitions can be rewritten once they are detached")
                .hasMessageContaining(
                        "Column \"Te st\".odd.id, which refers to \"Te st\".\"Or ders\".id, is of domain");
        var text = RewriteTable.types(
                        new QualifiedName(db.schema(), "Or ders"), List.of(new NewType("note", "bigint", null, null)))
                .wishing(RewriteTable.Wish.WITH_REFERENCES);
        assertThatThrownBy(() -> Killer.applier(db).plan(List.of(text)))
                .hasMessageContaining("integers become wider and nothing else does");
    }
}

package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CopyIntoPartitions;
import io.howdah.engine.change.PartitionLevel;
import io.howdah.engine.change.PartitionLevel.Hashed;
import io.howdah.engine.change.PartitionLevel.Ranges;
import io.howdah.engine.change.PartitionLevel.Values;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionTable.Keys;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table whose rows are copied into partitions: with all that belongs to it, stopped at any point, taken back, finished. */
@PostgresTest
class CopyIntoPartitionsLifeTest {

    private static final String CONTENT =
            "select count(*) || ' ' || sum(hashtext(o::text)) from \"Te st\".\"Or ders\" o";

    private static final Ranges MONTHS =
            new Ranges(new PartitionScheme.ByTime("Placed At", PartitionScheme.Span.MONTH, ZoneId.of("Europe/Berlin")));

    private static final Values REGIONS = new Values("Re gion", List.of("EU", "US"));

    @BeforeEach
    void a_table_with_all_that_can_belong_to_one(Database db) {
        create(db, 3000);
    }

    private static void create(Database db, int rows) {
        db.execute(
                "create table \"Cust omers\" (id int primary key)",
                "insert into \"Cust omers\" select generate_series(1, 10)",
                """
                create table "Or ders" (id bigint generated always as identity (start with 10), "Placed At" timestamptz not null,
                    "Re gion" text not null, gone int, customer int not null references "Cust omers" on delete cascade,
                    note text default 'it''s new', amount numeric(10,2), twice numeric generated always as (amount * 2) stored,
                    serial serial, constraint "The Key" primary key (id), constraint "Not Empty" check (note <> ''))
                    with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)""",
                "alter table \"Or ders\" drop column gone",
                "insert into \"Or ders\" (\"Placed At\", \"Re gion\", customer, amount) select now() - i * interval '1 hour',"
                        + " (array['EU', 'US', 'A/P'])[1 + i % 3], 1 + i % 10, i from generate_series(1, " + rows
                        + ") i",
                "create index \"By Customer\" on \"Or ders\" (customer) include (amount)",
                "create index recent on \"Or ders\" (lower(note), \"Placed At\" desc) where amount > 10",
                "create unique index one_serial on \"Or ders\" (serial)",
                "create statistics \"Bo th\" on customer, amount from \"Or ders\"",
                "alter table \"Or ders\" alter customer set statistics 500",
                "alter table \"Or ders\" alter customer set (n_distinct = -0.5)",
                "alter table \"Or ders\" cluster on \"By Customer\"",
                "alter table \"Or ders\" replica identity full",
                "comment on table \"Or ders\" is 'what is ordered'",
                "comment on column \"Or ders\".note is 'a note'",
                "comment on constraint \"The Key\" on \"Or ders\" is 'the key'",
                "comment on index \"By Customer\" is 'for the report'",
                "create table seen (what text)",
                """
                create function see() returns trigger language plpgsql as
                $$ begin insert into "Te st".seen values (tg_op); return null; end $$""",
                "create trigger \"See It\" after update on \"Or ders\" for each row when (new.amount > 0) execute function see()",
                "create trigger see_all after update on \"Or ders\" for each statement execute function see()",
                "alter table \"Or ders\" disable trigger see_all",
                "create view \"Lar ge\" with (security_barrier = true) as select id, amount from \"Or ders\" where amount > 100",
                "create view larger as select * from \"Lar ge\" where amount > 1000",
                "create policy all_of_it on \"Or ders\" for select using (amount >= 0)",
                "alter table \"Or ders\" enable row level security",
                "analyze");
        var reader = db.createRole("usage on schema \"Te st\"").name();
        db.execute(
                "grant select, update (note) on \"Or ders\" to \"" + reader + "\"",
                "alter default privileges in schema \"Te st\" grant select on tables to \"" + reader + "\"",
                "create publication pub for table \"Or ders\" with (publish = 'insert', publish_via_partition_root = true)");
    }

    @Test
    void lives_by_range(Database db) {
        lives(db, change(db, Keys.WIDEN, MONTHS));
        assertThat(db.number("select count(*) from pg_partition_tree('\"Or ders\"') where isleaf"))
                .isGreaterThanOrEqualTo(7);
        assertThat(db.value("select pg_get_constraintdef(oid) from pg_constraint where conname = 'The Key'"
                        + " and conrelid = '\"Or ders\"'::regclass"))
                .isEqualTo("PRIMARY KEY (id, \"Placed At\")");
    }

    @Test
    void lives_by_list(Database db) {
        lives(db, change(db, Keys.WIDEN, REGIONS));
        assertThat(db.column("select relid::text from pg_partition_tree('\"Or ders\"') where isleaf order by 1"))
                .containsExactly("\"Or ders_p_default\"", "\"Or ders_p_eu\"", "\"Or ders_p_us\"");
        assertThat(db.number("select count(*) from \"Or ders_p_default\"")).isEqualTo(1000);
    }

    @Test
    void lives_by_hash(Database db) {
        db.execute("drop index one_serial");
        lives(db, change(db, Keys.UNDECIDED, new Hashed("id", 4)));
        assertThat(db.number("select count(*) from pg_partition_tree('\"Or ders\"') where isleaf"))
                .isEqualTo(4);
    }

    @Test
    void lives_by_list_and_then_by_hash(Database db) {
        lives(db, change(db, Keys.WIDEN, REGIONS, new Hashed("id", 2)));
        assertThat(db.column("select relid::text from pg_partition_tree('\"Or ders\"') where isleaf order by 1"))
                .contains("\"Or ders_p_eu_h0\"", "\"Or ders_p_eu_h1\"")
                .hasSize(6);
    }

    @Test
    void lives_without_the_keys(Database db) {
        lives(db, change(db, Keys.WITHOUT, REGIONS));
        assertThat(db.number("select count(*) from pg_index join pg_inherits on inhrelid = indrelid"
                        + " where indisprimary and inhparent = '\"Or ders\"'::regclass"))
                .isEqualTo(3);
    }

    private static void lives(Database db, List<Change> change) {
        var before = CatalogSnapshot.of(db);
        var content = db.value(CONTENT);
        var acl = db.value("select relacl from pg_class where oid = '\"Te st\".\"Or ders\"'::regclass");
        var applied = Killer.applier(db).apply(change, ApplyListener.SILENT);
        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        var after = CatalogSnapshot.of(db);

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        assertThat(db.value(CONTENT)).isEqualTo(content);
        assertThat(db.value("select relacl from pg_class where oid = '\"Or ders\"'::regclass"))
                .isEqualTo(acl);
        assertThat(
                        db.number(
                                "select count(*) from pg_class join pg_inherits on inhrelid = oid"
                                        + " where relkind in ('r', 'p') and relacl is not null and relacl::text not like '{' || quote_ident(relowner::regrole::text) || '=%'"))
                .as("partitions that somebody could read past the policies")
                .isZero();
        inUse(db);
        Killer.applier(db).finish(2L, ApplyListener.SILENT);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
        inUse(db);
    }

    /** Everything that an application does goes on. */
    private static void inUse(Database db) {
        db.execute(
                "delete from seen",
                "update \"Or ders\" set amount = amount + 1 where id = 20",
                "insert into \"Or ders\" (\"Placed At\", \"Re gion\", customer, amount) values (now(), 'EU', 1, 5000)",
                "update \"Or ders\" set \"Re gion\" = 'US' where id = (select max(id) from \"Or ders\")");
        assertThat(db.number("select count(*) from seen")).isGreaterThanOrEqualTo(1);
        assertThat(db.number("select count(*) from larger where amount = 5000")).isGreaterThanOrEqualTo(1);
        assertThat(db.value("select indexrelid::regclass from pg_index where indrelid = '\"Or ders\"'::regclass"
                        + " and indexrelid::regclass::text = 'recent' and indisvalid"))
                .isEqualTo("recent");
        assertThat(db.value("select reloptions from pg_class c join pg_partition_tree('\"Or ders\"') on relid = c.oid"
                        + " where isleaf order by relname limit 1"))
                .contains("fillfactor=80");
    }

    @Test
    void loses_nothing_that_was_written_before_it_is_taken_back(Database db) {
        Killer.applier(db).apply(change(db, Keys.WIDEN, REGIONS), ApplyListener.SILENT);
        db.execute(
                "insert into \"Or ders\" (\"Placed At\", \"Re gion\", customer, amount) select now(), 'new', 1, i from generate_series(1, 100) i",
                "update \"Or ders\" set \"Re gion\" = 'US' where \"Re gion\" = 'EU' and id % 5 = 0",
                "delete from \"Or ders\" where id % 7 = 0",
                "update \"Or ders\" set note = null where id % 11 = 0");
        var content = db.value(CONTENT);

        Killer.applier(db).undoLatest(ApplyListener.SILENT);

        assertThat(db.value(CONTENT)).isEqualTo(content);
        assertThat(db.value("select relkind from pg_class where oid = '\"Or ders\"'::regclass"))
                .isEqualTo("r");
    }

    @Test
    void foreign_keys_follow_where_the_key_stays_and_go_where_it_may(Database db) {
        db.execute(
                "drop index one_serial",
                "create table items (order_id bigint references \"Or ders\" on delete cascade)",
                "comment on constraint items_order_id_fkey on items is 'whose'",
                "insert into items select id from \"Or ders\" where id % 2 = 0");
        lives(db, change(db, Keys.UNDECIDED, new Hashed("id", 3)));
        assertThat(db.value(
                        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'items_order_id_fkey'"))
                .isEqualTo("FOREIGN KEY (order_id) REFERENCES \"Or ders\"(id) ON DELETE CASCADE");
        db.execute("delete from \"Or ders\" where id = 30");
        assertThat(db.number("select count(*) from items where order_id = 30")).isZero();
    }

    @Test
    void says_what_there_is_to_choose(Database db) {
        db.execute("create table items (order_id bigint references \"Or ders\")");

        assertThatThrownBy(() -> Killer.applier(db).plan(change(db, Keys.UNDECIDED, REGIONS, new Hashed("id", 2))))
                .hasMessageContaining("primary key \"The Key\" (id)")
                .hasMessageContaining("each gets Re gion, id in addition");
        assertThatThrownBy(() -> Killer.applier(db).plan(change(db, Keys.WIDEN, REGIONS)))
                .hasMessageContaining("is pointed at by the foreign key items_order_id_fkey");
        assertThatThrownBy(() -> Killer.applier(db).plan(change(db, Keys.WIDEN, new Values("note", List.of()))))
                .hasMessageContaining("may be null");
        assertThatThrownBy(() -> Killer.applier(db).plan(change(db, Keys.WITHOUT, new Hashed("nothing", 2))))
                .hasMessageContaining("has no column nothing");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_at_each_step(Killer.Moment moment, Database db) {
        db.execute("create table items (order_id bigint references \"Or ders\")", "drop index one_serial");
        var change = change(db, Keys.UNDECIDED, new Hashed("id", 2));
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
        assertThat(step).isGreaterThan(9);
    }

    private static List<Change> change(Database db, Keys keys, PartitionLevel... levels) {
        return List.of(
                new CopyIntoPartitions(new QualifiedName(db.schema(), "Or ders"), List.of(levels), keys, false, 2));
    }
}

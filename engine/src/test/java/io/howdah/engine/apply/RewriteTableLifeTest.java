package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that is written anew: with all that belongs to it, taken back, and done again. */
@PostgresTest
class RewriteTableLifeTest {

    static final String CONTENT = """
            select count(*) || ' ' || sum(hashtext(o::text)) from "Te st"."Or ders" o""";

    @BeforeEach
    void orders_with_all_that_a_table_can_have(Database db) {
        create(db);
    }

    static void create(Database db) {
        create(db, 5000);
    }

    static void create(Database db, int rows) {
        db.execute(
                "create table \"Cust omers\" (id int primary key, name text)",
                "insert into \"Cust omers\" select i, 'c' || i from generate_series(1, 50) i",
                """
                create table "Or ders" (
                  id serial primary key,
                  "Cus tomer" int not null references "Cust omers" on delete cascade,
                  code text not null constraint "Co de" unique,
                  state text not null default 'new' constraint states check (state in ('new', 'paid', 'sent')),
                  parent int constraint par ent references "Or ders" on delete set null,
                  amount numeric(10, 2) default 0,
                  doubled numeric generated always as (amount * 2) stored,
                  tags text[],
                  kind varchar(10) default 'a',
                  changed timestamptz default now()
                ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05)""".replace("par ent", "\"par ent\""),
                "create table lines (order_id int not null references \"Or ders\" on delete cascade, line int, primary key (order_id, line))",
                "insert into \"Or ders\" (\"Cus tomer\", code, state, amount, tags) select 1 + i % 50, 'k' || i,"
                        + " (array['new', 'paid', 'sent'])[1 + i % 3], i, array['a', 'b'] from generate_series(1, "
                        + rows + ") i",
                "update \"Or ders\" set parent = id - 1 where id % 7 = 0",
                "insert into lines select id, 1 from \"Or ders\"",
                "alter table \"Or ders\" alter column tags set storage external",
                "create index \"By state\" on \"Or ders\" (state, changed desc) include (amount) where state <> 'sent'",
                "create index by_tags on \"Or ders\" using gin (tags) with (fastupdate = off)",
                "create index by_kind on \"Or ders\" (kind) where kind in ('a', 'b', 'c')",
                "create index by_lower on \"Or ders\" (lower(code) text_pattern_ops)",
                "comment on table \"Or ders\" is 'It''s a table'",
                "comment on column \"Or ders\".code is 'A column'",
                "comment on index \"By state\" is 'An index'",
                "comment on constraint states on \"Or ders\" is 'A check'",
                "comment on constraint \"par ent\" on \"Or ders\" is 'A foreign key'",
                "alter table \"Or ders\" alter column code set statistics 300",
                "alter table \"Or ders\" alter column \"Cus tomer\" set (n_distinct = -0.5)",
                "alter table \"Or ders\" cluster on \"Co de\"",
                "alter table \"Or ders\" replica identity using index \"Co de\"",
                "create statistics \"Sta ts\" (dependencies) on state, \"Cus tomer\" from \"Or ders\"",
                "create function touch() returns trigger language plpgsql as 'begin new.changed := now(); return new; end'",
                "create trigger \"Tou ch\" before update on \"Or ders\" for each row execute function touch()",
                "create trigger off before update on \"Or ders\" for each row execute function touch()",
                "alter table \"Or ders\" disable trigger off",
                "create view \"Op en\" as select code, amount from \"Or ders\" where state = 'new'",
                "create view open_codes with (security_barrier) as select code from \"Op en\"",
                "create publication pub for table \"Or ders\"",
                "analyze");
        var role = db.createRole();
        db.execute(
                "grant select, insert, update, delete on \"Or ders\" to \"" + role.name() + "\"",
                "grant references (code) on \"Or ders\" to \"" + role.name() + "\" with grant option",
                "alter table \"Or ders\" enable row level security",
                "create policy own on \"Or ders\" as permissive for select to \"" + role.name()
                        + "\" using (\"Cus tomer\" > 0)",
                "create rule quiet as on delete to \"Op en\" do instead nothing");
    }

    @Test
    void lives_without_bloat(Database db) {
        var content = db.value(CONTENT);
        lives(db, List.of(RewriteTable.compact(table(db))));
        assertThat(db.value(CONTENT)).isEqualTo(content);
    }

    @Test
    void is_the_same_when_it_is_finished(Database db) {
        var content = db.value(CONTENT);
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(List.of(RewriteTable.compact(table(db))), ApplyListener.SILENT);
        var finished = Killer.applier(db).finish(1L, ApplyListener.SILENT);

        assertThat(finished).extracting(Application::state).containsExactly(Application.State.FINISHED);
        assertThat(difference(before, CatalogSnapshot.of(db)))
                .as("but for casts in an expression, which the server writes otherwise when it reads its own text")
                .allMatch(line -> line.startsWith("index CREATE INDEX by_kind"));
        assertThat(db.value(CONTENT)).isEqualTo(content);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
        assertThat(db.column("select proname from pg_proc where pronamespace = 'howdah'::regnamespace"))
                .isEmpty();
    }

    @Test
    void gets_a_wider_key(Database db) {
        lives(db, wider(db));
        Killer.applier(db).finish(3L, ApplyListener.SILENT);

        assertThat(db.value(
                        "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = '\"Or ders\"'::regclass"
                                + " and attname = 'id'"))
                .isEqualTo("bigint");
        db.execute("insert into \"Or ders\" (id, \"Cus tomer\", code) values (3000000000, 1, 'big')");
    }

    @Test
    void of_another_owner_is_kept_in_step_with_that_owners_rights(Database db) throws SQLException {
        var owner = db.createRole("usage, create on schema \"Te st\"");
        var writer = db.createRole("usage on schema \"Te st\"");
        db.execute(
                "create table theirs (id int primary key, note text)",
                "insert into theirs select i, 'n' from generate_series(1, 100) i",
                "alter table theirs owner to \"" + owner.name() + "\"",
                "grant select, insert, update, delete on theirs to \"" + writer.name() + "\"");
        var table = new QualifiedName(db.schema(), "theirs");
        var applied = Killer.applier(db)
                .apply(
                        List.of(RewriteTable.types(table, List.of(new NewType("id", "int8", null, null)))),
                        event -> writes(db, writer));

        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(db.value("select tableowner from pg_tables where tablename = 'theirs'"))
                .isEqualTo(owner.name());
        assertThat(
                        db.column(
                                "select distinct proowner::regrole::text from pg_proc where pronamespace = 'howdah'::regnamespace"))
                .containsExactly("\"" + owner.name() + "\"");
        var content = db.column("select t::text from theirs t order by id");
        Killer.applier(db).undoAll(event -> writes(db, writer));
        assertThat(db.column("select t::text from theirs t order by id")).containsAll(content.subList(0, 50));
        db.execute(
                "drop table theirs",
                "revoke all on schema howdah from \"" + owner.name() + "\"",
                "revoke all on howdah.shadow from \"" + owner.name() + "\"");
    }

    private static void writes(Database db, Role writer) {
        try (var connection = db.connect(writer);
                var statement = connection.createStatement()) {
            statement.execute("insert into \"Te st\".theirs select max(id) + 1, 'new' from \"Te st\".theirs");
            statement.execute("update \"Te st\".theirs set note = note || '.' where id > 50");
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("update \"Te st\".theirs set note = null where id = 60");
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Change> wider(Database db) {
        return List.of(RewriteTable.types(table(db), List.of(new NewType("id", "bigint", null, null))));
    }

    static void lives(Database db, List<? extends Change> changes) {
        var before = CatalogSnapshot.of(db);
        var applied = Killer.applier(db).apply(changes, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(difference(before, after)).isNotEmpty();

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        Killer.applier(db).apply(changes, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        Killer.applier(db).apply(changes, ApplyListener.SILENT);
    }

    static List<String> difference(List<String> before, List<String> after) {
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)),
                        after.stream().filter(line -> !before.contains(line)))
                .toList();
    }

    static QualifiedName table(Database db) {
        return new QualifiedName(db.schema(), "Or ders");
    }
}

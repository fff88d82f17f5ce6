package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.change.RenameColumn;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a renamed column has both names, whoever uses the one works beside whoever uses the other, as with a table. */
@PostgresTest
class RenameColumnTest {

    @BeforeEach
    void orders_with_all_that_a_table_may_have(Database db) {
        db.execute(
                "create table customer (id int primary key)",
                "insert into customer values (1)",
                """
                create table "Or ders" (id bigint generated always as identity primary key, number serial,
                    customer int references customer, "sta te" text not null default 'new' unique check ("sta te" <> ''),
                    loud text generated always as (upper("sta te")) stored, amount int default 5)""",
                "create table item (orders bigint references \"Or ders\" on delete cascade on update cascade)",
                "create view dependent as select id, \"sta te\" from \"Or ders\"",
                "create materialized view counted as select \"sta te\", count(*) from \"Or ders\" group by 1",
                "create function how_many(text) returns bigint language plpgsql as"
                        + " 'begin return (select count(*) from \"Or ders\" where \"sta te\" = $1); end'",
                "create function more() returns trigger language plpgsql as"
                        + " 'begin new.amount := new.amount + 1; return new; end'",
                "create trigger more before insert or update of \"sta te\" on \"Or ders\" for each row"
                        + " when (new.\"sta te\" <> 'plain') execute function more()",
                "comment on table \"Or ders\" is 'it''s theirs'",
                "comment on column \"Or ders\".\"sta te\" is 'how it stands'",
                "insert into \"Or ders\" (\"sta te\") values ('first')");
        rename(db);
    }

    private static Application rename(Database db) {
        return Killer.applier(db)
                .apply(List.of(new RenameColumn(TableChanges.orders(db), "sta te", "status")), ApplyListener.SILENT);
    }

    @Test
    void reads_and_writes_both_names(Database db) {
        assertThat(row(db, "insert into \"Or ders\" (\"sta te\") values ('a') returning number, status, loud, amount"))
                .containsExactly("2", "a", "A", "6");
        assertThat(row(db, "insert into \"Or ders\" (status) values ('b') returning \"sta te\""))
                .containsExactly("b");
        assertThat(row(db, "insert into \"Or ders\" default values returning id, \"sta te\", status, amount"))
                .containsExactly("4", "new", "new", "6");
        assertThat(row(db, "insert into \"Or ders\" values (default, default, 1, 'c', default, 3) returning *"))
                .containsExactly("5", "5", "1", "c", "C", "4", "c");
        assertThat(row(db, "update \"Or ders\" set \"sta te\" = status || 1 where status = 'a' returning status"))
                .containsExactly("a1");
        assertThat(row(
                        db,
                        "update \"Or ders\" set status = \"sta te\" || 2 where \"sta te\" = 'a1' returning \"sta te\""))
                .containsExactly("a12");
        assertThat(row(db, "select status from \"Or ders\" where \"sta te\" = 'b' for update"))
                .containsExactly("b");
        assertThat(row(db, "delete from \"Or ders\" where status = 'b' returning \"sta te\""))
                .containsExactly("b");
        assertThat(row(
                        db,
                        "insert into \"Or ders\" (id, status) overriding system value values (70, 'own') returning id"))
                .containsExactly("70");
    }

    @Test
    void meets_conflicts_by_both_names(Database db) {
        var insert = "insert into \"Or ders\" as o ";
        assertThat(row(
                        db,
                        insert + "(\"sta te\") values ('first') on conflict (\"sta te\")"
                                + " do update set \"sta te\" = excluded.\"sta te\" || o.\"sta te\" returning status"))
                .containsExactly("firstfirst");
        assertThat(row(
                        db,
                        insert + "(status) values ('firstfirst') on conflict (status)"
                                + " do update set status = excluded.status || '!' returning \"sta te\""))
                .containsExactly("firstfirst!");
        db.execute(insert + "(status) values ('firstfirst!') on conflict do nothing");
        assertThat(db.number("select count(*) from \"Or ders\"")).isOne();
    }

    @Test
    void keeps_its_promises_and_what_hangs_on_it(Database db) {
        assertRefused(db, "insert into \"Or ders\" (\"sta te\") values ('')", "violates check constraint");
        assertRefused(db, "insert into \"Or ders\" (status) values (null)", "violates not-null constraint");
        assertRefused(db, "insert into \"Or ders\" (\"sta te\") values ('first')", "duplicate key");
        assertRefused(db, "insert into \"Or ders\" (customer) values (9)", "violates foreign key constraint");
        assertRefused(db, "insert into item values (9)", "violates foreign key constraint");
        assertRefused(db, "insert into \"Or ders\" (id) values (9)", "cannot insert a non-DEFAULT value");
        db.execute(
                "update dependent set \"sta te\" = 'through a view'",
                "refresh materialized view counted",
                "insert into item values (1)");
        assertThat(row(db, "select how_many('through a view'), (select \"sta te\" from counted)"))
                .containsExactly("1", "through a view");
        db.execute("delete from \"Or ders\"");
        assertThat(db.number("select count(*) from item")).isZero();
        assertThat(
                        db.column(
                                "select description from pg_description where objoid = '\"Or ders\"'::regclass order by objsubid"))
                .containsExactly("it's theirs", "how it stands", "how it stands");
    }

    @Test
    void does_not_take_two_values_for_one_column(Database db) {
        assertRefused(
                db,
                "insert into \"Or ders\" (\"sta te\", status) values ('a', 'a')",
                "multiple assignments to same column");
        assertRefused(
                db, "update \"Or ders\" set \"sta te\" = 'a', status = 'a'", "multiple assignments to same column");
        db.execute("insert into \"Or ders\" (\"sta te\", status) values (default, 'a')");
    }

    /** As the guide says. */
    @Test
    void is_a_view_meanwhile(Database db) {
        assertRefused(db, "truncate \"Or ders\"", "is not a table");
        assertRefused(db, "copy \"Or ders\" to stdout", "cannot copy from view");
        assertRefused(db, "create table x (id bigint references \"Or ders\" (id))", "is not a table");
        assertRefused(db, "select id, amount from \"Or ders\" group by id", "must appear in the GROUP BY");
        assertRefused(db, "select xmin from \"Or ders\"", "does not exist");
        assertRefused(
                db,
                "insert into \"Or ders\" (status) values ('first') on conflict on constraint \"Or ders_pkey\" do nothing",
                "does not exist");
        db.execute("begin", "lock table \"Or ders\" in share row exclusive mode nowait", "rollback");
        assertThat(row(db, "select pg_get_serial_sequence('\"Or ders\"', 'number')"))
                .containsExactly((String) null);
    }

    @Test
    void has_the_new_name_alone_when_it_is_finished(Database db) {
        Killer.applier(db).finish(1L, ApplyListener.SILENT);

        assertThat(row(db, "insert into \"Or ders\" (status) values ('b') returning *"))
                .containsExactly("2", "2", null, "b", "B", "6");
        assertRefused(db, "select \"sta te\" from \"Or ders\"", "does not exist");
        assertThat(db.column("select \"sta te\" from dependent where id = 2")).containsExactly("b");
        db.execute("insert into item values (2)", "drop schema howdah cascade");
    }

    @Test
    void is_refused_as_long_as_another_is_not_finished(Database db) {
        for (var name : List.of("status", "sta te")) {
            assertThatThrownBy(() -> Killer.applier(db)
                            .apply(
                                    List.of(new RenameColumn(TableChanges.orders(db), name, "other")),
                                    ApplyListener.SILENT))
                    .hasMessageContaining(
                            "\"Te st\".\"Or ders\" is a view until what was renamed by change 1 is finished;"
                                    + " end that first with howdah finish 1, or take it back with howdah undo 1");
        }
    }

    @Test
    void is_finished_and_taken_back_whenever_it_is_killed(Database db) {
        var renamed = TableChanges.snapshot(db);
        for (var moment : Killer.Moment.values()) {
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            rename(db);
            assertThat(TableChanges.snapshot(db)).isEqualTo(renamed);
            var number = Killer.applier(db).status().getFirst().id();
            assertThat(new Killer(db, moment, 1).killsFinish(number)).isTrue();
            Killer.applier(db).finish(number, ApplyListener.SILENT);
            assertThat(db.column("select relkind from pg_class where relname ~ 'Or ders(_howdah_base)?$'"))
                    .as("killed %s", moment)
                    .containsExactly("r");
            db.execute("alter table \"Or ders\" rename status to \"sta te\"");
        }
    }

    @Test
    void is_not_carried_out_where_a_column_has_come_since(Database db) {
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        var changes = List.of(new RenameColumn(TableChanges.orders(db), "sta te", "status"));
        assertThat(new Killer(db, Killer.Moment.BEFORE_ITS_STATEMENT, 1).killsApply(changes))
                .isTrue();
        db.execute("alter table \"Or ders\" add late int");

        assertThatThrownBy(() -> Killer.applier(db).resume(null, ApplyListener.SILENT))
                .hasMessageContaining("are no longer those that the view was planned for");
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        rename(db);
        assertThat(db.column("select late from \"Or ders\"")).hasSize(1);
    }

    @Test
    void may_be_used_by_whom_the_table_was_granted_to(Database db) throws SQLException {
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        var reader = db.createRole("usage on schema \"Te st\"", "select (id, \"sta te\") on \"Or ders\"");
        var clerk = db.createRole("usage on schema \"Te st\"", "select, update (\"sta te\") on \"Or ders\"");
        var other = db.createRole("usage on schema \"Te st\"");
        db.execute("alter default privileges in schema \"Te st\" grant select on tables to \"" + other.name() + "\"");
        rename(db);

        assertThat(tried(db, reader, "select id, \"sta te\", status from \"Or ders\""))
                .isEqualTo("done");
        assertThat(tried(db, reader, "select amount from \"Or ders\"")).contains("permission denied");
        assertThat(tried(db, clerk, "update \"Or ders\" set status = 'x'")).isEqualTo("done");
        assertThat(tried(db, clerk, "update \"Or ders\" set \"sta te\" = 'y'")).isEqualTo("done");
        assertThat(tried(db, clerk, "update \"Or ders\" set amount = 1")).contains("permission denied");
        assertThat(tried(db, other, "select id from \"Or ders\"")).contains("permission denied");
        db.execute(
                "alter default privileges in schema \"Te st\" revoke select on tables from \"" + other.name() + "\"");
    }

    private static String tried(Database db, Role role, String sql) throws SQLException {
        try (var connection = db.connect(role);
                var statement = connection.createStatement()) {
            statement.execute("set search_path = \"Te st\"");
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertRefused(Database db, String sql, String message) {
        assertThatThrownBy(() -> db.execute(sql)).hasMessageContaining(message);
    }

    private static List<@Nullable String> row(Database db, String sql) {
        return db.query(sql).getFirst();
    }
}

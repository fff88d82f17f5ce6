package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.change.AuditTables.AuditedTable;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.StopAudit;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit log: made, written to, refused to be changed, stopped at any point, taken back. */
@PostgresTest
class AuditTablesLifeTest {

    private static final String SCHEMA = "au dit";

    private static final String ENTRIES =
            "select concat_ws(' ', actor, operation, table_name, key, old, new)" + " from \"au dit\".entry order by id";

    private Role app = new Role("", "");

    @BeforeEach
    void tables(Database db) {
        db.execute(
                "create table \"Us ers\" (\"I'd\" int primary key, name text, password text, seen timestamptz)",
                "create table notes (a int, b json)",
                "create table \"Lo g\" (id int, v int, primary key (id)) partition by range (id)",
                "create table \"Lo g 1\" partition of \"Lo g\" for values from (0) to (10)",
                "create table \"Lo g 2\" partition of \"Lo g\" for values from (10) to (20)");
        app = db.createRole(
                "usage on schema \"Te st\"",
                "select, insert, update, delete, truncate on all tables in schema \"Te st\"");
    }

    @Test
    void lives(Database db) {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        assertThat(after).isNotEqualTo(before);
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);

        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        assertThat(Killer.applier(db).apply(change(db), ApplyListener.SILENT).steps())
                .extracting(AppliedStep::state)
                .containsOnly(StepState.ALREADY);

        Killer.applier(db).apply(List.of(new StopAudit(SCHEMA, List.of())), ApplyListener.SILENT);
        assertThat(db.number("select count(*) from pg_trigger where tgname ~ '^howdah_audit'"))
                .isZero();
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void says_who_did_what_to_which_row_by_a_role_that_has_no_rights_on_it(Database db) throws SQLException {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        try (var session = db.connect(app)) {
            run(session, "set app.actor = 'ann'");
            run(session, "insert into \"Te st\".\"Us ers\" values (1, 'Bob', 'secret', now())");
            run(session, "update \"Te st\".\"Us ers\" set seen = now()");
            run(session, "update \"Te st\".\"Us ers\" set name = 'Bo'");
            run(session, "update \"Te st\".\"Us ers\" set password = 'other', name = null");
            run(session, "set app.actor = ''");
            run(session, "delete from \"Te st\".\"Us ers\"");
            run(session, "insert into \"Te st\".notes values (1, '{}')");
            run(session, "update \"Te st\".notes set b = '[1]'");
            run(session, "truncate \"Te st\".notes");
            run(session, "insert into \"Te st\".\"Lo g\" values (1, 1)");
            run(session, "update \"Te st\".\"Lo g 1\" set v = 2");
            assertThatThrownBy(() -> run(session, "select from \"au dit\".entry"))
                    .hasMessageContaining("permission denied");
        }
        assertThat(db.column(ENTRIES))
                .containsExactly(
                        "ann INSERT Us ers {\"I'd\": 1} {\"I'd\": 1, \"name\": \"Bob\", \"password\": \"***\"}",
                        "ann UPDATE Us ers {\"I'd\": 1} {\"name\": \"Bob\"} {\"name\": \"Bo\"}",
                        "ann UPDATE Us ers {\"I'd\": 1} {\"name\": \"Bo\", \"password\": \"***\"}"
                                + " {\"name\": null, \"password\": \"***\"}",
                        "DELETE Us ers {\"I'd\": 1} {\"I'd\": 1, \"name\": null, \"password\": \"***\"}",
                        "INSERT notes {\"a\": 1, \"b\": {}}",
                        "UPDATE notes {\"a\": 1, \"b\": {}} {\"a\": 1, \"b\": [1]}",
                        "TRUNCATE notes",
                        "INSERT Lo g {\"id\": 1} {\"v\": 1, \"id\": 1}",
                        "UPDATE Lo g {\"id\": 1} {\"v\": 1} {\"v\": 2}");
        assertThat(db.column("select distinct session_role || ' ' || role from \"au dit\".entry"))
                .containsExactly(app.name() + " " + app.name());
        assertThat(db.number("select count(*) from only \"au dit\".entry_default"))
                .isZero();
    }

    @Test
    void records_what_is_done_where_other_triggers_are_off_and_in_partitions_that_come_later(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute(
                "create table later partition of \"Lo g\" for values from (20) to (30)",
                "set session_replication_role = replica",
                "insert into \"Lo g\" values (1, 1), (25, 1)",
                "update later set v = 3",
                "reset session_replication_role");

        assertThat(db.column(ENTRIES)).hasSize(3);
    }

    @Test
    void cannot_be_changed_by_statements(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute("insert into \"Us ers\" values (1, 'Bob', 'secret', now())");

        for (String table : List.of("entry", "link", "seal", "entry_default")) {
            assertThatThrownBy(() -> db.execute("truncate \"au dit\"." + table)).hasMessageContaining("only added to");
        }
        assertThatThrownBy(() -> db.execute("delete from \"au dit\".entry")).hasMessageContaining("only added to");
        assertThatThrownBy(() -> db.execute("update \"au dit\".entry set actor = 'x'"))
                .hasMessageContaining("only added to");
    }

    @Test
    void stays_where_something_is_recorded_in_it(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute("insert into \"Us ers\" values (1, 'Bob', 'secret', now())");

        Killer.applier(db).undoAll(ApplyListener.SILENT);

        db.execute("insert into \"Us ers\" values (2, 'Eve', 'secret', now())");
        assertThat(db.column(ENTRIES)).hasSize(1);
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        db.execute("insert into \"Us ers\" values (3, 'Joe', 'secret', now())");
        assertThat(db.column(ENTRIES)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_and_is_taken_back(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        for (int step = 1; step <= 3; step++) {
            assertThat(new Killer(db, moment, step).killsApply(change(db))).isTrue();
            Killer.applier(db).apply(change(db), ApplyListener.SILENT);
            assertThat(db.number("select count(*) from pg_trigger where tgname = 'howdah_audit'"))
                    .isEqualTo(5);
            assertThat(new Killer(db, moment, step).killsUndo()).isTrue();
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("step " + step).isEqualTo(before);
        }
    }

    @Test
    void is_refused_with_all_that_stands_against_it(Database db) {
        db.execute("create schema taken");
        var change = new AuditTables(
                "taken",
                List.of(
                        AuditedTable.whole(new QualifiedName(db.schema(), "missing")),
                        new AuditedTable(new QualifiedName(db.schema(), "Us ers"), List.of("nothing"), List.of("I'd"))),
                "actor");

        assertThatThrownBy(() -> Killer.applier(db).apply(List.of(change), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("must be called like app.actor")
                .hasMessageContaining("is not an audit log of Howdah")
                .hasMessageContaining("There is no table \"Te st\".missing")
                .hasMessageContaining("has no column nothing")
                .hasMessageContaining("can be neither left out nor masked");
    }

    @Test
    void is_refused_for_a_table_that_is_audited_otherwise(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var other = new AuditTables(
                SCHEMA, List.of(AuditedTable.whole(new QualifiedName(db.schema(), "Us ers"))), AuditTables.ACTOR);

        assertThatThrownBy(() -> Killer.applier(db).apply(List.of(other), ApplyListener.SILENT))
                .hasMessageContaining("is audited otherwise");
        assertThatThrownBy(() -> Killer.applier(db)
                        .apply(
                                List.of(new StopAudit("nowhere", List.of(new QualifiedName("a", "b")))),
                                ApplyListener.SILENT))
                .hasMessageContaining("Table a.b is not audited in schema nowhere");
    }

    @Test
    void takes_its_locks_for_less_than_writers_may_wait(Database db) {
        assertThat(Killer.applier(db).apply(change(db), ApplyListener.SILENT).steps())
                .filteredOn(step -> step.table() != null)
                .allSatisfy(step -> assertThat(step.lockedMillis()).isLessThan(100));
    }

    private static List<Change> change(Database db) {
        return List.of(new AuditTables(
                SCHEMA,
                List.of(
                        new AuditedTable(
                                new QualifiedName(db.schema(), "Us ers"), List.of("seen"), List.of("password")),
                        AuditedTable.whole(new QualifiedName(db.schema(), "notes")),
                        AuditedTable.whole(new QualifiedName(db.schema(), "Lo g"))),
                AuditTables.ACTOR));
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SecureTenants.Stage;
import io.howdah.engine.change.SecureTenants.TenantTable;
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

/** The separation of tenants: observed, enforced, tried before it is believed, stopped at any point, taken back. */
@PostgresTest
class SecureTenantsLifeTest {

    private Role app = new Role("", "");

    @BeforeEach
    void tables_with_tenants(Database db) {
        db.execute(
                "create table \"Us ers\" (id bigint primary key, \"Ten ant\" bigint not null, email text)",
                "insert into \"Us ers\" select g, g % 10, 'e' || g from generate_series(1, 2000) g",
                "create table tasks (id bigint generated always as identity primary key, \"Ten ant\" bigint not null, v int,"
                        + " twice int generated always as (v * 2) stored)",
                "insert into tasks (\"Ten ant\", v) select g % 7, g from generate_series(1, 2000) g",
                "create index on tasks (\"Ten ant\", id)",
                "analyze");
        app = db.createRole(
                "usage on schema \"Te st\"", "select, insert, update, delete on all tables in schema \"Te st\"");
    }

    @ParameterizedTest
    @EnumSource
    void lives(Stage stage, Database db) {
        var before = CatalogSnapshot.of(db);
        var changes = change(db, stage, "Us ers", "tasks");
        Killer.applier(db).apply(changes, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        assertThat(after).isNotEqualTo(before);

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);

        Killer.applier(db).apply(changes, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        assertThat(Killer.applier(db).apply(changes, ApplyListener.SILENT).steps())
                .extracting(AppliedStep::state)
                .containsOnly(StepState.ALREADY);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void keeps_rows_of_other_tenants_from_being_read_and_written(Database db) throws SQLException {
        Killer.applier(db).apply(change(db, Stage.ENFORCE, "Us ers", "tasks"), ApplyListener.SILENT);

        try (var session = db.connect(app)) {
            assertThat(number(session, "select count(*) from \"Te st\".\"Us ers\""))
                    .isZero();
            run(session, "set app.tenant = '3'");
            assertThat(number(session, "select count(*) from \"Te st\".\"Us ers\""))
                    .isEqualTo(200);
            assertThat(number(session, "select count(*) from \"Te st\".\"Us ers\" where \"Ten ant\" <> 3"))
                    .isZero();
            assertThatThrownBy(() -> run(session, "insert into \"Te st\".\"Us ers\" values (-1, 4, 'x')"))
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> run(session, "update \"Te st\".\"Us ers\" set \"Ten ant\" = 4"))
                    .hasMessageContaining("row-level security");
            run(session, "insert into \"Te st\".\"Us ers\" values (-1, 3, 'x')");
            run(session, "delete from \"Te st\".\"Us ers\"");
            run(session, "set app.tenant = ''");
            assertThat(number(session, "select count(*) from \"Te st\".tasks")).isZero();
        }
        assertThat(db.number("select count(*) from \"Us ers\"")).isEqualTo(1800);
    }

    @Test
    void is_enforced_after_it_was_observed_and_observed_again_when_that_is_taken_back(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db, Stage.OBSERVE, "Us ers"), ApplyListener.SILENT);
        var observed = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db, Stage.ENFORCE, "Us ers"), ApplyListener.SILENT);
        assertThat(seen(db)).isZero();
        assertThatThrownBy(() -> Killer.applier(db).undo(1, ApplyListener.SILENT))
                .hasMessageContaining("no longer only observes")
                .hasMessageContaining("take back first what was applied later");
        assertThat(seen(db)).isZero();

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(observed);
        assertThat(seen(db)).isEqualTo(2000);
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    private long seen(Database db) throws SQLException {
        try (var session = db.connect(app)) {
            return number(session, "select count(*) from \"Te st\".\"Us ers\"");
        }
    }

    @Test
    void hides_and_refuses_nothing_while_it_is_observed_but_counts(Database db) throws SQLException {
        Killer.applier(db).apply(change(db, Stage.OBSERVE, "Us ers"), ApplyListener.SILENT);
        try (var session = db.connect(app)) {
            run(session, "begin transaction read only");
            assertThat(number(session, "select count(*) from \"Te st\".\"Us ers\""))
                    .isEqualTo(2000);
            run(session, "commit");
            run(session, "set app.tenant = '3'");
            assertThat(number(session, "select count(*) from \"Te st\".\"Us ers\" where \"Ten ant\" = 3"))
                    .isEqualTo(200);
            assertThat(number(session, "select count(*) from \"Te st\".\"Us ers\" where id = 13"))
                    .isEqualTo(1);
            run(session, "insert into \"Te st\".\"Us ers\" values (-3, 3, 'x')");
            run(session, "insert into \"Te st\".\"Us ers\" values (-4, 4, 'x')");
            run(session, "set app.tenant = 'no number'");
            run(session, "update \"Te st\".\"Us ers\" set email = 'y' where id = 1");
            run(session, "set app.tenant = '3'");
            run(
                    session,
                    "set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0; set parallel_tuple_cost = 0");
            assertThat(number(
                            session,
                            "select count(*) from \"Te st\".\"Us ers\" where \"Ten ant\" = 3 and length(email) > 0"))
                    .isEqualTo(201);
        }
        assertThat(counted(db, 6)).isEqualTo(6);
    }

    /** Counters come a moment later. The read of all and the foreign insert count once, the update for each check of its row. */
    private static long counted(Database db, long expected) {
        long counted = -1;
        for (int i = 0; i < 50 && counted != expected; i++) {
            db.query("select pg_sleep(0.1)");
            counted = db.number("select pg_stat_get_numscans(c.oid) from pg_class c"
                    + " where relnamespace = 'howdah'::regnamespace and relname like 'tenant\\_seen\\_%'");
        }
        return counted;
    }

    @Test
    void looks_tenants_up_in_an_index(Database db) throws SQLException {
        Killer.applier(db).apply(change(db, Stage.ENFORCE, "tasks"), ApplyListener.SILENT);
        try (var session = db.connect(app);
                var statement = session.createStatement()) {
            run(session, "set app.tenant = '3'; set enable_seqscan = off");
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("explain select * from \"Te st\".tasks")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString())
                    .contains("Index Cond")
                    .contains("InitPlan")
                    .doesNotContain("SubPlan");
        }
    }

    @Test
    void holds_for_the_owner_and_for_partitions_that_are_named(Database db) throws SQLException {
        db.execute(
                "create table \"Lo g\" (id bigint, \"Ten ant\" uuid not null) partition by range (id)",
                "create table \"Lo g 1\" partition of \"Lo g\" for values from (0) to (100)",
                "create table \"Lo g 2\" partition of \"Lo g\" for values from (100) to (200)",
                "insert into \"Lo g\" select g, md5((g % 3)::text)::uuid from generate_series(0, 199) g",
                "grant select, insert, update, delete on all tables in schema \"Te st\" to \"" + app.name() + "\"");
        var before = CatalogSnapshot.of(db);

        Killer.applier(db).apply(change(db, Stage.ENFORCE, "Lo g"), ApplyListener.SILENT);

        try (var session = db.connect(app)) {
            assertThat(number(session, "select count(*) from \"Te st\".\"Lo g 1\""))
                    .isZero();
            run(session, "set app.tenant = '" + db.value("select md5('1')::uuid") + "'");
            assertThat(number(session, "select count(*) from \"Te st\".\"Lo g\""))
                    .isEqualTo(67);
            assertThat(number(session, "select count(*) from \"Te st\".\"Lo g 2\""))
                    .isBetween(30L, 36L);
        }
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void keeps_policies_that_were_there_and_holds_beside_those_that_allow_all(Database db) throws SQLException {
        db.execute(
                "create policy everything on tasks using (true)",
                "create policy odd on tasks as restrictive for select using (v % 2 = 1)",
                "alter table tasks enable row level security");
        var before = CatalogSnapshot.of(db);

        Killer.applier(db).apply(change(db, Stage.ENFORCE, "tasks"), ApplyListener.SILENT);

        try (var session = db.connect(app)) {
            run(session, "set app.tenant = '3'");
            assertThat(number(session, "select count(*) from \"Te st\".tasks where \"Ten ant\" <> 3 or v % 2 = 0"))
                    .isZero();
            assertThat(number(session, "select count(*) from \"Te st\".tasks")).isPositive();
        }
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void is_not_done_where_the_trial_finds_a_leak(Database db) {
        db.execute(
                "create function \"Te st\".steal() returns trigger language plpgsql as"
                        + " $$ begin perform set_config('app.tenant', new.\"Ten ant\"::text, true); return new; end $$",
                "create trigger steal before insert or update on \"Us ers\" for each row execute function \"Te st\".steal()");
        var before = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> Killer.applier(db).apply(change(db, Stage.ENFORCE, "Us ers"), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("The separation of tenants does not hold")
                .hasMessageContaining("gives rows to another tenant");

        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void is_tried_as_a_role_made_for_it_where_none_is_named(Database db) {
        var change = List.of(
                new SecureTenants(tables(db, "Us ers", "tasks"), SecureTenants.SETTING, List.of(), Stage.ENFORCE));

        assertThat(Killer.applier(db).apply(change, ApplyListener.SILENT).state())
                .isEqualTo(Application.State.DONE);
        assertThat(db.number("select count(*) from pg_roles where rolname = 'howdah_trial'"))
                .isZero();
    }

    @Test
    void is_refused_with_all_that_stands_against_it(Database db) {
        db.execute(
                "create view all_users as select * from \"Us ers\"",
                "grant select on all_users to \"" + app.name() + "\"",
                "create policy sleeping on tasks using (false)",
                "create domain tenant_name as text",
                "create table odd (\"Ten ant\" point)");
        var change = new SecureTenants(
                tables(db, "Us ers", "tasks", "missing"),
                "tenant",
                List.of(app.name(), "nobody", db.user()),
                Stage.ENFORCE);

        assertThatThrownBy(() -> Killer.applier(db).apply(List.of(change), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("must be called like app.tenant")
                .hasMessageContaining("There is no role nobody")
                .hasMessageContaining("is a superuser or has BYPASSRLS")
                .hasMessageContaining("security_invoker = true")
                .hasMessageContaining("has policies that are not in force")
                .hasMessageContaining("There is no table \"Te st\".missing");
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_and_is_taken_back(Killer.Moment moment, Database db) {
        var before = CatalogSnapshot.of(db);
        var change = change(db, Stage.ENFORCE, "Us ers", "tasks");
        for (int step = 1; step <= 3; step++) {
            assertThat(new Killer(db, moment, step).killsApply(change)).isTrue();
            Killer.applier(db).apply(change, ApplyListener.SILENT);
            assertThat(db.number("select count(*) from pg_policy")).isEqualTo(4);
            assertThat(new Killer(db, moment, step).killsUndo()).isTrue();
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("step " + step).isEqualTo(before);
        }
    }

    @Test
    void holds_its_locks_for_less_than_writers_may_wait(Database db) {
        assertThat(Killer.applier(db)
                        .apply(change(db, Stage.ENFORCE, "Us ers", "tasks"), ApplyListener.SILENT)
                        .steps())
                .filteredOn(step -> step.kind() == AppliedStep.Kind.TRANSACTION)
                .allSatisfy(step -> assertThat(step.lockedMillis()).isLessThan(100));
    }

    private List<Change> change(Database db, Stage stage, String... names) {
        return List.of(new SecureTenants(tables(db, names), SecureTenants.SETTING, List.of(app.name()), stage));
    }

    private static List<TenantTable> tables(Database db, String... names) {
        return List.of(names).stream()
                .map(name -> new TenantTable(new QualifiedName(db.schema(), name), "Ten ant"))
                .toList();
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

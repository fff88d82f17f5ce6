package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.SincePostgres;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class SuperuserApplicationRuleTest {

    private static final String SQL = "select a from \"Te st\".t";

    private final SuperuserApplicationRule rule = new SuperuserApplicationRule();

    @Test
    void sees_applications_with_more_rights_than_any_needs(Database db) {
        db.execute(
                "create table t (a int)",
                "create role \"Maker\" createrole",
                "create role plain",
                "create role filer",
                "grant pg_read_server_files to filer");
        var catalog = Looking.catalog(db);

        assertThat(Looking.graded(Looking.with(rule, catalog, Statements.of(db.user(), SQL), Map.of())))
                .containsExactly("WARNING role " + Name.quoted(db.user()));
        assertThat(Looking.graded(Looking.with(rule, catalog, Statements.of("Maker", SQL), Map.of())))
                .containsExactly("NOTICE role \"Maker\"");
        assertThat(Looking.graded(Looking.with(rule, catalog, Statements.of("filer", SQL), Map.of())))
                .containsExactly("NOTICE role filer");
        assertThat(Looking.with(rule, catalog, Statements.of("plain", SQL), Map.of()))
                .isEmpty();
        assertThat(Looking.with(rule, catalog, Statements.of(db.user(), "select 1 from pg_class"), Map.of()))
                .isEmpty();
        db.execute("create role \"Boss\" superuser");
        for (var role : List.of("filer", "Maker", "Boss")) {
            Looking.with(rule, Looking.catalog(db), Statements.of(role, SQL), Map.of())
                    .forEach(f -> Objects.requireNonNull(f.decision())
                            .choices()
                            .get(1)
                            .sql()
                            .forEach(db::execute));
            assertThat(Looking.with(rule, Looking.catalog(db), Statements.of(role, SQL), Map.of()))
                    .as("of %s with what it needs", role)
                    .isEmpty();
        }
        db.execute("drop role \"Maker\"", "drop role plain", "drop role filer", "drop role \"Boss\"");
    }

    @Test
    void takes_a_twentieth_of_the_calls_for_administration(Database db) {
        db.execute("create table t (a int)");
        var plain = db.createRole().name();
        var catalog = Looking.catalog(db);

        assertThat(Looking.with(rule, catalog, shared(plain, 95, db.user(), 5), Map.of()))
                .isEmpty();
        assertThat(Looking.graded(Looking.with(rule, catalog, shared(plain, 94, db.user(), 6), Map.of())))
                .containsExactly("WARNING role " + Name.quoted(db.user()));
    }

    @Test
    void sees_members_of_each_group_that_reaches_the_servers_files_and_of_no_other(Database db) {
        db.execute("create table t (a int)");
        for (var group : List.of("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files")) {
            var role = db.createRole("pg_monitor", group).name();
            var finding = Looking.with(rule, Looking.catalog(db), Statements.of(role, SQL), Map.of())
                    .getFirst();

            assertThat(finding.title()).contains("is a member of " + group + ",");
            assertThat(Objects.requireNonNull(finding.decision())
                            .choices()
                            .getLast()
                            .sql())
                    .containsExactly(
                            "REVOKE " + group + " FROM \"" + role + "\"", "ALTER ROLE \"" + role + "\" NOCREATEROLE");
        }
        var watcher = db.createRole("pg_monitor", "pg_read_all_data").name();

        assertThat(Looking.with(rule, Looking.catalog(db), Statements.of(watcher, SQL), Map.of()))
                .isEmpty();
    }

    @Test
    void sees_members_of_members_and_takes_from_them_the_role_that_leads_there(Database db) {
        db.execute("create table t (a int)");
        var loaders = db.createRole("pg_write_server_files").name();
        var load = db.createRole("\"" + loaders + "\"").name();

        var finding = seen(db, load).getFirst();
        var choice = Objects.requireNonNull(finding.decision()).choices().getLast();
        assertThat(finding.title())
                .contains("which is by \"" + loaders + "\" a member of pg_write_server_files, which reaches");
        assertThat(choice.consequences()).last().asString().contains("came to it by \"" + loaders + "\"");
        assertThat(choice.sql())
                .containsExactly(
                        "REVOKE \"" + loaders + "\" FROM \"" + load + "\"", "ALTER ROLE \"" + load + "\" NOCREATEROLE");
        choice.sql().forEach(db::execute);
        assertThat(seen(db, load)).isEmpty();
        var direct = Objects.requireNonNull(seen(db, loaders).getFirst().decision());
        assertThat(direct.choices().getLast().consequences()).noneMatch(c -> c.contains("came to it by"));
    }

    @Test
    void sees_roles_that_take_the_rights_of_a_superuser_and_none_that_take_those_of_others(Database db) {
        db.execute("create table t (a int)");
        var boss = db.createRole().name();
        var deputy = db.createRole("\"" + boss + "\"").name();
        var readers = db.createRole("pg_read_all_data").name();
        var reader = db.createRole("\"" + readers + "\"").name();
        db.execute("alter role \"" + boss + "\" superuser", "alter role \"" + deputy + "\" noinherit");

        assertThat(seen(db, deputy).getFirst().title())
                .endsWith("which is a member of \"" + boss + "\", which is a superuser");
        assertThat(seen(db, reader)).isEmpty();
    }

    @Test
    @SincePostgres(16)
    void is_silent_about_members_that_may_not_become_the_superuser(Database db) {
        db.execute("create table t (a int)");
        var boss = db.createRole().name();
        var member = db.createRole().name();
        db.execute(
                "alter role \"" + boss + "\" superuser",
                "grant \"" + boss + "\" to \"" + member + "\" with inherit true, set false",
                "grant pg_write_server_files to \"" + member + "\" with admin true, inherit false, set false");

        assertThat(seen(db, member)).isEmpty();

        db.execute("grant pg_write_server_files to \"" + member + "\" with inherit true");
        assertThat(seen(db, member).getFirst().title()).contains("a member of pg_write_server_files");

        db.execute("grant \"" + boss + "\" to \"" + member + "\" with inherit false, set true");
        assertThat(seen(db, member).getFirst().title()).endsWith("a member of \"" + boss + "\", which is a superuser");
    }

    @Test
    void counts_no_statements_on_the_books_of_migration_tools(Database db) {
        db.execute("create table flyway_schema_history (a int)");
        var workload = Statements.of(db.user(), "select a from \"Te st\".flyway_schema_history");

        assertThat(Looking.with(rule, Looking.catalog(db), workload, Map.of())).isEmpty();
    }

    private List<Finding> seen(Database db, String role) {
        return Looking.with(rule, Looking.catalog(db), Statements.of(role, SQL), Map.of());
    }

    private static Workload shared(String one, int calls, String other, int others) {
        var callers = List.of(new Statement.Caller(one, calls), new Statement.Caller(other, others));
        return new Workload(
                "test",
                null,
                Instant.EPOCH,
                List.of(new Statement(SQL, SQL, List.of(), calls + others, 100, null, callers)),
                List.of());
    }

    @Test
    void does_not_mind_createrole_since_it_reaches_its_own_roles_alone(Database db) {
        var maker = db.createRole().name();
        db.execute("create table t (a int)", "alter role \"" + maker + "\" createrole");
        var catalog = Looking.catalog(db);

        assertThat(Looking.with(rule, Looking.at(150_004, catalog), Statements.of(maker, SQL), Map.of()))
                .hasSize(1);
        assertThat(Looking.with(rule, Looking.at(160_000, catalog), Statements.of(maker, SQL), Map.of()))
                .isEmpty();
    }
}

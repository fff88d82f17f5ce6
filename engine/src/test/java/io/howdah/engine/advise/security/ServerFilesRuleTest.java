package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ServerFilesRuleTest {

    private final ServerFilesRule rule = new ServerFilesRule();

    @Test
    void sees_logins_that_run_programs_and_write_files_however_they_came_to_it(Database db) {
        db.execute(
                "create role loaders",
                "grant pg_write_server_files to loaders",
                "create role \"Load er\" login in role loaders",
                "create role \"run\" login in role pg_execute_server_program, pg_write_server_files");
        var catalog = Looking.catalog(db);
        db.execute("drop role \"Load er\"", "drop role \"run\"", "drop role loaders");

        assertThat(Looking.graded(Looking.with(rule, catalog)))
                .containsExactly("NOTICE role Load er", "NOTICE role run");
        assertThat(Looking.with(rule, catalog))
                .extracting(Finding::title)
                .containsExactly(
                        "\"Load er\" can become a superuser by pg_write_server_files",
                        "run can become a superuser by pg_execute_server_program");
    }

    @Test
    void is_silent_on_superusers_on_roles_that_cannot_log_in_and_on_readers(Database db) {
        db.execute(
                "create role \"A su\" superuser login in role pg_write_server_files",
                "create role asleep in role pg_write_server_files",
                "create role reads login in role pg_read_server_files, pg_monitor");
        var catalog = Looking.catalog(db);
        db.execute("drop role \"A su\"", "drop role asleep", "drop role reads");

        assertThat(Looking.with(rule, catalog)).isEmpty();
    }
}

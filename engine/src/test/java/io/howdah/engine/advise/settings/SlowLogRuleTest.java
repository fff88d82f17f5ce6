package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class SlowLogRuleTest {

    private final SlowLogRule rule = new SlowLogRule();

    @Test
    void sees_a_log_without_slow_statements() {
        assertThat(silent().seenBy(rule))
                .containsExactly(
                        "INFO setting log_min_duration_statement: no statement is written to the log, however slow");
    }

    @Test
    void loads_auto_explain_beside_what_sessions_load_already() {
        assertThat(silent().setting("session_preload_libraries", "pg_hint_plan").mendedBy(rule))
                .containsExactly(
                        "LOAD 'auto_explain';",
                        "ALTER SYSTEM SET log_min_duration_statement = '1s';",
                        "ALTER SYSTEM SET session_preload_libraries = 'pg_hint_plan', 'auto_explain';",
                        "ALTER SYSTEM SET auto_explain.log_min_duration = '1s';",
                        "SELECT pg_reload_conf();");
    }

    @Test
    void loads_nothing_where_it_does_not_see_what_sessions_load() {
        assertThat(silent().mendedBy(rule))
                .containsExactly("ALTER SYSTEM SET log_min_duration_statement = '1s';", "SELECT pg_reload_conf();");
        assertThat(silent().reasonsOf(rule)).first().asString().contains("pg_read_all_settings");
        assertThat(silent().setting("session_preload_libraries", "").mendedBy(rule))
                .contains("ALTER SYSTEM SET session_preload_libraries = 'auto_explain';");
    }

    @Test
    void only_sets_its_limit_where_it_is_loaded() {
        assertThat(silent().setting("auto_explain.log_min_duration", -1).mendedBy(rule))
                .containsExactly(
                        "ALTER SYSTEM SET log_min_duration_statement = '1s';",
                        "ALTER SYSTEM SET auto_explain.log_min_duration = '1s';",
                        "SELECT pg_reload_conf();");
    }

    @Test
    void writes_the_command_of_a_managed_server_in_milliseconds() {
        assertThat(silent().setting("azure.extensions", "").mendedBy(rule))
                .singleElement()
                .asString()
                .endsWith("--name log_min_duration_statement --value 1000");
    }

    @Test
    void names_the_parameters_that_the_version_has() {
        assertThat(silent().reasonsOf(rule)).first().asString().contains("auto_explain.log_parameter_max_length");
        assertThat(silent().version(150020).reasonsOf(rule))
                .first()
                .asString()
                .doesNotContain("auto_explain.log_parameter_max_length");
    }

    @Test
    void is_silent_where_something_writes_them() {
        assertThat(silent().setting("auto_explain.log_min_duration", 500).seenBy(rule))
                .isEmpty();
        assertThat(silent().setting("log_min_duration_sample", 100).seenBy(rule))
                .isEmpty();
        assertThat(silent().setting("log_statement", "mod").seenBy(rule)).isEmpty();
        assertThat(Made.server().setting("log_min_duration_statement", 1_000).seenBy(rule))
                .isEmpty();
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void takes_a_setting_of_the_database_for_set(Database db) {
        assertThat(Looking.with(rule, db)).hasSize(1);

        db.execute("alter database \"" + db.name() + "\" set log_min_duration_statement = '1s'");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void speaks_where_only_changes_of_the_schema_are_logged() {
        assertThat(silent().setting("log_statement", "ddl").seenBy(rule)).hasSize(1);
    }

    private static Made silent() {
        return Made.server().setting("log_min_duration_statement", -1);
    }
}

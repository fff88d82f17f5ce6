package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class StatementStatisticsRuleTest {

    private final StatementStatisticsRule rule = new StatementStatisticsRule();

    @Test
    void sees_that_nothing_is_counted() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "auto_explain")
                        .setting("pg_stat_statements.max", 5_000)
                        .counter("statements_loaded", 0)
                        .seenBy(rule))
                .containsExactly("NOTICE pg_stat_statements: statements are not counted");
    }

    @Test
    void keeps_the_libraries_that_are_loaded() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "auto_explain")
                        .setting("pg_stat_statements.max", 5_000)
                        .counter("statements_loaded", 0)
                        .mendedBy(rule))
                .containsExactly(
                        "ALTER SYSTEM SET shared_preload_libraries = 'auto_explain', 'pg_stat_statements';",
                        "SELECT pg_reload_conf();");
    }

    @Test
    void loads_it_alone_where_nothing_is_loaded() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "")
                        .counter("statements_loaded", 0)
                        .mendedBy(rule))
                .first()
                .isEqualTo("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements';");
    }

    @Test
    void sees_a_missing_extension() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "auto_explain")
                        .setting("pg_stat_statements.max", 5_000)
                        .counter("statements_loaded", 1)
                        .seenBy(rule))
                .containsExactly("NOTICE pg_stat_statements: statements are not counted");
    }

    @Test
    void sees_that_it_forgets() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "auto_explain")
                        .setting("pg_stat_statements.max", 5_000)
                        .counter("statements_loaded", 1)
                        .extension("pg_stat_statements")
                        .counter("statements_held", 4_900)
                        .counter("statements_evicted", 12)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting pg_stat_statements.max: pg_stat_statements forgot statements 12 times for want of room");
    }

    @Test
    void is_silent_where_there_is_room() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "auto_explain")
                        .setting("pg_stat_statements.max", 5_000)
                        .counter("statements_loaded", 1)
                        .extension("pg_stat_statements")
                        .counter("statements_held", 900)
                        .counter("statements_evicted", 12)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_was_not_read() {
        assertThat(Made.server()
                        .setting("shared_preload_libraries", "auto_explain")
                        .setting("pg_stat_statements.max", 5_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_forgets_less_than_once_a_day() {
        assertThat(forgetful().counted(20).seenBy(rule)).isEmpty();
        assertThat(forgetful().counted(10).seenBy(rule)).hasSize(1);
    }

    @Test
    void is_not_misled_by_other_extensions() {
        assertThat(Made.server()
                        .counter("statements_loaded", 1)
                        .extension("citext")
                        .seenBy(rule))
                .containsExactly("NOTICE pg_stat_statements: statements are not counted");
    }

    private static Made forgetful() {
        return Made.server()
                .setting("pg_stat_statements.max", 5_000)
                .counter("statements_loaded", 1)
                .extension("pg_stat_statements")
                .counter("statements_held", 4_900)
                .counter("statements_evicted", 12);
    }
}

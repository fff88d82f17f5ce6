package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Remedy.Effect;
import io.howdah.engine.catalog.Setting;
import org.junit.jupiter.api.Test;

class SettingChangeTest {

    @Test
    void resets_what_was_at_its_default_and_restores_what_was_not() {
        var ofDefault = remedy(Made.server().setting(workMem("default", "sighup")));
        var ofFile = remedy(Made.server().setting(workMem("configuration file", "sighup")));

        assertThat(ofDefault.sql()).containsExactly("ALTER SYSTEM SET work_mem = '64MB';", "SELECT pg_reload_conf();");
        assertThat(ofDefault.undo()).first().isEqualTo("ALTER SYSTEM RESET work_mem;");
        assertThat(ofFile.undo()).first().isEqualTo("ALTER SYSTEM SET work_mem = '4096kB';");
    }

    @Test
    void writes_large_numbers_in_full() {
        assertThat(SettingChange.toCount("pg_stat_statements.max", 1_000_000).sql())
                .isEqualTo("ALTER SYSTEM SET pg_stat_statements.max = '1000000';");
    }

    @Test
    void says_whether_it_takes_a_restart() {
        assertThat(remedy(Made.server().setting(workMem("default", "sighup"))).effect())
                .isEqualTo(Effect.RELOAD);
        assertThat(remedy(Made.server().setting(workMem("default", "postmaster")))
                        .effect())
                .isEqualTo(Effect.RESTART);
    }

    @Test
    void writes_nothing_for_a_setting_that_the_version_does_not_know() {
        assertThat(remedy(Made.server())).isEqualTo(Remedy.NONE);
    }

    @Test
    void writes_the_command_of_a_managed_server_in_the_settings_own_unit() {
        var amazon =
                remedy(Made.server().setting(workMem("default", "postmaster")).setting("rds.extensions", ""));
        var azure = remedy(Made.server().setting(workMem("default", "user")).setting("azure.extensions", ""));

        assertThat(amazon.sql())
                .singleElement()
                .asString()
                .endsWith("\"ParameterName=work_mem,ParameterValue=65536,ApplyMethod=pending-reboot\"");
        assertThat(amazon.undo()).singleElement().asString().contains("ParameterValue=4096");
        assertThat(azure.sql()).singleElement().asString().endsWith("--name work_mem --value 65536");
    }

    @Test
    void writes_amounts_as_settings_have_them() {
        assertThat(SettingChange.words(1536.0 * 1024 * 1024)).isEqualTo("1536MB");
        assertThat(SettingChange.words(8L << 30)).isEqualTo("8GB");
        assertThat(SettingChange.round(100)).isEqualTo(96);
        assertThat(SettingChange.round(90)).isEqualTo(64);
    }

    @Test
    void restores_a_number_of_pages_and_a_zero_without_a_unit() {
        assertThat(SettingChange.undo(ofFile("shared_buffers", "16384", "8kB")))
                .isEqualTo("ALTER SYSTEM SET shared_buffers = '16384';");
        assertThat(SettingChange.undo(ofFile("log_temp_files", "0", "kB")))
                .isEqualTo("ALTER SYSTEM SET log_temp_files = '0';");
    }

    private static Setting ofFile(String name, String value, String unit) {
        return new Setting(name, value, unit, "configuration file", "sighup", null, false);
    }

    @Test
    void writes_each_name_of_a_list_by_itself() {
        var remedy = libraries("a, \"b\"");

        assertThat(remedy.sql()).first().isEqualTo("ALTER SYSTEM SET shared_preload_libraries = 'a', 'b', 'c';");
        assertThat(remedy.undo()).first().isEqualTo("ALTER SYSTEM SET shared_preload_libraries = 'a', 'b';");
    }

    @Test
    void resets_an_empty_list_since_an_empty_name_would_be_looked_for() {
        assertThat(libraries("").undo()).first().isEqualTo("ALTER SYSTEM RESET shared_preload_libraries;");
    }

    private static Remedy libraries(String now) {
        var made = Made.server().setting("shared_preload_libraries", now);
        return SettingChange.remedy(made.scene().catalog(), SettingChange.to("shared_preload_libraries", "a, \"b\",c"));
    }

    private static Remedy remedy(Made made) {
        var catalog = made.scene().catalog();
        return SettingChange.remedy(catalog, SettingChange.toBytes(catalog, "work_mem", 64L << 20));
    }

    private static Setting workMem(String source, String context) {
        return new Setting("work_mem", "4096", "kB", source, context, "4096", false);
    }
}

package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class TemporaryFilesRuleTest {

    private final TemporaryFilesRule rule = new TemporaryFilesRule();

    @Test
    void sees_much_and_names_the_statements() {
        assertThat(Made.server()
                        .counter("temp_bytes", 8.0 * Made.GB)
                        .counter("temp_files", 12)
                        .counter("seconds", 4 * 86_400)
                        .statement("select 1 order by 1", 1, 1, 0, 5_000)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: 2 GB of temporary files a day");
    }

    @Test
    void is_silent_about_little() {
        assertThat(Made.server()
                        .counter("temp_bytes", 2.0 * Made.GB)
                        .counter("temp_files", 12)
                        .counter("seconds", 4 * 86_400)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void says_over_which_time_and_by_what() {
        assertThat(written()
                        .counter("seconds", 4 * 86_400)
                        .statement("select 1 order by 1", 1, 1, 0, 5_000)
                        .statement("select 1", 1, 1, 0, 0)
                        .uncounted("select 2")
                        .evidenceOf(rule))
                .containsExactly("8 GB in 12 files over 4 days", "39 MB by select ? order by ?");
        assertThat(written().evidenceOf(rule)).containsExactly("8 GB in 12 files");
    }

    private static Made written() {
        return Made.server().counter("temp_bytes", 8.0 * Made.GB).counter("temp_files", 12);
    }

    @Test
    void leaves_what_statements_write_with_each_call_to_the_rules_that_name_them() {
        assertThat(Made.server()
                        .counter("temp_bytes", 8.0 * Made.GB)
                        .counter("temp_files", 12)
                        .counter("seconds", 4 * 86_400)
                        .statement("select 1 order by 1", 100, 1, 0, 900_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void says_how_much_others_wrote_and_names_those_only_that_are_named_nowhere_else() {
        assertThat(written()
                        .statement("select a order by 1", 100, 1, 0, 100_000)
                        .statement("select b order by 1", 1, 1, 0, 5_000)
                        .evidenceOf(rule))
                .containsExactly(
                        "8 GB in 12 files",
                        "781 MB of them by statements that are named by themselves",
                        "39 MB by select b order by ?");
    }
}

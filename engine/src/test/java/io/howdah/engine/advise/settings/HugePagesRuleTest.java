package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class HugePagesRuleTest {

    private final HugePagesRule rule = new HugePagesRule();

    @Test
    void sees_large_buffers_in_small_pages() {
        assertThat(Made.server()
                        .setting("shared_buffers", 16 * Made.GB)
                        .setting("huge_pages", "try")
                        .setting("huge_pages_status", "off")
                        .setting("shared_memory_size_in_huge_pages", 8500)
                        .seenBy(rule))
                .containsExactly("INFO setting huge_pages: shared buffers of 16 GB are in pages of 4 kB");
    }

    @Test
    void is_silent_where_they_are_in_use() {
        assertThat(Made.server()
                        .setting("shared_buffers", 16 * Made.GB)
                        .setting("huge_pages_status", "on")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_small_buffers() {
        assertThat(Made.server()
                        .setting("shared_buffers", Made.GB)
                        .setting("huge_pages_status", "off")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void says_how_many_where_the_server_tells() {
        var large = Made.server().setting("shared_buffers", 16 * Made.GB).setting("huge_pages", "off");

        assertThat(large.reasonsOf(rule)).noneMatch(w -> w.contains("sysctl"));
        assertThat(large.setting("shared_memory_size_in_huge_pages", 8500).reasonsOf(rule))
                .allMatch(w -> w.contains("(sysctl vm.nr_hugepages=8500)"));
    }
}

package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class PageImagesRuleTest {

    private final PageImagesRule rule = new PageImagesRule();

    @Test
    void sees_wal_full_of_pages() {
        assertThat(Made.server()
                        .setting("wal_compression", "off")
                        .counter("wal_bytes", 100.0 * Made.GB)
                        .counter("wal_page_images", 10_000_000)
                        .seenBy(rule))
                .containsExactly("NOTICE server: about 76 % of the WAL are whole pages");
    }

    @Test
    void is_silent_where_it_is_compressed() {
        assertThat(Made.server()
                        .setting("wal_compression", "lz4")
                        .counter("wal_bytes", 100.0 * Made.GB)
                        .counter("wal_page_images", 10_000_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_few() {
        assertThat(Made.server()
                        .setting("wal_compression", "off")
                        .counter("wal_bytes", 100.0 * Made.GB)
                        .counter("wal_page_images", 1_000_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_little_wal() {
        assertThat(Made.server()
                        .setting("wal_compression", "off")
                        .counter("wal_bytes", 9.0 * Made.GB)
                        .counter("wal_page_images", 1_000_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void compresses_by_what_the_version_knows() {
        assertThat(full().mendedBy(rule)).first().isEqualTo("ALTER SYSTEM SET wal_compression = 'lz4';");
        assertThat(full().version(140_020).mendedBy(rule))
                .first()
                .isEqualTo("ALTER SYSTEM SET wal_compression = 'on';");
    }

    private static Made full() {
        return Made.server()
                .setting("wal_compression", "off")
                .counter("wal_bytes", 100.0 * Made.GB)
                .counter("wal_page_images", 10_000_000);
    }
}

package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class ChecksumsOffRuleTest {

    private final ChecksumsOffRule rule = new ChecksumsOffRule();

    @Test
    void sees_pages_without() {
        assertThat(Made.server().setting("data_checksums", "off").seenBy(rule))
                .containsExactly("NOTICE server: pages have no checksums");
    }

    @Test
    void is_silent_where_they_are_on() {
        assertThat(Made.server().setting("data_checksums", "on").seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_where_it_is_not_known() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }
}

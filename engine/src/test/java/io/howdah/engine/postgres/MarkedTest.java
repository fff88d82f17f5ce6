package io.howdah.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkedTest {

    @Test
    void stands_behind_the_first_word() {
        assertThat(Marked.sql("SELECT 1")).isEqualTo("SELECT /* howdah */ 1");
        assertThat(Marked.sql("\nselect\n 1")).isEqualTo("\nselect /* howdah */ 1");
        assertThat(Marked.sql("COMMIT")).isEqualTo("COMMIT /* howdah */ ");
        assertThat(Marked.sql("(SELECT 1)")).isEqualTo(" /* howdah */ (SELECT 1)");
    }

    @Test
    void is_recognised() {
        assertThat(Marked.isMarked(Marked.sql("SELECT 1"))).isTrue();
        assertThat(Marked.isMarked("SELECT 1")).isFalse();
    }
}

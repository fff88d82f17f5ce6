package io.howdah.samples.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void as_written_a_template_loses_its_braces_only() {
        assertThat(Names.asWritten().sql("select {id} from {users} where {plan} = {'free'} and x = ?"))
                .isEqualTo("select id from users where plan = 'free' and x = ?");
    }

    @Test
    void a_disguise_replaces_names_and_constants_and_nothing_else() {
        assertThat(Names.disguised(1).sql("select {id} from {users} where {plan} = {'free'} and x = ?"))
                .matches("select [a-z]{9} from [a-z]{9} where [a-z]{9} = '[a-z]{9}' and x = \\?")
                .doesNotContain("users", "free", "plan");
    }

    @Test
    void the_same_word_gets_the_same_disguise() {
        var names = Names.disguised(1);

        assertThat(names.of("users")).isEqualTo(names.of("users")).isNotEqualTo(names.of("user"));
        assertThat(names.of("users")).isNotEqualTo(Names.disguised(2).of("users"));
    }

    @Test
    void a_dataset_is_neither_too_small_nor_too_large() {
        assertThatThrownBy(() -> new Dataset(999, 1, Instant.EPOCH)).hasMessageContaining("999");
        assertThatThrownBy(() -> new Dataset(1_000_000_001, 1, Instant.EPOCH)).hasMessageContaining("1,000,000,001");
    }
}

package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopbackTest {

    @Test
    void knows_the_machine_itself() {
        assertThat(Loopback.is("127.0.0.0")).isTrue();
        assertThat(Loopback.is("::1")).isTrue();
        assertThat(Loopback.is("samehost")).isTrue();
        assertThat(Loopback.is("10.0.0.0")).isFalse();
        assertThat(Loopback.is(null)).isFalse();
    }

    @Test
    void knows_lists_to_listen_on() {
        assertThat(Loopback.areAll("localhost, 127.0.0.1")).isTrue();
        assertThat(Loopback.areAll("")).isTrue();
        assertThat(Loopback.areAll("localhost,10.1.2.3")).isFalse();
        assertThat(Loopback.areAll("*")).isFalse();
    }
}

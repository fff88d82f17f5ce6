package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class SynchronousNamesRuleTest {

    private final SynchronousNamesRule rule = new SynchronousNamesRule();

    @Test
    void sees_commits_that_wait_for_nobody() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "ANY 1 (a, b)")
                        .setting("synchronous_commit", "on")
                        .replica("async", null)
                        .seenBy(rule))
                .containsExactly(
                        "CRITICAL setting synchronous_standby_names: no synchronous standby is connected: every commit waits");
    }

    @Test
    void warns_where_only_some_commits_wait() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "a")
                        .setting("synchronous_commit", "local")
                        .seenBy(rule))
                .containsExactly(
                        "WARNING setting synchronous_standby_names: no synchronous standby is connected: commits that ask for one wait");
    }

    @Test
    void is_silent_where_one_is_synchronous() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "a")
                        .setting("synchronous_commit", "on")
                        .replica("quorum", null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_none_is_asked_for() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "")
                        .setting("synchronous_commit", "on")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_on_a_standby() {
        assertThat(Made.server()
                        .recovering()
                        .setting("synchronous_standby_names", "a")
                        .setting("synchronous_commit", "on")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_state_is_not_visible() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "a")
                        .setting("synchronous_commit", "on")
                        .replica(null, null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void warns_where_commits_wait_for_no_disk_at_all() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "a")
                        .setting("synchronous_commit", "off")
                        .seenBy(rule))
                .singleElement()
                .asString()
                .startsWith("WARNING");
    }

    @Test
    void is_silent_where_the_first_of_several_is_synchronous() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "FIRST 1 (a, b)")
                        .setting("synchronous_commit", "on")
                        .replica("potential", null)
                        .replica("sync", null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_it_where_there_are_but_candidates() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", "a")
                        .setting("synchronous_commit", "on")
                        .replica("potential", null)
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void is_silent_where_the_names_are_blank_or_not_known() {
        assertThat(Made.server()
                        .setting("synchronous_standby_names", " ")
                        .setting("synchronous_commit", "on")
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server().setting("synchronous_commit", "on").seenBy(rule))
                .isEmpty();
    }
}

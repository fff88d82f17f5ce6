package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import java.util.List;
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
    void sees_that_fewer_are_connected_than_must_answer_and_asks_for_as_many_as_there_are() {
        var one = server("ANY 2 (a, b, c)").replica("quorum", null).replica("async", null);

        assertThat(one.seenBy(rule))
                .containsExactly(
                        "CRITICAL setting synchronous_standby_names: 1 of 2 synchronous standbys that commits wait for is connected: every commit waits");
        assertThat(one.reasonsOf(rule)).allMatch(why -> why.contains("ask for as many as there are"));
        assertThat(one.evidenceOf(rule)).contains("2 receivers of WAL are connected, 1 of them as synchronous");
        assertThat(one.mendedBy(rule)).contains("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (a, b, c)';");
        assertThat(server("any  3(a, b, c)")
                        .replica("quorum", null)
                        .replica("quorum", null)
                        .seenBy(rule))
                .singleElement()
                .asString()
                .contains("2 of 3 synchronous standbys that commits wait for are connected");
    }

    @Test
    void reads_the_number_with_its_word_and_without() {
        var both = List.of("FIRST 2 (a, b)", "first 2 (a, b)", "2 (a, b)", "2(a,\nb)");

        assertThat(both).allSatisfy(names -> {
            assertThat(server(names).replica("sync", null).seenBy(rule)).hasSize(1);
            assertThat(server(names).replica("sync", null).replica("sync", null).seenBy(rule))
                    .isEmpty();
        });
    }

    @Test
    void is_silent_where_as_many_or_more_are_connected_as_must_answer() {
        assertThat(server("ANY 2 (a, b, c)")
                        .replica("quorum", null)
                        .replica("quorum", null)
                        .replica("quorum", null)
                        .seenBy(rule))
                .isEmpty();
        assertThat(server("a, b, c").replica("sync", null).seenBy(rule)).isEmpty();
        assertThat(server("\"2 (a\", b").replica("sync", null).seenBy(rule))
                .as("a name that looks like a number")
                .isEmpty();
    }

    @Test
    void does_without_where_none_is_connected() {
        assertThat(server("ANY 2 (a, b, c)").mendedBy(rule))
                .contains("ALTER SYSTEM SET synchronous_standby_names = '';");
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

    private static Made server(String names) {
        return Made.server().setting("synchronous_standby_names", names).setting("synchronous_commit", "on");
    }
}

package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Guards.HostLine;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainLinesTest {

    private static final HostLine NO_PLAIN_ONE = line("hostnossl", "all", "all", "all", null, "reject");

    @Test
    void are_those_that_fit_sessions_without_encryption() {
        assertThat(Stream.of("host", "hostnossl", "hostnogssenc").filter(type -> isPlain(to(type, "10.0.0.0"))))
                .containsExactly("host", "hostnossl", "hostnogssenc");
        assertThat(Stream.of("local", "hostssl", "hostgssenc").filter(type -> isPlain(to(type, "10.0.0.0"))))
                .isEmpty();
        assertThat(isPlain(to("host", "127.0.0.1"))).isFalse();
    }

    @Test
    void are_closed_by_a_line_before_that_rejects_all_of_them() {
        assertThat(isPlain(NO_PLAIN_ONE, to("host", "10.0.0.0"))).isFalse();
        assertThat(isPlain(NO_PLAIN_ONE, line("host", "all", "all", "::", "::", "md5")))
                .isFalse();
        assertThat(isPlain(NO_PLAIN_ONE, line("host", "all", "all", "app.example", null, "md5")))
                .isFalse();
        assertThat(isPlain(NO_PLAIN_ONE, line("hostnogssenc", "shop", "ann", "samenet", null, "md5")))
                .isFalse();
        assertThat(isPlain(line("hostnogssenc", "all", "all", "all", null, "reject"), to("host", "10.0.0.0")))
                .isFalse();
        assertThat(isPlain(
                        line("host", "shop", "ann", "samenet", null, "reject"),
                        line("host", "shop", "ann", "samenet", null, "md5")))
                .isFalse();
    }

    @Test
    void stay_open_where_the_line_that_rejects_comes_later_or_is_of_encrypted_sessions() {
        assertThat(PlainLines.of(List.of(to("host", "10.0.0.0"), NO_PLAIN_ONE))).hasSize(1);
        assertThat(isPlain(line("hostssl", "all", "all", "all", null, "reject"), to("host", "10.0.0.0")))
                .isTrue();
        assertThat(isPlain(line("hostnossl", "all", "all", "all", null, "scram-sha-256"), to("host", "10.0.0.0")))
                .isTrue();
    }

    @Test
    void stay_open_to_the_addresses_that_no_line_rejects() {
        var small = reject("10.0.0.0", "255.255.255.0");
        var large = reject("10.0.0.0", "255.0.0.0");

        assertThat(isPlain(large, to("host", "10.0.0.0"))).isFalse();
        assertThat(isPlain(large, line("host", "all", "all", "10.1.2.3", "255.255.255.255", "md5")))
                .isFalse();
        assertThat(isPlain(small, to("host", "10.0.0.0"))).isTrue();
        assertThat(isPlain(large, line("host", "all", "all", "11.1.2.3", "255.255.255.255", "md5")))
                .isTrue();
        assertThat(isPlain(large, line("host", "all", "all", "app.example", null, "md5")))
                .isTrue();
        assertThat(isPlain(line("hostnossl", "all", "all", "app.example", null, "reject"), to("host", "10.0.0.0")))
                .isTrue();
    }

    @Test
    void are_closed_by_one_line_for_each_family_of_addresses_together() {
        var four = reject("0.0.0.0", "0.0.0.0");
        var six = reject("::", "::");
        var everybody = line("host", "all", "all", "all", null, "scram-sha-256");

        assertThat(isPlain(four, six, everybody)).isFalse();
        assertThat(isPlain(four, everybody)).isTrue();
        assertThat(isPlain(six, everybody)).isTrue();
        assertThat(isPlain(four, line("host", "all", "all", "fd00::", "ff00::", "md5")))
                .isTrue();
    }

    @Test
    void stay_open_to_the_databases_and_users_that_no_line_rejects() {
        assertThat(isPlain(line("hostnossl", "shop", "all", "all", null, "reject"), to("host", "10.0.0.0")))
                .isTrue();
        assertThat(isPlain(line("hostnossl", "all", "ann", "all", null, "reject"), to("host", "10.0.0.0")))
                .isTrue();
        assertThat(isPlain(NO_PLAIN_ONE, line("host", "replication", "all", "10.0.0.0", "255.0.0.0", "md5")))
                .isTrue();
        assertThat(isPlain(
                        line("hostnossl", "replication", "all", "all", null, "reject"),
                        line("host", "replication", "all", "10.0.0.0", "255.0.0.0", "md5")))
                .isFalse();
    }

    /** Masks were not read then: two lines of one address may be of different networks. */
    @Test
    void stay_open_in_files_of_earlier_releases_unless_all_are_rejected() {
        var old = line("host", "all", "all", "10.0.0.0", null, "md5");

        assertThat(isPlain(reject("10.0.0.0", null), old)).isTrue();
        assertThat(isPlain(NO_PLAIN_ONE, old)).isFalse();
    }

    private static boolean isPlain(HostLine... lines) {
        return PlainLines.of(List.of(lines)).contains(lines[lines.length - 1]);
    }

    private static HostLine to(String type, String address) {
        return line(type, "all", "all", address, "255.0.0.0", "scram-sha-256");
    }

    private static HostLine reject(String address, @Nullable String mask) {
        return line("hostnossl", "all", "all", address, mask, "reject");
    }

    private static HostLine line(
            String type, String database, String user, String address, @Nullable String mask, String method) {
        return new HostLine(7, type, List.of(database), List.of(user), address, method, mask, null);
    }
}

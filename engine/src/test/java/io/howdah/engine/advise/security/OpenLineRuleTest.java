package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Guards.HostLine;
import io.howdah.engine.catalog.Setting;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@PostgresTest
class OpenLineRuleTest {

    private final OpenLineRule rule = new OpenLineRule();

    @Test
    void sees_servers_that_listen_far_without_tls_or_let_clients_go_without(Database db) {
        var plain = new HostLine(7, "host", List.of("all"), List.of("all"), "10.0.0.0", "scram-sha-256");
        var secured = new HostLine(7, "hostssl", List.of("all"), List.of("all"), "10.0.0.0", "scram-sha-256");

        assertThat(Looking.graded(rule.examine(server(db, "off", "*", plain)))).containsExactly("WARNING ssl");
        assertThat(Looking.graded(rule.examine(server(db, "on", "*", plain)))).containsExactly("NOTICE pg_hba.conf");
        assertThat(rule.examine(server(db, "on", "*", secured))).isEmpty();
        assertThat(rule.examine(server(db, "off", "localhost, 127.0.0.1", plain)))
                .isEmpty();
    }

    @Test
    void is_content_with_lines_that_let_nobody_in_from_afar(Database db) {
        assertThat(rule.examine(server(db, "on", "*", line("127.0.0.1", "scram-sha-256"))))
                .isEmpty();
        assertThat(rule.examine(server(db, "on", "*", line("samehost", "scram-sha-256"))))
                .isEmpty();
        assertThat(rule.examine(server(db, "on", "*", line("10.0.0.0", "reject"))))
                .isEmpty();
    }

    @Test
    void sees_each_kind_of_line_that_goes_without_tls(Database db) {
        assertThat(Looking.graded(rule.examine(server(db, "on", "*", of("hostnossl", "10.0.0.0")))))
                .containsExactly("NOTICE pg_hba.conf");
        assertThat(Looking.graded(rule.examine(server(db, "on", "*", of("hostnogssenc", "10.0.0.0")))))
                .containsExactly("NOTICE pg_hba.conf");
        assertThat(rule.examine(server(db, "on", "*", of("hostgssenc", "10.0.0.0"))))
                .isEmpty();
        assertThat(rule.examine(server(db, "on", "*", of("local", null)))).isEmpty();
    }

    @Test
    void is_content_where_a_line_before_rejects_what_comes_without_tls(Database db) {
        var rejecting = new HostLine(6, "hostnossl", List.of("all"), List.of("all"), "all", "reject");
        var ofOneDatabase = new HostLine(6, "hostnossl", List.of("shop"), List.of("all"), "all", "reject");

        assertThat(rule.examine(server(db, "on", "*", rejecting, of("host", "10.0.0.0"))))
                .isEmpty();
        assertThat(Looking.graded(rule.examine(server(db, "on", "*", of("host", "10.0.0.0"), rejecting))))
                .containsExactly("NOTICE pg_hba.conf");
        assertThat(Looking.graded(rule.examine(server(db, "on", "*", ofOneDatabase, of("host", "10.0.0.0")))))
                .containsExactly("NOTICE pg_hba.conf");
    }

    @Test
    void needs_no_lines_to_see_that_tls_is_off_and_none_to_be_silent(Database db) {
        var plain = of("host", "10.0.0.0");

        assertThat(Looking.graded(
                        rule.examine(server(db, "off", "10.0.0.1", plain).withGuards(Guards.NONE))))
                .containsExactly("WARNING ssl");
        assertThat(rule.examine(server(db, "on", "*", plain).withGuards(Guards.NONE)))
                .isEmpty();
        assertThat(rule.examine(server(db, "off", "", plain))).isEmpty();
    }

    private static HostLine of(String type, @Nullable String address) {
        return new HostLine(7, type, List.of("all"), List.of("all"), address, "scram-sha-256");
    }

    private static HostLine line(String address, String method) {
        return new HostLine(7, "host", List.of("all"), List.of("all"), address, method);
    }

    private static Catalog server(Database db, String ssl, String listens, HostLine... hostLines) {
        var c = Hosts.with(Looking.catalog(db), hostLines);
        var settings = new ArrayList<>(c.settings());
        settings.removeIf(s -> s.name().equals("ssl") || s.name().equals("listen_addresses"));
        settings.add(new Setting("ssl", ssl, null, "default", "sighup", null, false));
        settings.add(new Setting("listen_addresses", listens, null, "default", "postmaster", null, false));
        return new Catalog(
                        c.server(),
                        c.database(),
                        c.databaseBytes(),
                        c.readAt(),
                        c.relations(),
                        c.sequences(),
                        settings,
                        c.extensions(),
                        c.activity(),
                        c.unseen())
                .withGuards(c.guards());
    }
}

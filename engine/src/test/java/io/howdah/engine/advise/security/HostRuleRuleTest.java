package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Guards.HostLine;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@PostgresTest
class HostRuleRuleTest {

    private final HostRuleRule rule = new HostRuleRule();

    @Test
    void judges_each_line_by_who_can_come_through_it(Database db) {
        assertThat(seen(db, "host", "0.0.0.0", "trust")).containsExactly("CRITICAL pg_hba.conf line 1");
        assertThat(seen(db, "host", "127.0.0.1", "trust")).containsExactly("NOTICE pg_hba.conf line 1");
        assertThat(seen(db, "local", null, "trust")).containsExactly("NOTICE pg_hba.conf line 1");
        assertThat(seen(db, "host", "10.0.0.0", "password")).containsExactly("WARNING pg_hba.conf line 1");
        assertThat(seen(db, "host", "10.0.0.0", "md5")).containsExactly("NOTICE pg_hba.conf line 1");
        assertThat(seen(db, "host", "10.0.0.0", "ident")).containsExactly("WARNING pg_hba.conf line 1");
    }

    @Test
    void is_content_with_proofs_that_hold(Database db) {
        assertThat(seen(db, "hostssl", "0.0.0.0", "scram-sha-256")).isEmpty();
        assertThat(seen(db, "hostssl", "10.0.0.0", "password")).isEmpty();
        assertThat(seen(db, "hostgssenc", "10.0.0.0", "password")).isEmpty();
        assertThat(seen(db, "host", "127.0.0.0", "password")).isEmpty();
        assertThat(seen(db, "local", null, "peer")).isEmpty();
        assertThat(seen(db, "host", "127.0.0.1", "md5")).isEmpty();
    }

    @Test
    void warns_of_every_method_that_has_the_password_sent_as_it_is(Database db) {
        for (var method : List.of("ldap", "pam", "radius", "bsd")) {
            assertThat(seen(db, "host", "10.0.0.0", method)).as(method).containsExactly("WARNING pg_hba.conf line 1");
            assertThat(seen(db, "hostssl", "10.0.0.0", method)).as(method).isEmpty();
        }
    }

    @Test
    void is_content_with_proofs_that_stay_on_this_machine(Database db) {
        assertThat(seen(db, "host", "127.0.0.1", "ident")).isEmpty();
        assertThat(seen(db, "host", "::1", "ident")).isEmpty();
        assertThat(seen(db, "host", "::1", "password")).isEmpty();
        assertThat(seen(db, "local", null, "ident")).isEmpty();
        assertThat(seen(db, "local", null, "password")).isEmpty();
        assertThat(seen(db, "local", null, "md5")).isEmpty();
    }

    @Test
    void takes_no_encrypted_line_for_a_proof(Database db) {
        assertThat(seen(db, "hostssl", "10.0.0.0", "trust")).containsExactly("CRITICAL pg_hba.conf line 1");
        assertThat(seen(db, "hostssl", "10.0.0.0", "ident")).containsExactly("WARNING pg_hba.conf line 1");
        assertThat(seen(db, "hostssl", "10.0.0.0", "md5")).containsExactly("NOTICE pg_hba.conf line 1");
        assertThat(seen(db, "hostnossl", "10.0.0.0", "password")).containsExactly("WARNING pg_hba.conf line 1");
    }

    @Test
    void is_silent_on_lines_that_let_nobody_in_without_a_proof_and_where_none_can_be_seen(Database db) {
        assertThat(seen(db, "host", "0.0.0.0", "reject")).isEmpty();
        assertThat(seen(db, "host", "10.0.0.0", "scram-sha-256")).isEmpty();
        assertThat(rule.examine(Looking.catalog(db).withGuards(Guards.NONE))).isEmpty();
    }

    @Test
    void reads_the_lines_of_a_server(Database db) {
        assertThat(Looking.catalog(db).guards().hostLines())
                .isNotEmpty()
                .allMatch(r -> r.line() > 0 && r.certificate() == null)
                .anyMatch(r -> r.type().equals("host") && "255.255.255.255".equals(r.netmask()));
    }

    @Test
    void takes_a_certificate_with_the_name_for_a_proof_beside_any_method(Database db) {
        for (var method : List.of("trust", "ident", "md5")) {
            assertThat(certified(db, method, "verify-full")).as(method).isEmpty();
        }
    }

    @Test
    void takes_a_certificate_with_whatever_name_for_no_proof_of_it(Database db) {
        var finding = certified(db, "trust", "verify-ca").getFirst();
        assertThat(finding.title()).contains("with a trusted certificate in as any role,");
        assertThat(finding.why()).startsWith("clientcert=verify-ca does not ask whose");
        assertThat(finding.evidence().getFirst().text()).endsWith(" trust clientcert=verify-ca");
        assertThat(Looking.graded(certified(db, "trust", "verify-ca"))).containsExactly("WARNING pg_hba.conf line 1");
        assertThat(Looking.graded(certified(db, "ident", "verify-ca"))).containsExactly("WARNING pg_hba.conf line 1");
        var near = new HostLine(1, "hostssl", List.of("all"), List.of("ann"), "::1", "trust", null, "verify-ca");
        assertThat(Looking.graded(rule.examine(Hosts.with(Looking.catalog(db), near))))
                .containsExactly("NOTICE pg_hba.conf line 1");
    }

    @Test
    void is_content_with_passwords_where_a_line_before_rejects_what_is_not_encrypted(Database db) {
        var rejecting = new HostLine(1, "hostnossl", List.of("all"), List.of("all"), "all", "reject");
        var passwords = new HostLine(2, "host", List.of("all"), List.of("all"), "all", "ldap");
        var trusting = new HostLine(3, "host", List.of("all"), List.of("all"), "all", "trust");
        var catalog = Looking.catalog(db);

        assertThat(rule.examine(Hosts.with(catalog, rejecting, passwords))).isEmpty();
        assertThat(Looking.graded(rule.examine(Hosts.with(catalog, passwords, rejecting))))
                .containsExactly("WARNING pg_hba.conf line 2");
        assertThat(Looking.graded(rule.examine(Hosts.with(catalog, rejecting, trusting))))
                .containsExactly("CRITICAL pg_hba.conf line 3");
    }

    @Test
    void says_who_gets_in_from_where(Database db) {
        var catalog = Looking.catalog(db);
        var near = new HostLine(1, "host", List.of("all"), List.of("ann", "bob"), "127.0.0.1", "trust");
        var far = new HostLine(2, "host", List.of("all"), List.of("all"), "0.0.0.0", "trust");

        assertThat(rule.examine(Hosts.with(catalog, near, far)))
                .extracting(Finding::title)
                .satisfiesExactly(
                        title -> assertThat(title).contains("each user of this machine in as ann, bob,"),
                        title -> assertThat(title).contains("anybody in from 0.0.0.0 as any role,"));
    }

    private List<Finding> certified(Database db, String method, String certificate) {
        var line = new HostLine(
                1, "hostssl", List.of("all"), List.of("all"), "10.0.0.0", method, "255.0.0.0", certificate);
        return rule.examine(Hosts.with(Looking.catalog(db), line));
    }

    private List<String> seen(Database db, String type, @Nullable String address, String method) {
        var line = new HostLine(1, type, List.of("all"), List.of("all"), address, method);
        return Looking.graded(rule.examine(Hosts.with(Looking.catalog(db), line)));
    }
}

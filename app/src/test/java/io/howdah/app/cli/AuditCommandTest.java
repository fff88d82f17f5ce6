package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audit log, from its making to the discovery that somebody tampered with it. */
@PostgresTest
class AuditCommandTest {

    @BeforeEach
    void users(Database db) {
        db.execute("create table users (id int primary key, name text, password text)");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute(
                "drop table if exists users",
                "drop schema if exists audit cascade",
                "drop schema if exists howdah cascade");
    }

    @Test
    void records_seals_and_finds_what_was_changed(Database db) {
        var installed =
                Ran.howdah("audit", "install", db.url(), "--table", "users", "--mask", "users.password", "--yes");
        assertThat(installed.code()).as(installed.err()).isZero();
        db.execute("insert into users values (1, 'Bob', 'secret'), (2, 'Eve', 'secret')");

        var sealed = Ran.howdah("audit", "seal", db.url(), "--print-head");
        assertThat(sealed.out().strip()).matches("2:[0-9a-f]{64}");
        assertThat(Ran.howdah("audit", "seal", db.url()).out()).contains("0 entries sealed.", "head  2:");
        var verified =
                Ran.howdah("audit", "verify", db.url(), "--head", sealed.out().strip());
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("The chain holds: 2 entries.");

        db.execute(
                "alter table audit.entry disable trigger append_only",
                "update audit.entry set new = '{}' where key->>'id' = '2'");
        var broken = Ran.howdah("audit", "verify", db.url());
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("Tampered with, 1 entry before it as they were", "link 2, was changed");
        var json = Ran.howdah("audit", "verify", db.url(), "--format", "json");
        assertThat(Schemas.violations("audit.json", json.out())).isEmpty();
        assertThat(json.out()).contains("\"changed_entry\"").doesNotContain("secret");
    }

    @Test
    void asks_first_and_stops(Database db) {
        var declined = Ran.atTerminal("n\n", "audit", "install", db.url(), "--table", "users");
        assertThat(declined.err()).contains("make the audit log in schema audit", "Nothing was changed");
        assertThat(db.number("select count(*) from pg_namespace where nspname = 'audit'"))
                .isZero();

        var planned = Ran.howdah("audit", "install", db.url(), "--table", "users", "--print-plan");
        assertThat(planned.out()).contains("CREATE TRIGGER howdah_audit AFTER INSERT OR UPDATE OR DELETE");

        Ran.howdah("audit", "install", db.url(), "--table", "users", "--yes");
        var removed = Ran.howdah("audit", "remove", db.url(), "--yes");
        assertThat(removed.code()).as(removed.err()).isZero();
        db.execute("insert into users values (3, 'Joe', 'secret')");
        assertThat(db.number("select count(*) from audit.entry")).isZero();
    }

    @Test
    void says_what_is_wrong(Database db) {
        assertThat(Ran.howdah("audit", "verify", db.url()).err()).contains("There is no audit log in schema audit");
        assertThat(Ran.howdah("audit", "install", db.url(), "--table", "users", "--mask", "x")
                        .err())
                .contains("--mask takes TABLE.COLUMN");
        assertThat(Ran.howdah("audit", "install", db.url(), "--table", "nothing")
                        .err())
                .contains("there is no table nothing");
        assertThat(Ran.howdah("audit", "verify", db.url(), "--head", "x").code())
                .isEqualTo(2);
    }
}

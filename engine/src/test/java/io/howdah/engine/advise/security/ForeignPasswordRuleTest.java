package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ForeignPasswordRuleTest {

    @Test
    void sees_credentials_for_everybody_and_passwords_kept_here(Database db) {
        db.execute(
                "create extension postgres_fdw",
                "create server \"Far\" foreign data wrapper postgres_fdw",
                "create user mapping for public server \"Far\" options (user 'them')",
                "create role kept",
                "create role fine",
                "create user mapping for kept server \"Far\" options (user 'me', password 'not to be seen')",
                "create user mapping for fine server \"Far\" options (user 'me')");
        var catalog = Looking.catalog(db);
        db.execute("drop server \"Far\" cascade", "drop role kept", "drop role fine");

        var findings = new ForeignPasswordRule().examine(catalog);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Far\" for kept", "WARNING \"Far\" for public");
        assertThat(findings)
                .extracting(f -> f.title() + ", by the "
                        + f.evidence().getFirst().text() + ". "
                        + f.why().substring(0, 10))
                .containsExactlyInAnyOrder(
                        "everybody may go to the server \"Far\" with the same credentials, by the user mapping of postgres_fdw. The mappin",
                        "a password for the server \"Far\" is kept in the catalog, by the user mapping of postgres_fdw, with a password. It stands ");
        assertThat(catalog.guards().toString()).doesNotContain("not to be seen");
    }
}

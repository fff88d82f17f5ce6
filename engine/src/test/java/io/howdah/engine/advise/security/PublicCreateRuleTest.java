package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PublicCreateRuleTest {

    private final PublicCreateRule rule = new PublicCreateRule();

    @Test
    void sees_schemas_where_everybody_creates(Database db) {
        db.execute(
                "create schema \"Open one\"",
                "grant create on schema \"Open one\" to public",
                "create schema fine",
                "grant usage on schema fine to public",
                "revoke create on schema public from public");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Open one\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void says_where_it_is_the_default(Database db) {
        db.execute(
                "create schema \"Open one\"",
                "grant create on schema \"Open one\" to public",
                "grant create on schema public to public");
        var catalog = Looking.catalog(db);

        assertThat(why(Looking.at(140_024, catalog), "public"))
                .endsWith("It is the default up to PostgreSQL 14, and is kept by upgrades.");
        assertThat(why(Looking.at(150_000, catalog), "public")).endsWith("(CVE-2018-1058).");
        assertThat(why(Looking.at(140_024, catalog), "\"Open one\"")).endsWith("(CVE-2018-1058).");
    }

    private String why(Catalog catalog, String schema) {
        return rule.examine(catalog).stream()
                .filter(f -> f.subject().equals(schema))
                .findFirst()
                .orElseThrow()
                .why();
    }
}

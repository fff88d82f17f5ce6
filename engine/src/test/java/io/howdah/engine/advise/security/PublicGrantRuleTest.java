package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PublicGrantRuleTest {

    private final PublicGrantRule rule = new PublicGrantRule();

    @Test
    void sees_what_everybody_may_read_or_change(Database db) {
        db.execute(
                "create table \"Read\" (a int)",
                "grant select on \"Read\" to public",
                "create table written (a int)",
                "grant select, insert on written to public",
                "create role reader",
                "create table fine (a int)",
                "grant select on fine to reader");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Read\"", "WARNING written");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("drop owned by reader", "drop role reader");
    }
}

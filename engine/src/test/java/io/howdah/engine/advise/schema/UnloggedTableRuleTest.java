package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnloggedTableRuleTest {

    private final UnloggedTableRule rule = new UnloggedTableRule();

    @Test
    void sees_unlogged_rows_until_they_are_logged(Database db) {
        db.execute(
                "create unlogged table \"Quick\" (a int)",
                "insert into \"Quick\" values (1)",
                "create unlogged table none (a int)",
                "create table fine (a int)");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Quick\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}

package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class ParentUnanalyzedRuleTest {

    private final ParentUnanalyzedRule rule = new ParentUnanalyzedRule();

    @Test
    void sees_a_table_of_which_only_the_partitions_were_analysed(Database db) {
        db.execute(
                "create table \"Parent\" (n int) partition by range (n)",
                "create table p1 partition of \"Parent\" default",
                "insert into \"Parent\" select n from generate_series(1, 10000) n",
                "analyze p1");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Parent\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnvalidatedConstraintRuleTest {

    private final UnvalidatedConstraintRule rule = new UnvalidatedConstraintRule();

    @Test
    void sees_what_was_left_not_valid_and_is_content_once_it_is_checked(Database db) {
        db.execute(
                "create table \"Parent\" (id int primary key)",
                "create table child (parent int, n int check (n > 0))",
                "alter table child add constraint \"its parent\" foreign key (parent) references \"Parent\" not valid",
                "alter table child add constraint small check (n < 10) not valid");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE child.\"its parent\"", "NOTICE child.small");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}

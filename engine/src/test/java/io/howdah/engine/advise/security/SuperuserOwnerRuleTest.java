package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class SuperuserOwnerRuleTest {

    @Test
    void sees_tables_of_superusers_and_not_of_others(Database db) {
        db.execute(
                "create table mine (a int)",
                "create role plain",
                "create table theirs (a int)",
                "alter table theirs owner to plain");

        var findings = Looking.with(new SuperuserOwnerRule(), db);

        assertThat(findings)
                .singleElement()
                .satisfies(f -> assertThat(f.evidence().getFirst().text()).isEqualTo("\"Te st\".mine"));
        db.execute("drop owned by plain", "drop role plain");
    }
}

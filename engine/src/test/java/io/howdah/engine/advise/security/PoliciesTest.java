package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Guards.Policy;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
class PoliciesTest {

    @Test
    void all_kinds_of_policies_are_read_as_they_are(Database db) {
        db.execute(
                "create table \"T\" (a int)",
                "create policy \"P 1\" on \"T\" as restrictive for update using (a > 0) with check (a < 9)");

        assertThat(Looking.catalog(db).guards().policies())
                .containsExactly(new Policy(
                        "P 1",
                        new QualifiedName("Te st", "T"),
                        false,
                        "UPDATE",
                        List.of("public"),
                        "(a > 0)",
                        "(a < 9)"));
    }
}

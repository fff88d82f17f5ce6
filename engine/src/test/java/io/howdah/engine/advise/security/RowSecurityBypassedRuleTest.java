package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class RowSecurityBypassedRuleTest {

    private final RowSecurityBypassedRule rule = new RowSecurityBypassedRule();

    @Test
    void sees_owners_and_superusers_past_whom_policies_do_nothing(Database db) {
        db.execute(
                "create role \"The owner\"",
                "create table \"Mine\" (id int)",
                "alter table \"Mine\" owner to \"The owner\"",
                "alter table \"Mine\" enable row level security",
                "create policy p on \"Mine\" using (id = 1)");
        var sql = "SELECT * FROM \"Te st\".\"Mine\"";
        var catalog = Looking.catalog(db);

        assertThat(Looking.subjects(Looking.with(rule, catalog, Statements.of("The owner", sql), Map.of())))
                .containsExactly("\"Mine\", \"The owner\"");
        assertThat(Looking.with(rule, catalog, Statements.of("somebody else", sql), Map.of()))
                .isEmpty();
        db.execute("alter table \"Mine\" force row level security");
        assertThat(Looking.with(rule, Looking.catalog(db), Statements.of("The owner", sql), Map.of()))
                .isEmpty();
        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), Statements.of(db.user(), sql), Map.of())))
                .hasSize(1);
        db.execute("drop owned by \"The owner\"", "drop role \"The owner\"");
    }
}

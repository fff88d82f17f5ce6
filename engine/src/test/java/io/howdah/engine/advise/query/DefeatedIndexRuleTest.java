package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class DefeatedIndexRuleTest {

    private final DefeatedIndexRule rule = new DefeatedIndexRule();

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table \"Orders\" (id int primary key, placed timestamp not null, code varchar(20), note text)",
                "insert into \"Orders\" select i, '2026-01-01'::timestamp + i * interval '1 minute', 'c' || i, 'n'"
                        + " from generate_series(1, 20000) i",
                "create index placed on \"Orders\" (placed)",
                "create index code on \"Orders\" (code)",
                "analyze");
    }

    @Test
    void sees_a_cast_that_nobody_wrote(Database db) {
        var finding = only(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE id = 77.0");

        assertThat(finding.title())
                .isEqualTo("compares id (integer) as numeric, so that index Orders_pkey cannot serve");
        assertThat(finding.why()).contains("Bind the value as integer");
        assertThat(finding.evidence().getFirst().text()).doesNotContain("77");
    }

    @Test
    void sees_functions_and_casts_around_an_indexed_column(Database db) {
        assertThat(only(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE date_trunc('day', placed) = '2026-01-03'")
                        .title())
                .isEqualTo("compares what it makes of placed, so that index placed cannot serve");
        assertThat(only(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE placed::date = '2026-01-03'")
                        .title())
                .isEqualTo("compares what it makes of placed, so that index placed cannot serve");
    }

    @Test
    void keeps_silent_where_the_index_serves_or_none_is_there(Database db) {
        assertThat(findings(
                        db,
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE id = 77",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE code = 'c7'",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE placed >= '2026-01-03' AND placed < '2026-01-04'",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE lower(note) = 'x'"))
                .isEmpty();
    }

    private Finding only(Database db, String statement) {
        var findings = findings(db, statement);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> findings(Database db, String... statements) {
        return Looking.planning(rule, db, statements);
    }
}

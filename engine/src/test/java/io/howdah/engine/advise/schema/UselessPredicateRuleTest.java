package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class UselessPredicateRuleTest {

    private final UselessPredicateRule rule = new UselessPredicateRule();

    @Test
    void sees_conditions_that_every_row_meets(Database db) {
        db.execute(
                "create table t (a int not null, \"B b\" int not null, c int)",
                "create index \"No use\" on t (a) where \"B b\" is not null",
                "create index on t (a) where c is not null",
                "create index on t (c) where a is not null and c > 3");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"No use\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void hands_over_for_a_partitioned_table_what_it_takes(Database db) {
        db.execute(
                "create table parts (a int not null, b int) partition by hash (a)",
                "create table part_0 partition of parts for values with (modulus 1, remainder 0)",
                "create index no_use on parts (b) where a is not null");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE no_use");
        Objects.requireNonNull(findings.getFirst().decision())
                .choices()
                .getFirst()
                .sql()
                .forEach(db::execute);
        assertThat(db.column("select indexrelid::regclass::text from pg_index where indrelid = 'parts'::regclass"))
                .containsExactly("no_use_all");
    }
}

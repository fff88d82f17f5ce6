package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PartitionGapRuleTest {

    private final PartitionGapRule rule = new PartitionGapRule();

    @Test
    void sees_a_hole_between_ranges_and_closes_it(Database db) {
        db.execute(
                "create table \"Num bers\" (n int) partition by range (n)",
                "create table n1 partition of \"Num bers\" for values from (1) to (10)",
                "create table n3 partition of \"Num bers\" for values from (100) to (200)",
                "create table n2 partition of \"Num bers\" for values from (10) to (20)",
                "create table days (d date) partition by range (d)",
                "create table d1 partition of days for values from ('2026-01-01') to ('2026-02-01')",
                "create table d2 partition of days for values from ('2026-02-01') to ('2026-03-01')");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Num bers\"");
        assertThat(findings.getFirst().why()).startsWith("Rows of that range are refused");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_milder_where_a_default_partition_takes_them(Database db) {
        db.execute(
                "create table t (n int) partition by range (n)",
                "create table t1 partition of t for values from (1) to (10)",
                "create table t3 partition of t for values from (100) to (200)",
                "create table rest partition of t default");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE t");
        assertThat(findings.getFirst().why()).isEqualTo("Rows of that range land in the default partition.");
    }

    @Test
    void takes_numbers_by_their_size_and_what_has_no_beginning_first(Database db) {
        db.execute(
                "create table \"Num bers\" (n int) partition by range (n)",
                "create table n1 partition of \"Num bers\" for values from (minvalue) to (-5)",
                "create table n2 partition of \"Num bers\" for values from (-5) to (5)",
                "create table n3 partition of \"Num bers\" for values from (5) to (20)",
                "create table n4 partition of \"Num bers\" for values from (20) to (100)",
                "create table n5 partition of \"Num bers\" for values from (100) to (maxvalue)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_about_lists_single_ranges_and_keys_of_several_texts(Database db) {
        db.execute(
                "create table kinds (k text) partition by list (k)",
                "create table k1 partition of kinds for values in ('a')",
                "create table k2 partition of kinds for values in ('z')",
                "create table single (n int) partition by range (n)",
                "create table s1 partition of single for values from (1) to (10)",
                "create table pairs (a text, b text) partition by range (a, b)",
                "create table p1 partition of pairs for values from ('a', 'a') to ('b', 'b')",
                "create table p2 partition of pairs for values from ('d', 'd') to ('e', 'e')");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_about_ranges_of_several_columns(Database db) {
        db.execute(
                "create table months (year int, month int) partition by range (year, month)",
                "create table m9 partition of months for values from (2025, 9) to (2025, 12)",
                "create table m12 partition of months for values from (2025, 12) to (2026, 1)",
                "create table names (a text) partition by range (a)",
                "create table n1 partition of names for values from ('a, b') to ('c')",
                "create table n2 partition of names for values from ('d') to ('e')");

        assertThat(Looking.subjects(Looking.with(rule, db))).containsExactly("names");
    }
}

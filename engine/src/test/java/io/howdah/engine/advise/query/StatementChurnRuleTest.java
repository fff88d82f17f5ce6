package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class StatementChurnRuleTest {

    private final StatementChurnRule rule = new StatementChurnRule();

    private static Made ran(int times, IntFunction<String> sql) {
        var made = Made.server();
        for (int i = 0; i < times; i++) {
            made.statement(sql.apply(i), 10, 10 + i, 0, 0);
        }
        return made;
    }

    @Test
    void sees_lists_of_many_lengths() {
        assertThat(ran(25, i -> "select a from t where k in ($1" + ", $2".repeat(i) + ")")
                        .seenBy(rule))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("INFO select a from t")
                .endsWith("one statement under 25 entries of pg_stat_statements: lists of many lengths");
        assertThat(ran(25, i -> "insert into t values ($1, $2)" + ", ($3, $4)".repeat(i))
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void sees_names_that_a_program_makes_and_tables_of_one_name() {
        assertThat(ran(20, i -> "select a from import_" + i).seenBy(rule).getFirst())
                .endsWith("names that a program makes");
        assertThat(ran(20, i -> "select a from orders").seenBy(rule).getFirst())
                .endsWith("the same text over other tables");
    }

    @Test
    void matters_more_where_others_are_forgotten_for_it() {
        var churning = ran(20, i -> "select a from import_" + i);
        assertThat(churning.reasonsOf(rule).getFirst()).doesNotContain("forgets");

        churning.counter("statements_evicted", 3);
        assertThat(churning.seenBy(rule).getFirst()).startsWith("NOTICE");
        assertThat(churning.reasonsOf(rule).getFirst()).endsWith("has no room and forgets other statements.");
    }

    @Test
    void keeps_silent_on_few_entries_and_on_different_statements() {
        assertThat(ran(19, i -> "select a from import_" + i).seenBy(rule)).isEmpty();
        assertThat(ran(
                                40,
                                i -> "select " + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST".substring(i, i + 2)
                                        + " from t")
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_no_server_counts_entries() {
        var log = Made.server();
        for (int i = 0; i < 40; i++) {
            log.uncounted("select a from import_" + i);
        }

        assertThat(log.seenBy(rule)).isEmpty();
    }
}

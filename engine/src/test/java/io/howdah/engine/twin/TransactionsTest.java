package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v AS SELECT 1; COMMIT; COPY t TO PROGRAM 'x'",
                "SELECT ';'; /* here */ rollback",
                "; end"
            })
    void finds_what_would_end_the_transaction(String sql) {
        assertThat(Transactions.flaw(sql)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v AS SELECT 'x; COMMIT'",
                "CREATE RULE r AS ON INSERT TO v DO INSTEAD (INSERT INTO t VALUES (1); COMMIT)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
                "SET LOCAL default_tablespace = ''; CREATE TABLE t (id int)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN; COMMIT; END $$"
            })
    void finds_nothing_in_a_text_that_is_whole(String sql) {
        assertThat(Transactions.flaw(sql)).isEmpty();
    }
}

package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters lie in the order of {@code seen}, as which the planner takes an index that begins with it for cheaper than it is. */
@PostgresTest
class WideningTest {

    private static final String BOTH =
            "select body from letters where reader = 17 and seen = false order by sent desc limit 300";

    @BeforeEach
    void letters(Database db) {
        db.execute(
                "create table letters (reader int not null, seen boolean not null, sent int not null, body text)",
                "insert into letters select (g * 7919::bigint) % 40, g > 50000, (g * 104729::bigint) % 99991, repeat('x', 200)"
                        + " from generate_series(1, 100000) g");
    }

    @Test
    void believes_no_other_order_of_keys_that_are_all_compared(Database db) {
        db.execute("create index on letters (reader, seen, sent desc)");

        assertThat(Lab.created(Lab.of(db).calls(100, BOTH).advise())).isEmpty();
    }

    @Test
    void turns_keys_round_for_a_statement_that_compares_the_second_only(Database db) {
        db.execute("create index on letters (reader, sent)");

        assertThat(Lab.created(Lab.of(db)
                        .calls(100, "select body from letters where sent = 17")
                        .advise()))
                .singleElement()
                .asString()
                .startsWith("letters (sent");
    }
}

package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class TwinLimitsTest {

    @Test
    void lets_the_largest_table_pass() {
        TwinLimits.check(Orders.catalog(sized(32L << 40)));

        assertThat(Orders.catalog(sized(32L << 40)).relations()).hasSize(1);
    }

    @Test
    void refuses_a_table_that_is_larger_than_any_can_be() {
        assertRefused(Orders.catalog(sized((32L << 40) + 1)), "\"My Shop\".orders cannot have a size of ");
        assertRefused(Orders.catalog(sized(-1)), "\"My Shop\".orders cannot have a size of -1 bytes");
    }

    @Test
    void refuses_a_database_that_would_take_too_many_files() {
        var many = Collections.nCopies(17, sized(32L << 40)).toArray(Relation[]::new);

        assertRefused(Orders.catalog(many), "a twin can have 512 TB, and this database says that it has 544");
    }

    private static Relation sized(long bytes) {
        var table = Orders.table(true);
        return table.sized(table.pages(), table.tuples(), table.allVisiblePages(), bytes, table.columns());
    }

    private static void assertRefused(Catalog catalog, String message) {
        assertThatThrownBy(() -> Twin.build(catalog, TwinOptions.DEFAULT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }
}

package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.twin.Representatives.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RepresentativesTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    @Test
    void lets_one_stand_for_all_that_are_alike() {
        assertThat(shares(form("Seq Scan", 100, 0.2), form("Seq Scan", 120, 0.5), form("Seq Scan", 90, 0.3)))
                .containsExactly(0, 1, 0);
    }

    @Test
    void keeps_forms_apart_that_expect_other_rows() {
        assertThat(shares(form("Seq Scan", 100, 0.4), form("Seq Scan", 500, 0.6)))
                .containsExactly(new double[] {0.4, 0.6}, EXACTLY);
    }

    @Test
    void keeps_forms_apart_that_ask_for_other_states() {
        assertThat(shares(form("Seq Scan", 100, 0.4, 0), form("Seq Scan", 100, 0.6, 1)))
                .containsExactly(new double[] {0.4, 0.6}, EXACTLY);
    }

    @Test
    void asks_for_each_state_before_it_asks_for_common_ones_again() {
        assertThat(shares(
                        form("Seq Scan", 100, 0.3, 0, 0),
                        form("Seq Scan", 100, 0.29, 0, 1),
                        form("Seq Scan", 100, 0.28, 0, 2),
                        form("Seq Scan", 10, 0.05, 1, 0),
                        form("Seq Scan", 10, 0.04, 1, 1),
                        form("Seq Scan", 10, 0.04, 1, 2)))
                .containsExactly(new double[] {0.59, 0, 0.28, 0, 0.13, 0}, EXACTLY);
    }

    @Test
    void asks_for_each_shape_beyond_the_three_likeliest_forms() {
        assertThat(shares(
                        form("Seq Scan", 10, 0.3),
                        form("Seq Scan", 100, 0.3),
                        form("Seq Scan", 1_000, 0.3),
                        form("Seq Scan", 10_000, 0.07),
                        form("Index Scan", 2, 0.02),
                        form("Bitmap Heap Scan", 5, 0.01)))
                .containsExactly(new double[] {0.3, 0.3, 0.37, 0, 0.02, 0.01}, EXACTLY);
    }

    @Test
    void asks_no_more_than_five() {
        var types = List.of("a", "b", "c", "d", "e", "f", "g");
        var shares = shares(types.stream().map(type -> form(type, 10, 0.1)).toArray(Form[]::new));

        assertThat(Arrays.stream(shares).filter(share -> share > 0)).hasSize(5);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, EXACTLY);
    }

    @Test
    void passes_over_a_shape_that_is_hardly_ever_met() {
        assertThat(shares(
                        form("Seq Scan", 10, 1),
                        form("Seq Scan", 100, 1),
                        form("Seq Scan", 1_000, 1),
                        form("Index Scan", 10, 0.0001)))
                .endsWith(0);
    }

    private static double[] shares(Form... forms) {
        return Representatives.shares(List.of(forms));
    }

    private static Form form(String type, double rows, double weight, Integer... meaning) {
        var node = new PlanNode(type, null, null, null, 0, 1, rows, 8, Map.of(), Map.of(), null, List.of());
        return new Form(new Plan(node, null, null), List.of(meaning), weight);
    }
}

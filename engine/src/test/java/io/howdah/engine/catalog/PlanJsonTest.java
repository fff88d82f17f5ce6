package io.howdah.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

    private static final String MEASURED = """
            [{"Plan": {"Node Type": "Limit", "Startup Cost": 0.29, "Total Cost": 1.9, "Plan Rows": 20, "Plan Width": 4,
                "Actual Startup Time": 0.012, "Actual Total Time": 0.345, "Actual Rows": 7.00, "Actual Loops": 1,
                "Shared Hit Blocks": 11, "Shared Read Blocks": 3,
                "Plans": [{"Node Type": "Index Scan", "Parent Relationship": "Outer", "Index Name": "by_customer",
                    "Relation Name": "Orders", "Schema": "My Shop", "Alias": "o", "Startup Cost": 0.29,
                    "Total Cost": 10.5, "Plan Rows": 100, "Plan Width": 4, "Output": ["o.id", "o.total"],
                    "Index Cond": "(o.customer_id = 7)", "Rows Removed by Filter": 5, "Parallel Aware": false}]},
              "Planning Time": 0.2, "Execution Time": 0.4}]
            """;

    @Test
    void reads_estimates_measurements_and_conditions() {
        var plan = PlanJson.read(MEASURED);
        var scan = plan.nodes().get(1);

        assertThat(plan.cost()).isEqualTo(1.9);
        assertThat(plan.executionMs()).isEqualTo(0.4);
        assertThat(plan.root().actual()).isEqualTo(new PlanNode.Actual(0.012, 0.345, 7, 1, 11, 3));
        assertThat(scan.relation()).isEqualTo(new QualifiedName("My Shop", "Orders"));
        assertThat(scan.details()).containsEntry("Index Cond", "(o.customer_id = 7)");
        assertThat(scan.details()).containsEntry("Rows Removed by Filter", "5");
        assertThat(scan.keys()).containsEntry("Output", List.of("o.id", "o.total"));
        assertThat(scan.actual()).isNull();
    }

    @Test
    void shows_the_shape_without_figures() {
        assertThat(PlanJson.read(MEASURED).shape())
                .isEqualTo("Limit\n  Index Scan using by_customer on \"My Shop\".\"Orders\" o\n");
    }
}

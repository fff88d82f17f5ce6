package io.howdah.engine.twin;

import static io.howdah.engine.twin.Orders.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachingWhatIfTest {

    private static final QualifiedName OTHER = new QualifiedName("public", "other");
    private static final Candidate ON_ORDERS = candidate("a", Orders.TABLE);
    private static final Candidate ON_OTHER = candidate("b", OTHER);
    private static final Question QUESTION = question("SELECT * FROM orders");

    private final Recorder twin = new Recorder();
    private final CachingWhatIf cache = new CachingWhatIf(twin, Orders.catalog());

    @Test
    void plans_a_question_once() {
        cache.ask(Configuration.AS_IS, List.of(QUESTION, QUESTION));
        cache.ask(Configuration.AS_IS, List.of(QUESTION));

        assertThat(twin.configurations).containsExactly(Configuration.AS_IS);
        assertThat(cache.asked()).isEqualTo(3);
        assertThat(cache.planned()).isEqualTo(1);
    }

    @Test
    void plans_again_where_a_candidate_is_on_a_table_that_is_read() {
        var configuration = Configuration.with(Set.of(ON_ORDERS));
        cache.ask(configuration, List.of(QUESTION));
        cache.ask(configuration, List.of(QUESTION));

        assertThat(twin.configurations).containsExactly(Configuration.AS_IS, configuration);
    }

    @Test
    void does_not_plan_again_for_a_candidate_on_another_table() {
        cache.ask(Configuration.AS_IS, List.of(QUESTION));
        cache.ask(Configuration.with(Set.of(ON_OTHER)), List.of(QUESTION));

        assertThat(twin.configurations).containsExactly(Configuration.AS_IS);
    }

    @Test
    void plans_again_where_any_index_is_hidden() {
        var hidden = Configuration.AS_IS.hiding(Set.of(OTHER));
        cache.ask(hidden, List.of(QUESTION));

        assertThat(twin.configurations).containsExactly(Configuration.AS_IS, hidden);
    }

    @Test
    void forgets_everything_when_sizes_change() {
        cache.ask(Configuration.AS_IS, List.of(QUESTION));
        cache.resize(Map.of());
        cache.ask(Configuration.AS_IS, List.of(QUESTION));

        assertThat(cache.planned()).isEqualTo(2);
    }

    private static Candidate candidate(String name, QualifiedName table) {
        return new Candidate(name, IndexDefinition.btree(table, List.of(IndexKey.on(name))), 8192, 1, false);
    }

    /** Answers every question with a scan of the orders, and remembers under which configurations it was asked. */
    private static final class Recorder implements WhatIf {

        private final List<Configuration> configurations = new ArrayList<>();

        @Override
        public List<Candidate> add(List<IndexDefinition> definitions) {
            return List.of();
        }

        @Override
        public List<Answer> ask(Configuration configuration, List<Question> questions) {
            configurations.add(configuration);
            var scan = new PlanNode(
                    "Seq Scan", Orders.TABLE, "orders", null, 0, 1, 1, 1, Map.of(), Map.of(), null, List.of());
            return questions.stream()
                    .<Answer>map(q -> new Answer.Planned(q, new Plan(scan, null, null)))
                    .toList();
        }

        @Override
        public void resize(Map<QualifiedName, Double> rows) {}

        @Override
        public void close() {}
    }
}

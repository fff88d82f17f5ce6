package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.index.Lessons.Planned;
import io.howdah.engine.advise.index.Lessons.Ratio;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@PostgresTest
class LessonsTest {

    private static final String BY_KIND = "select * from \"Work\" where kind = 7";

    private static final Planned PLANNED = new Planned(BY_KIND, "Index Scan");

    @Test
    void what_turned_out_slow_is_not_chosen_again(Database db) {
        db.execute(
                "create table \"Work\" (\"No\" int, kind int, note text)",
                "insert into \"Work\" select n, n % 2000, repeat('x', 100) from generate_series(1, 40000) n");
        var lab = Lab.of(db).calls(100, BY_KIND);
        var options = IndexOptions.forDatabase(lab.catalog()).withWholeWorkload(true);
        var first = lab.advise(options);
        assertThat(Lab.created(first)).containsExactly("\"Work\" (kind)");

        assertThat(Lab.created(lab.advise(options.withLessons(lessons(planned(first), new Ratio(1.2, false))))))
                .isEmpty();
        assertThat(Lab.created(lab.advise(options.withLessons(lessons(planned(first), new Ratio(0.5, false))))))
                .containsExactly("\"Work\" (kind)");
        assertThat(Lab.created(lab.advise(options.withLessons(lessons(PLANNED, new Ratio(1.2, false))))))
                .containsExactly("\"Work\" (kind)");
    }

    @Test
    void among_those_that_are_left_no_other_is_chosen(Database db) {
        db.execute(
                "create table trips (id int, route int, note text)",
                "insert into trips select n, n % 2000, repeat('x', 100) from generate_series(1, 40000) n");
        var lab = Lab.of(db)
                .calls(100, "select note from trips where route = 7")
                .calls(100, "select note from trips where id = 7");
        var options = IndexOptions.forDatabase(lab.catalog()).withWholeWorkload(true);
        assertThat(Lab.created(lab.advise(options))).containsExactlyInAnyOrder("trips (route)", "trips (id)");

        var onRoute = IndexDefinition.btree(new QualifiedName(db.schema(), "trips"), List.of(IndexKey.on("route")));

        assertThat(Lab.created(lab.advise(options.withLessons(Lessons.NONE.within(Set.of(onRoute))))))
                .containsExactly("trips (route)");
    }

    @Test
    void time_takes_the_place_of_cost() {
        assertThat(cost(new Ratio(0.25, false))).isEqualTo(250);
        assertThat(cost(new Ratio(1.04, false))).isEqualTo(1040);
        assertThat(cost(new Ratio(1.5, false))).isEqualTo(6000);
    }

    @Test
    void what_was_stopped_without_indexes_took_at_least_so_long() {
        assertThat(cost(new Ratio(0.25, true))).isEqualTo(250);
        assertThat(cost(new Ratio(0.9, true))).isEqualTo(700);
    }

    @Test
    void what_was_not_run_costs_what_the_planner_says() {
        assertThat(Lessons.NONE.cost(PLANNED, 1000, 700)).isEqualTo(700);
    }

    private static double cost(Ratio ratio) {
        return lessons(PLANNED, ratio).cost(PLANNED, 1000, 700);
    }

    private static Lessons lessons(Planned planned, Ratio ratio) {
        return new Lessons(Set.of(), Map.of(planned, ratio), null);
    }

    private static Planned planned(Advisory advisory) {
        var create = (CreateIndex) advisory.advice().getFirst().changes().getFirst();
        var plan = advisory.statements().getFirst().planAfter();
        return new Planned(
                BY_KIND,
                plan.renamed(Map.of(create.name(), create.definition().toString()))
                        .shape());
    }
}

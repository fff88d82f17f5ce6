package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class PlansUnderTest {

    private static final Machine FLASH = new Machine(1L << 34, 8, Disk.NVME, "as described");

    private static final String JOINED =
            "SELECT count(p.name) FROM \"Te st\".events e JOIN \"Te st\".people p ON p.id = e.person"
                    + " WHERE e.kind = 7";

    @BeforeEach
    void events_of_people(Database db) {
        db.execute(
                "create table people (id int primary key, name text)",
                "insert into people select i, repeat('n', 60) from generate_series(1, 100000) i",
                "create table events (id int, kind int, person int)",
                "insert into events select i, i % 40, 1 + (i * 7919) % 100000 from generate_series(1, 60000) i",
                "create index on events (kind)",
                "analyze");
    }

    @Test
    void names_the_statements_that_get_another_plan(Database db) {
        var evidence = evidence(db, JOINED, "SELECT count(*) FROM \"Te st\".events");

        assertThat(evidence)
                .anyMatch(e -> e.label() == Evidence.Label.ESTIMATED
                        && e.text()
                                .startsWith(
                                        "under random_page_cost = 1.1 the planner takes another plan for 1 of 2 statements, with 50 %")
                        && e.figures().getOrDefault("changed", 0.0) == 1);
        assertThat(evidence.getLast().text()).contains("→").contains("events");
    }

    @Test
    void says_so_where_every_plan_stays(Database db) {
        assertThat(evidence(db, "SELECT count(*) FROM \"Te st\".events")
                        .getLast()
                        .text())
                .isEqualTo("under random_page_cost = 1.1 the planner keeps the plans of all 1 statements");
    }

    private static List<Evidence> evidence(Database db, String... statements) {
        db.execute("set random_page_cost = 4");
        var catalog = Looking.catalog(db);
        var workload = Looking.workload(statements);
        try (var twin = Twin.build(catalog, Looking.shared())) {
            var planned = Planned.of(twin, new Binder(twin).bind(workload).questions(), RowSamples.NONE);
            var scene = Scene.of(catalog, workload).on(FLASH).planning(planned);
            return new DiskCostsRule().examine(scene).getFirst().evidence();
        }
    }
}

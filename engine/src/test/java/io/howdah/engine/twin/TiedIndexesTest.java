package io.howdah.engine.twin;

import io.howdah.engine.Servers;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Indexes that cost a statement the same: which of them the planner takes depends on the order in which they were made. */
@PostgresTest
class TiedIndexesTest {

    @BeforeEach
    void tables(Database db) {
        for (var table : List.of("one", "other")) {
            db.execute(
                    "create table " + table + " (a int not null, b int not null, c text)",
                    "insert into " + table + " select i % 5000, i, repeat('x', 100) from generate_series(1, 40000) i");
        }
        db.execute(
                "create index one_a on one (a)",
                "create index one_b on one (a, b)",
                "alter table one add constraint one_0 unique (a, b)",
                "alter table other add constraint other_z unique (a, b)",
                "create index other_b on other (a, b)",
                "create index other_a on other (a)",
                "vacuum analyze");
    }

    @Test
    void are_taken_as_on_the_original(Database db) {
        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            var softly = new SoftAssertions();
            Likeness.check(
                    softly,
                    db,
                    twin,
                    List.of(
                            "SELECT * FROM one WHERE a = 7",
                            "SELECT a FROM one WHERE a = 7",
                            "SELECT * FROM one WHERE a = 7 AND b > 3",
                            "SELECT * FROM other WHERE a = 7",
                            "SELECT a FROM other WHERE a = 7",
                            "SELECT * FROM other WHERE a = 7 AND b > 3"),
                    1e-3);
            softly.assertAll();
        }
    }
}

package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Relations in a tablespace with page costs of its own. */
@PostgresTest(major = 18)
class TablespaceTest {

    @Test
    void prices_pages_as_the_tablespace_says(Database db) {
        db.execute(
                "set allow_in_place_tablespaces = on",
                "create tablespace \"slow disk\" location '' with (seq_page_cost = 3, random_page_cost = 9)",
                "create table archive (id int primary key, n int) tablespace \"slow disk\"",
                "create table recent (id int primary key, n int)",
                "create index archive_by_n on archive (n) tablespace \"slow disk\"",
                "insert into archive select i, i % 500 from generate_series(1, 20000) i",
                "insert into recent select i, i % 500 from generate_series(1, 20000) i",
                "vacuum analyze");
        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            var softly = new SoftAssertions();
            softly.assertThat(twin.notCarried()).isEmpty();
            softly.assertThat(twin.notes()).isEmpty();
            Likeness.check(
                    softly,
                    db,
                    twin,
                    List.of(
                            "SELECT * FROM archive",
                            "SELECT * FROM archive WHERE n = 7",
                            "SELECT * FROM archive WHERE id = 7",
                            "SELECT * FROM recent"),
                    1e-3);
            softly.assertAll();
            assertThat(Likeness.original(db, "SELECT * FROM archive").cost())
                    .isGreaterThan(Likeness.original(db, "SELECT * FROM recent").cost());
        } finally {
            db.execute("drop table archive", "drop tablespace \"slow disk\"");
        }
    }
}

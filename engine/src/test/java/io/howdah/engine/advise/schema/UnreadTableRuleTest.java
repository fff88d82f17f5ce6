package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnreadTableRuleTest {

    @Test
    void sees_tables_that_are_only_written(Database db) {
        db.execute(
                "create table \"Dark\" (a int)",
                "insert into \"Dark\" values (1)",
                "create table read (a int)",
                "insert into read values (1)");
        var rule = new UnreadTableRule();
        var small = Map.of("unread-table.bytes", 1.0);

        assertThat(Looking.graded(Looking.with(rule, after(db, 40), small))).containsExactly("NOTICE \"Dark\"");
        assertThat(Looking.with(rule, after(db, 30), small)).isEmpty();
        assertThat(Looking.with(rule, after(db, 40))).isEmpty();
    }

    private static Catalog after(Database db, int days) {
        var catalog = Looking.catalog(db);
        var used = catalog.withRelations(catalog.relations().stream()
                .map(r -> r.withUse(Looking.use(r.name().name().equals("read") ? 1 : 0, 0, 1, 0, 0)))
                .toList());
        return Looking.countedFor(used, Duration.ofDays(days));
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnreadTableRuleTest {

    private static final RelationUse UNTOUCHED = Looking.use(0, 0, 0, 0, 0);
    private static final RelationUse LOOKED_UP =
            new RelationUse(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, 0, 0);

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

    @Test
    void only_informs_where_nothing_is_written_and_is_silent_where_an_index_is_read(Database db) {
        db.execute("create table \"Dark\" (a int)", "insert into \"Dark\" values (1)");
        var rule = new UnreadTableRule();
        var page = Map.of("unread-table.bytes", 8192.0);

        assertThat(Looking.graded(Looking.with(rule, used(db, Looking.use(0, 0, 0, 1, 0)), page)))
                .containsExactly("NOTICE \"Dark\"");
        assertThat(Looking.graded(Looking.with(rule, used(db, UNTOUCHED), page)))
                .containsExactly("INFO \"Dark\"");
        assertThat(Looking.with(rule, used(db, LOOKED_UP), page)).isEmpty();
    }

    @Test
    void is_silent_where_nobody_knows_since_when_was_counted(Database db) {
        db.execute("create table dark (a int)", "insert into dark values (1)");
        var catalog = used(db, UNTOUCHED).withActivity(Activity.NONE);

        assertThat(Looking.with(
                        new UnreadTableRule(), catalog, Map.of("unread-table.bytes", 1.0, "unread-table.days", 0.0)))
                .isEmpty();
    }

    /** As used for as long as the rule wants to know. */
    private static Catalog used(Database db, RelationUse use) {
        var catalog = Looking.catalog(db);
        var counted = catalog.withRelations(
                catalog.relations().stream().map(r -> r.withUse(use)).toList());
        return Looking.countedFor(counted, Duration.ofDays(35));
    }

    private static Catalog after(Database db, int days) {
        var catalog = Looking.catalog(db);
        var used = catalog.withRelations(catalog.relations().stream()
                .map(r -> r.withUse(Looking.use(r.name().name().equals("read") ? 1 : 0, 0, 1, 0, 0)))
                .toList());
        return Looking.countedFor(used, Duration.ofDays(days));
    }
}

package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.catalog.Activity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class InvalidIndexRuleTest {

    @BeforeEach
    void a_build_that_failed(Database db) {
        db.execute(
                "create table orders (id int primary key, note text)", "insert into orders values (1, 'x'), (2, 'x')");
        assertThatThrownBy(() -> db.execute("create unique index concurrently \"Note Once\" on orders (note)"));
    }

    @Test
    void names_what_a_failed_build_left_behind(Database db) {
        assertThat(Situations.subjects(db, new InvalidIndexRule())).containsExactly("\"Note Once\"");
    }

    @Test
    void names_nothing_while_an_index_is_being_built(Database db) {
        var catalog = Situations.catalog(db);
        var builder = new Activity.Session(
                1,
                "a",
                "b",
                "c",
                "active",
                null,
                null,
                1.0,
                1.0,
                null,
                "CREATE INDEX CONCURRENTLY x ON y (z)",
                List.of());
        var now = catalog.activity();
        var busy = new Activity(
                List.of(builder),
                now.slots(),
                now.preparedTransactions(),
                now.replicas(),
                null,
                List.of(),
                null,
                now.counters());

        assertThat(new InvalidIndexRule().examine(Changed.activity(catalog, busy)))
                .isEmpty();
    }

    @Test
    void keeps_valid_indexes(Database db) {
        db.execute("drop index \"Note Once\"", "create index by_note on orders (note)");

        assertThat(Situations.subjects(db, new InvalidIndexRule())).isEmpty();
    }

    @Test
    void keeps_the_index_of_a_partitioned_table_whose_partitions_lack_theirs(Database db) {
        db.execute(
                "drop index \"Note Once\"",
                "create table events (at date) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create index waiting on only events (at)");

        assertThat(Situations.subjects(db, new InvalidIndexRule())).isEmpty();
    }
}

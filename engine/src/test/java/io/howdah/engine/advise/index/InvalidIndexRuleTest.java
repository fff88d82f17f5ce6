package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Activity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"CREATE INDEX CONCURRENTLY x ON y (z)", "reindex table concurrently y"})
    void names_nothing_while_an_index_is_being_built(String query, Database db) {
        assertThat(beside(db, "active", query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "active, CREATE INDEX x ON y (z)",
        "active, REFRESH MATERIALIZED VIEW CONCURRENTLY y",
        "idle, CREATE INDEX CONCURRENTLY x ON y (z)"
    })
    void is_not_held_up_by_other_commands_and_by_builds_that_are_over(String state, String query, Database db) {
        assertThat(beside(db, state, query)).hasSize(1);
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

    /** What is named while a session is in this state with this statement, its last one. */
    private static List<Finding> beside(Database db, String state, String query) {
        var catalog = Situations.catalog(db);
        var session = new Activity.Session(1, "a", "b", "c", state, null, null, 1.0, 1.0, null, query, List.of());
        var now = catalog.activity();
        var busy = new Activity(
                List.of(session),
                now.slots(),
                now.preparedTransactions(),
                now.replicas(),
                null,
                List.of(),
                null,
                now.counters());
        return new InvalidIndexRule().examine(Changed.activity(catalog, busy));
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class LowHotRatioRuleTest {

    private static final String FREE = "UPDATE \"Te st\".\"Seats\" SET note = $1 WHERE id = $2";

    private final LowHotRatioRule rule = new LowHotRatioRule();

    @Test
    void sees_updates_that_could_be_hot_and_find_no_room(Database db) {
        db.execute(
                "create table \"Seats\" (id int primary key, note text, place int)",
                "create index on \"Seats\" (place)");
        var catalog = Looking.catalog(db);

        assertThat(Looking.graded(seen(catalog, 20_000, 2_000, FREE))).containsExactly("NOTICE \"Seats\"");
        assertThat(seen(catalog, 20_000, 15_000, FREE)).isEmpty();
        assertThat(seen(catalog, 2_000, 0, FREE)).isEmpty();
        assertThat(seen(catalog, 20_000, 0, "UPDATE \"Te st\".\"Seats\" SET place = $1, note = $2"))
                .isEmpty();
        assertThat(seen(
                        catalog,
                        20_000,
                        0,
                        "UPDATE \"Te st\".\"Seats\" SET place = $1",
                        "SELECT * FROM \"Te st\".\"Seats\" WHERE id = $1",
                        "SELECT * FROM \"Te st\".\"Seats\" WHERE place = $1"))
                .as("reads are no updates without an indexed column")
                .isEmpty();
    }

    @Test
    void is_silent_where_an_expression_reads_what_is_set(Database db) {
        db.execute(
                "create table \"Seats\" (id int primary key, note text, place int)",
                "create index on \"Seats\" (lower(note))");

        assertThat(seen(Looking.catalog(db), 20_000, 2_000, FREE)).isEmpty();
    }

    @Test
    void lets_summaries_keep_rows_from_their_page_before_16_only(Database db) {
        db.execute(
                "create table \"Seats\" (id int primary key, note text, place int)",
                "create index on \"Seats\" using brin (note)");
        var old = Looking.catalog(db);

        assertThat(seen(old, 20_000, 2_000, FREE)).isEmpty();
        assertThat(seen(Looking.at(160_004, old), 20_000, 2_000, FREE)).hasSize(1);
    }

    @Test
    void is_silent_where_an_index_carries_or_asks_for_what_is_set_and_where_there_is_room_or_no_index(Database db) {
        for (var table : List.of(
                "create table \"Seats\" (id int primary key, note text, place int); create index on \"Seats\" (place) include (note)",
                "create table \"Seats\" (id int primary key, note text, place int);"
                        + " create index on \"Seats\" (place) where note is not null",
                "create table \"Seats\" (id int primary key, note text) with (fillfactor = 80)",
                "create table \"Seats\" (id int, note text)")) {
            db.execute(table);
            assertThat(seen(Looking.catalog(db), 20_000, 2_000, FREE)).as(table).isEmpty();
            db.execute("drop table \"Seats\"");
        }
    }

    @Test
    void is_silent_where_no_updates_are_known_and_content_with_half_of_them(Database db) {
        var catalog = seats(db);
        var bound = "UPDATE \"Te st\".\"Seats\" SET place = $1 WHERE id = $2";

        assertThat(seen(catalog, 20_000, 2_000)).as("none known").isEmpty();
        assertThat(seen(catalog, 20_000, 2_000, FREE, bound)).as("half of them").hasSize(1);
        assertThat(seen(catalog, 20_000, 2_000, FREE, bound, bound + " AND place = $3"))
                .as("a third of them")
                .isEmpty();
    }

    @Test
    void speaks_from_so_many_updates_on_of_which_fewer_than_half_are_hot(Database db) {
        var catalog = seats(db);

        assertThat(seen(catalog, 10_000, 4_999, FREE)).hasSize(1);
        assertThat(seen(catalog, 10_000, 5_000, FREE)).isEmpty();
        assertThat(seen(catalog, 9_999, 0, FREE)).isEmpty();
    }

    private static Catalog seats(Database db) {
        db.execute(
                "create table \"Seats\" (id int primary key, note text, place int)",
                "create index on \"Seats\" (place)");
        return Looking.catalog(db);
    }

    private List<Finding> seen(Catalog catalog, long updated, long hot, String... sql) {
        return Looking.with(rule, Looking.updated(catalog, "Seats", updated, hot), Looking.workload(sql), Map.of());
    }
}

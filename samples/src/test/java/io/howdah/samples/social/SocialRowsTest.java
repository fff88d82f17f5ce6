package io.howdah.samples.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.samples.TestData;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class SocialRowsTest {

    private static final int ROWS = 20_000;

    @BeforeAll
    static void the_sample_is_loaded(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Social.asFound(), TestData.rows(ROWS));
    }

    @Test
    void there_are_as_many_messages_as_asked_for(Database db) {
        assertThat(db.number("select count(*) from messages")).isEqualTo(ROWS);
    }

    @Test
    void a_few_rooms_hold_much_of_the_messages(Database db) {
        // 282 rooms and exponent 1: the largest has 1 / H(282), about 16 of a hundred.
        assertThat(db.number("select max(count) from (select count(*) from messages group by room_id) as rooms")
                        / (double) ROWS)
                .isCloseTo(0.16, within(0.03));
        assertThat(db.number("select count(distinct room_id) from messages")).isGreaterThan(200);
    }

    @Test
    void some_users_have_hundreds_of_status_updates(Database db) {
        assertThat(db.number("select max(count) from (select count(*) from status_updates group by user_id) as users"))
                .isGreaterThan(200);
        assertThat(db.number("select count(*) from (select from status_updates group by user_id having count(*) > 10)"
                        + " as frequent"))
                .isBetween(50L, 400L);
    }

    @Test
    void nobody_writes_before_signing_up(Database db) {
        for (var table : new String[] {"messages", "status_updates"}) {
            assertThat(db.number("select count(*) from %s w join users u on u.id = w.user_id".formatted(table)
                            + " where w.created_at < u.created_at"))
                    .isZero();
        }
    }

    @Test
    void messages_follow_time_on_disk(Database db) {
        assertThat(Double.valueOf(db.value("select correlation from pg_stats"
                        + " where tablename = 'messages' and attname = 'created_at'")))
                .isGreaterThan(0.99);
        assertThat(db.value("select max(created_at) <= '2026-03-01 12:00+00'"
                        + " and min(created_at) >= '2025-03-01 12:00+00' from messages"))
                .isEqualTo("t");
    }

    @Test
    void most_users_are_active(Database db) {
        assertThat(Double.parseDouble(db.value("select avg(is_active::int) from users")))
                .isCloseTo(0.97, within(0.02));
    }

    @Test
    void a_few_addresses_differ_by_case_alone(Database db) {
        assertThat(db.number("select count(*) - count(distinct lower(email)) from users"))
                .isBetween(1L, 20L);
        assertThat(db.number("select count(*) - count(distinct email) from users"))
                .isZero();
        assertThat(Double.parseDouble(db.value("select avg((email <> lower(email))::int) from users")))
                .isCloseTo(0.25, within(0.06));
    }

    @Test
    void interests_and_topics_are_skewed_and_none_is_named_twice(Database db) {
        var perInterest = db.column("select count(*) from profiles, unnest(interests) as i group by i order by 1 desc");

        assertThat(perInterest).hasSize(144);
        assertThat(Long.parseLong(perInterest.getFirst())).isGreaterThan(10 * Long.parseLong(perInterest.get(100)));
        assertThat(db.number("select count(*) from profiles where cardinality(interests) <>"
                        + " (select count(distinct i) from unnest(interests) as i)"))
                .isZero();
        assertThat(db.number("select count(*) from profiles where settings @> '{\"topics\": [\"music\"]}'"))
                .isGreaterThan(
                        db.number("select count(*) from profiles where settings @> '{\"topics\": [\"wild_chess\"]}'"));
    }

    @Test
    void places_cluster_around_cities_and_some_are_unknown(Database db) {
        assertThat(db.number("select count(distinct (round(location_lng), round(location_lat))) from profiles"))
                .isBetween(20L, 160L);
        assertThat(db.number("select count(*) from profiles where location <-> point(location_lng, location_lat) > 0"
                        + " or (location is null) <> (location_lng is null)"))
                .isZero();
        assertThat(Double.parseDouble(db.value("select avg((location is null)::int) from profiles")))
                .isCloseTo(0.08, within(0.03));
    }

    @Test
    void regions_are_of_different_size(Database db) {
        assertThat(db.column("select region from forum_threads group by region order by count(*) desc"))
                .hasSize(7)
                .startsWith("US");
    }

    @Test
    void keys_and_indexes_are_there_and_identities_go_on(Database db) {
        var schema = "connamespace = '\"Te st\"'::regnamespace";
        assertThat(db.number("select count(*) from pg_constraint where contype = 'p' and " + schema))
                .isEqualTo(6);
        assertThat(db.number("select count(*) from pg_constraint where contype = 'f' and " + schema))
                .isEqualTo(5);
        assertThat(db.value("insert into rooms (name, topic) values ('x', 'y') returning id"))
                .isEqualTo("283");
    }
}

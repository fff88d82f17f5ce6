package io.howdah.samples.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.samples.TestData;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class MarketRowsTest {

    private static final int ROWS = 20_000;

    @BeforeAll
    static void the_sample_is_loaded(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Market.asFound(), TestData.rows(ROWS));
    }

    @Test
    void there_are_as_many_characters_as_asked_for(Database db) {
        assertThat(db.number("select count(*) from characters")).isEqualTo(ROWS);
    }

    @Test
    void every_balance_is_what_was_deposited_less_purchases_and_with_sales(Database db) {
        assertThat(db.number("select count(*) from trades")).isGreaterThan(5_000);
        assertThat(db.number("""
                with moved as (
                  select user_id, sum(case action when 'sell' then quantity * price else -quantity * price end) as money
                  from trades group by user_id)
                select count(*) from users u left join moved m on m.user_id = u.id
                where u.balance is distinct from u.deposited + coalesce(m.money, 0)""")).isZero();
    }

    @Test
    void every_holding_is_what_was_bought_and_not_sold(Database db) {
        assertThat(db.number("""
                with moved as (
                  select user_id, character_id, sum(case action when 'sell' then -quantity else quantity end) as quantity
                  from trades group by user_id, character_id)
                select count(*) from moved m full join holdings h using (user_id, character_id)
                where coalesce(h.quantity, 0) is distinct from m.quantity or h.quantity <= 0""")).isZero();
        assertThat(db.number("select count(*) from holdings")).isGreaterThan(2_000);
    }

    @Test
    void nobody_ever_spent_what_was_not_there_or_sold_what_was_not_held(Database db) {
        assertThat(db.number("""
                select count(*) from (
                  select u.deposited + sum(case action when 'sell' then quantity * price else -quantity * price end)
                      over (partition by user_id order by t.id) as balance,
                    sum(case action when 'sell' then -quantity else quantity end)
                      over (partition by user_id, character_id order by t.id) as held
                  from trades t join users u on u.id = t.user_id) as books
                where balance < 0 or held < 0""")).isZero();
    }

    @Test
    void trades_lie_on_disk_in_the_order_of_their_time_and_end_now(Database db) {
        assertThat(db.number("""
                select count(*) from (
                  select created_at, lag(created_at) over (order by id) as before, ctid, lag(ctid) over (order by id) as place
                  from trades) t where created_at < before or ctid < place""")).isZero();
        assertThat(db.value("select max(created_at) between '2026-02-26' and '2026-03-01 12:00' from trades"))
                .isEqualTo("t");
    }

    @Test
    void the_crews_name_beside_a_character_is_that_of_its_crew(Database db) {
        assertThat(db.number("select count(*) from characters m left join crews c on c.id = m.crew_id"
                        + " where m.crew is distinct from c.name"))
                .isZero();
        assertThat(db.number("select count(*) from characters where crew like '%Straw Hat%'"))
                .isBetween(50L, 500L);
    }

    @Test
    void few_characters_are_tradeable_and_most_are_active(Database db) {
        assertThat(share(db, "is_tradeable")).isCloseTo(0.05, within(0.001));
        assertThat(share(db, "is_active")).isCloseTo(0.97, within(0.01));
        assertThat(db.number("select count(*) from trades t join characters m on m.id = character_id"
                        + " where not is_tradeable"))
                .isZero();
    }

    @Test
    void a_few_users_and_characters_have_much_of_the_trades(Database db) {
        assertThat(db.number(percentOfTrades("user_id", 50))).isBetween(20L, 60L);
        assertThat(db.number(percentOfTrades("character_id", 50))).isBetween(20L, 60L);
    }

    @Test
    void bounties_reach_from_little_to_billions(Database db) {
        assertThat(db.number("select percentile_disc(0.5) within group (order by bounty) from characters"))
                .isBetween(3_000_000L, 5_000_000L);
        assertThat(db.number("select max(bounty) from characters")).isGreaterThan(1_000_000_000L);
    }

    @Test
    void the_time_of_the_last_change_is_that_of_the_creation(Database db) {
        assertThat(db.number("select count(*) from characters where updated_at <> created_at"))
                .isZero();
    }

    @Test
    void the_last_price_in_the_history_is_near_the_present_one(Database db) {
        assertThat(db.number("""
                select count(*) from (
                  select distinct on (character_id) character_id, price, at from price_history
                  order by character_id, at desc) last join characters m on m.id = character_id
                where at > timestamp '2026-03-01 12:00' - interval '1 day' and abs(ln(price / current_price)) > 0.15""")).isZero();
    }

    @Test
    void serial_keys_go_on_after_the_last_row(Database db) {
        assertThat(db.value("insert into users (name, email) values ('a', 'b') returning id"))
                .isEqualTo("1001");
        db.execute("delete from users where id = 1001");
    }

    private static String percentOfTrades(String column, int most) {
        return """
                select (sum(count) * 100 / (select count(*) from trades))::int from (
                  select count(*) from trades group by %s order by 1 desc limit %d) as most""".formatted(column, most);
    }

    private static double share(Database db, String condition) {
        return Double.parseDouble(
                db.value("select avg(case when %s then 1.0 else 0 end) from characters".formatted(condition)));
    }
}

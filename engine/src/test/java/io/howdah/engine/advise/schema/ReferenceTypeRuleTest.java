package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ReferenceTypeRuleTest {

    private final ReferenceTypeRule rule = new ReferenceTypeRule();

    @BeforeEach
    void customers(Database db) {
        db.execute("create table customers (id bigint primary key, ref text)");
    }

    @Test
    void sees_a_join_that_converts_to_the_type_of_the_key(Database db) {
        db.execute(
                "create table \"Calls\" (id int primary key, \"Who\" text, at date)",
                "create table visits (who integer)",
                "create table notes (customer character(20))",
                "create table things (id uuid primary key)",
                "create table marks (thing character varying(36))");

        var found = with(
                db,
                "select 1 from \"Te st\".\"Calls\" c join \"Te st\".customers k on k.id = c.\"Who\"::bigint where k.ref = $1",
                "select 1 from \"Te st\".visits v, \"Te st\".customers k where v.who = k.id",
                "select 1 from \"Te st\".marks m join \"Te st\".things t on t.id = m.thing::uuid",
                "select 1 from \"Te st\".notes n join \"Te st\".customers k on k.id::character varying = n.customer");

        assertThat(Looking.graded(found))
                .containsExactly(
                        "NOTICE \"Calls\".\"Who\"", "NOTICE marks.thing", "NOTICE notes.customer", "NOTICE visits.who");
        assertThat(found)
                .filteredOn(f -> !f.subject().contains("visits"))
                .allMatch(f -> f.cost().timeShare() > 0.2);
    }

    @Test
    void sees_columns_named_after_a_key_that_they_will_not_hold(Database db) {
        db.execute(
                "create table categories (category_id bigint primary key)",
                "create table \"Tracks\" (customer_id int, category_id smallint)");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactly("INFO \"Tracks\".category_id", "INFO \"Tracks\".customer_id");
    }

    @Test
    void is_silent_where_types_agree_hold_all_keys_or_a_foreign_key_is_there(Database db) {
        db.execute(
                "create table wide (id int primary key)",
                "create domain number as bigint",
                "create table same (customer_id bigint, wide_id bigint, other number)",
                "create table bound (customer_id int references customers)",
                "create table foreign_system (customer_id text, other_id int, id int, _id int)");

        assertThat(with(
                        db,
                        "select 1 from \"Te st\".same s join \"Te st\".customers k on k.id = s.customer_id",
                        "select 1 from \"Te st\".same s join \"Te st\".wide w on w.id = s.wide_id",
                        "select 1 from \"Te st\".same s join \"Te st\".customers k on k.id = s.other",
                        "select 1 from \"Te st\".bound b join \"Te st\".customers k on k.id = b.customer_id"))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_type_of_the_key_would_lose_what_the_column_holds(Database db) {
        db.execute(
                "create table calendar (day date primary key)",
                "create table facts (ts timestamp, at_day text, amount numeric)",
                "create table uuids (id uuid)",
                "create table rates (rate numeric primary key)");

        assertThat(with(
                        db,
                        "select 1 from \"Te st\".facts f join \"Te st\".calendar c on f.ts::date = c.day",
                        "select 1 from \"Te st\".facts f join \"Te st\".calendar c on f.at_day::date = c.day",
                        "select 1 from \"Te st\".facts f join \"Te st\".customers k on f.amount::bigint = k.id",
                        "select 1 from \"Te st\".facts f join \"Te st\".rates r on f.at_day::numeric = r.rate",
                        "select 1 from \"Te st\".uuids u join \"Te st\".customers k on u.id::text = k.id::text"))
                .isEmpty();
    }

    @Test
    void giving_it_a_text_of_some_length_cuts_no_value(Database db) {
        db.execute(
                "create table countries (code character(2) primary key)",
                "create table addresses (country text)",
                "insert into addresses values ('de')");
        var join = "select 1 from \"Te st\".addresses a join \"Te st\".countries c on c.code = a.country";
        var sql = Objects.requireNonNull(with(db, join).getFirst().decision())
                .choices()
                .getFirst()
                .sql();

        db.execute("insert into addresses values ('deu')");
        assertThatThrownBy(() -> sql.forEach(db::execute)).hasMessageContaining("too long");
        db.execute("delete from addresses where country = 'deu'");
        sql.forEach(db::execute);

        assertThat(with(db, join)).isEmpty();
    }

    @Test
    void is_silent_about_joins_to_what_is_no_key_and_comparisons_with_values(Database db) {
        db.execute("create table calls (who int)");

        assertThat(
                        with(
                                db,
                                "select 1 from \"Te st\".calls c join \"Te st\".customers k on k.ref = c.who::text",
                                "select 1 from \"Te st\".calls c, \"Te st\".customers k where k.id = $1::bigint and c.who::text = $2"))
                .isEmpty();
    }

    @Test
    void giving_it_the_type_of_the_key_ends_it(Database db) {
        db.execute("create table \"Calls\" (\"Who\" text)", "insert into \"Calls\" values ('5')");
        var join = "select 1 from \"Te st\".\"Calls\" c join \"Te st\".customers k on k.id = c.\"Who\"::bigint";

        var decision = Objects.requireNonNull(with(db, join).getFirst().decision());
        decision.choices().getFirst().sql().forEach(db::execute);

        assertThat(with(db, join)).isEmpty();
    }

    private List<Finding> with(Database db, String... statements) {
        return Looking.with(rule, Looking.catalog(db), Looking.workload(statements), Map.of());
    }
}

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

    @Test
    void reads_casts_that_are_written_as_functions_on_either_side(Database db) {
        db.execute("create table calls (who text)", "create table marks (who text)");

        assertThat(Looking.graded(with(
                        db,
                        joined("calls c", "k.id = cast(c.who as bigint)"),
                        joined("marks m", "cast(m.who as bigint) = k.id"))))
                .containsExactly("NOTICE calls.who", "NOTICE marks.who");
    }

    @Test
    void is_silent_about_what_is_calculated_from_a_column(Database db) {
        db.execute("create table calls (who int)");

        for (var calculated : List.of(
                "k.id = c.who + 1",
                "k.id = c.who::bigint + 1",
                "k.id = c.who::pg_catalog.int8 + 1",
                "k.id = cast(c.who + 1 as bigint)",
                "1 + c.who = k.id",
                "1 + c.who::bigint = k.id",
                "c.who + 1 = k.id",
                "cast(c.who + 1 as bigint) = k.id")) {
            assertThat(with(db, joined("calls c", calculated))).as(calculated).isEmpty();
        }
    }

    @Test
    void reads_texts_that_were_cut_off(Database db) {
        db.execute("create table calls (who int)");

        for (var cut : List.of("k.id =", "k.id = c", "k.id = cast", "k.id = cast(c.who")) {
            assertThat(with(db, joined("calls c", cut))).as(cut).isEmpty();
        }
    }

    @Test
    void is_silent_about_views_keys_on_both_sides_the_table_itself_and_texts_that_compare_as_they_are(Database db) {
        db.execute(
                "create view shown as select 1 as who",
                "create table extras (id int primary key)",
                "create table codes (code varchar(5) primary key)",
                "create table uses (code text)",
                "create table pads (pad char(3) primary key)",
                "create table marks (pad char(5))");

        assertThat(with(
                        db,
                        joined("shown s", "k.id = s.who"),
                        joined("extras e", "k.id = e.id"),
                        joined("customers c", "k.id = c.ref::bigint"),
                        "select 1 from \"Te st\".uses u join \"Te st\".codes c on c.code = u.code",
                        "select 1 from \"Te st\".marks m join \"Te st\".pads p on p.pad = m.pad"))
                .isEmpty();
    }

    @Test
    void is_silent_about_names_that_mean_no_key_of_another_table(Database db) {
        db.execute(
                "create table s (id bigint primary key)",
                "create table parcels (number bigint primary key, id bigint)",
                "create table people (id bigint primary key, people_id int)",
                "create table tracks (customer_id int primary key)",
                "create table odd (_id int, customer_no int, parcel_id int)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void says_what_a_narrower_type_and_what_another_one_does(Database db) {
        db.execute("create table visits (who int)", "create table calls (who text)");

        var narrower = with(db, joined("visits v", "k.id = v.who")).getFirst();
        var another = with(db, joined("calls c", "k.id = c.who::bigint")).getFirst();

        assertThat(narrower.why()).contains("cannot be inserted any more");
        assertThat(narrower.cost().timeShare()).isZero();
        assertThat(another.why()).contains("each row is converted");
    }

    @Test
    void says_what_becomes_of_the_values(Database db) {
        db.execute(
                "create table visits (who int)",
                "create table calls (who text)",
                "create table countries (code character(2) primary key)",
                "create table addresses (country text)",
                "create table tags (tag text primary key)",
                "create table uses (tag int)");

        assertThat(change(db, joined("visits v", "k.id = v.who"))).startsWith("Every value fits, for bigint is wider.");
        assertThat(change(db, joined("calls c", "k.id = c.who::bigint")))
                .startsWith("Fails with the first value that is no bigint");
        assertThat(change(db, "select 1 from \"Te st\".addresses a join \"Te st\".countries c on c.code = a.country"))
                .startsWith("Fails with the first value that is too long for character(2).");
        assertThat(change(db, "select 1 from \"Te st\".uses u join \"Te st\".tags t on t.tag = u.tag::text"))
                .startsWith("Every value has a text.");
    }

    @Test
    void is_silent_about_casts_in_calculations_and_of_what_is_compared_with_values(Database db) {
        db.execute("create table calls (who int)");

        for (var other : List.of(
                "c.who::text = $2 and $3 = k.id",
                "c.who::bigint + 1 = k.id",
                "1 + cast(c.who as bigint) = k.id",
                "k.id = cast(c.who as bigint) + 1")) {
            assertThat(with(db, joined("calls c", other))).as(other).isEmpty();
        }
    }

    @Test
    void reads_types_of_several_words_and_numbers(Database db) {
        db.execute("create table notes (c int)", "create table codes (code varchar(20) primary key)");

        for (var cast : List.of(
                "cast(n.c as varchar(20)) = k.code",
                "cast(n.c as character varying(20)) = k.code",
                "n.c::character varying(20) = k.code",
                "k.code = n.c::character varying(20)")) {
            var join = "select 1 from \"Te st\".notes n join \"Te st\".codes k on " + cast;
            assertThat(Looking.subjects(with(db, join))).as(cast).containsExactly("notes.c");
        }
    }

    private String change(Database db, String statement) {
        return Objects.requireNonNull(with(db, statement).getFirst().decision())
                .choices()
                .getFirst()
                .consequences()
                .getFirst();
    }

    /** A join of a table to the customers, {@code k}. */
    private static String joined(String table, String condition) {
        return "select 1 from \"Te st\"." + table + " join \"Te st\".customers k on " + condition;
    }

    private List<Finding> with(Database db, String... statements) {
        return Looking.with(rule, Looking.catalog(db), Looking.workload(statements), Map.of());
    }
}

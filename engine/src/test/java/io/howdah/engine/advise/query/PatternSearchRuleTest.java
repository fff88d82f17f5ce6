package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class PatternSearchRuleTest {

    private static final String OF_CREW =
            "SELECT * FROM \"Te st\".\"Pirates\" WHERE crew LIKE '%w 3%' AND bounty > 100 ORDER BY bounty DESC";

    private final PatternSearchRule rule = new PatternSearchRule();

    @BeforeEach
    void pirates(Database db) {
        db.execute(
                "create table crews (id int primary key, name text not null unique)",
                "create table \"Pirates\" (id int primary key, crew_id int references crews, crew text, bounty int, note text)",
                "insert into crews select n, 'Crew ' || n || ' of all' from generate_series(1, 9) n",
                "insert into \"Pirates\" select n, 1 + n % 9, 'Crew ' || 1 + n % 9 || ' of all', n, repeat('n', 500) || n"
                        + " from generate_series(1, 900) n",
                "analyze");
    }

    @Test
    void offers_the_key_that_the_text_repeats_before_trigrams_and_words(Database db) {
        assertThat(titles(db, OF_CREW))
                .containsExactly("search by crew_id", "an index of trigrams", "full text", "leave it as it is");
    }

    @Test
    void hands_over_a_statement_by_key_that_gives_the_rows_of_the_crew(Database db) {
        var choice = choices(db, OF_CREW).getFirst();

        choice.sql().forEach(db::execute);

        assertThat(choice.statements())
                .singleElement()
                .asString()
                .doesNotContain("note")
                .doesNotContain("w 3")
                .endsWith("LIMIT 50");
        db.execute("prepare handed_over as " + choice.statements().getFirst());
        assertThat(db.query("execute handed_over('Crew 3 of all', 100)"))
                .isEqualTo(
                        db.query("select id, crew_id, crew, bounty from \"Pirates\" where crew_id = 3 and bounty > 100"
                                + " order by bounty desc limit 50"));
        assertThat(db.column("select indexdef from pg_indexes where indexname = 'Pirates_crew_id_search_idx'")
                        .getFirst())
                .endsWith("(crew_id, bounty DESC)");
    }

    @Test
    void hands_over_a_search_for_words(Database db) {
        var choice =
                choices(db, "SELECT id FROM \"Te st\".\"Pirates\" WHERE crew LIKE '%Crew%' OR note LIKE '%n7%'")
                        .stream()
                        .filter(c -> c.title().equals("full text"))
                        .findFirst()
                        .orElseThrow();

        choice.sql().forEach(db::execute);

        db.execute("prepare handed_over as " + choice.statements().getFirst());
        assertThat(db.query("execute handed_over('Cre', '%n7%')")).hasSize(900);
    }

    @Test
    void hands_over_for_a_partitioned_table_what_it_takes(Database db) {
        db.execute(
                "create table parts (id int, crew_id int references crews, crew text) partition by hash (id)",
                "create table part_0 partition of parts for values with (modulus 1, remainder 0)",
                "insert into parts select id, crew_id, crew from \"Pirates\"",
                "analyze");

        for (var choice : choices(db, "SELECT id FROM \"Te st\".parts WHERE crew LIKE '%w 3%'")) {
            choice.sql().forEach(db::execute);
        }

        assertThat(db.number("select count(*) from pg_index where indrelid = 'part_0'::regclass and indisvalid"))
                .as("by key, by trigrams, by words")
                .isEqualTo(3);
    }

    @Test
    void offers_no_key_where_the_text_is_one_of_its_own(Database db) {
        assertThat(titles(db, "SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE '%n7%'"))
                .containsExactly("an index of trigrams", "full text", "leave it as it is");
        db.execute("update \"Pirates\" set crew = 'other' where id < 450", "analyze");
        assertThat(titles(db, OF_CREW)).doesNotContain("search by crew_id");
    }

    @Test
    void goes_by_the_statement_that_tells_most_whichever_comes_first(Database db) {
        var bound = "SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE $1";
        var seen = "SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE '%n7%'";
        var among = "SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE '%n7%' OR bounty = 1";

        for (var texts :
                List.of(List.of(bound, seen, among), List.of(among, seen, bound), List.of(bound, among, seen))) {
            var scenes = Scenes.of(db);
            texts.forEach(scenes::ran);
            var finding = scenes.seenBy(rule).getFirst();

            assertThat(Objects.requireNonNull(finding.decision())
                            .choices()
                            .get(1)
                            .statements())
                    .containsExactly(
                            "SELECT id FROM \"Te st\".\"Pirates\" WHERE to_tsvector('simple', note) @@ to_tsquery('simple', $1 || ':*')");
        }
    }

    @Test
    void keeps_the_parameter_of_a_bound_pattern(Database db) {
        assertThat(choices(db, "SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE $1")
                        .get(1)
                        .statements())
                .containsExactly(
                        "SELECT id FROM \"Te st\".\"Pirates\" WHERE to_tsvector('simple', note) @@ plainto_tsquery('simple', $1)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            note LIKE '%' || $1 || '%'
            note LIKE ('%' || $1::text || '%') ESCAPE ''
            note LIKE concat('%', $1, '%')
            """)
    void reads_patterns_that_the_statement_puts_together(String condition, Database db) {
        var handedOver = choices(
                        db, "SELECT id FROM \"Te st\".\"Pirates\" WHERE bounty > 7 AND " + condition + " AND id < $2")
                .get(1)
                .statements();

        db.execute("prepare handed_over as " + handedOver.getFirst());
        assertThat(handedOver.getFirst())
                .contains("plainto_tsquery('simple', $")
                .doesNotContain("LIKE");
        assertThat(db.column("select unnest(parameter_types) from pg_prepared_statements where name = 'handed_over'"))
                .containsExactlyInAnyOrder("text", "integer", "integer");
    }

    @Test
    void keeps_silent_about_beginnings_of_texts_and_searches_that_cost_nothing(Database db) {
        assertThat(Scenes.of(db)
                        .ran("SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE 'n%'")
                        .ran("SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE $1 || '%'")
                        .ran("SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE '%' || $1 || $2 || '%'")
                        .ran("SELECT id FROM \"Te st\".\"Pirates\" WHERE note NOT LIKE '%n7%'")
                        .titles(rule))
                .isEmpty();
        assertThat(Scenes.of(db)
                        .ran("SELECT 1", 1000, 100_000, 1000)
                        .ran(OF_CREW, 1, 500, 1)
                        .titles(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_trigrams_of_all_rows_are_indexed(Database db) {
        var search = "SELECT id FROM \"Te st\".\"Pirates\" WHERE note LIKE '%n7%'";
        db.execute(
                "create extension pg_trgm",
                "create index on \"Pirates\" using gin (crew gin_trgm_ops)",
                "create index on \"Pirates\" using gin (note gin_trgm_ops) where bounty > 5",
                "create index on \"Pirates\" (note text_pattern_ops)");
        assertThat(Scenes.of(db).ran(search).titles(rule)).hasSize(1);

        db.execute("create index on \"Pirates\" using gist (note gist_trgm_ops)");
        assertThat(Scenes.of(db).ran(search).titles(rule)).isEmpty();
    }

    @Test
    void does_not_take_trigrams_that_partitions_lack_for_an_index(Database db) {
        db.execute(
                "create table logs (id int, note text) partition by hash (id)",
                "create table log_0 partition of logs for values with (modulus 1, remainder 0)",
                "create extension pg_trgm",
                "create index on only logs using gin (note gin_trgm_ops)");

        assertThat(Scenes.of(db)
                        .ran("SELECT id FROM \"Te st\".logs WHERE note LIKE '%n7%'")
                        .titles(rule))
                .hasSize(1);
    }

    @Test
    void keeps_silent_about_patterns_of_every_text_with_a_sign_of_their_own_and_of_what_is_made_of_a_column(
            Database db) {
        var scenes = Scenes.of(db);
        for (var condition : List.of(
                "note LIKE '%%'",
                "note LIKE '%a!_b%' ESCAPE '!'",
                "note LIKE '%a\\_b%'",
                "note LIKE crew",
                "lower(note) LIKE '%n7%'",
                "note = '%n7%'")) {
            scenes.ran("SELECT id FROM \"Te st\".\"Pirates\" WHERE " + condition);
        }

        assertThat(scenes.titles(rule)).isEmpty();
    }

    @Test
    void keeps_silent_about_joins(Database db) {
        assertThat(Scenes.of(db)
                        .ran("SELECT p.id FROM \"Te st\".\"Pirates\" p JOIN \"Te st\".crews c ON c.id = p.crew_id"
                                + " WHERE p.note LIKE '%n7%'")
                        .titles(rule))
                .isEmpty();
    }

    private List<String> titles(Database db, String sql) {
        return choices(db, sql).stream().map(Choice::title).toList();
    }

    private List<Choice> choices(Database db, String sql) {
        var finding = Scenes.of(db).ran(sql).seenBy(rule).getFirst();
        return Objects.requireNonNull(finding.decision()).choices();
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class JsonPathRuleTest {

    private static final Map<String, Double> SMALL = Map.of("json-path.rows", 100.0);

    private static final String JOIN =
            "select 1 from \"Te st\".\"Events\" e join \"Te st\".users u on u.name = e.\"Doc\" ->> 'user name'";

    private static final String[] FILTERS = {
        "select id from \"Te st\".\"Events\" where \"Doc\"->>'kind' = 'a'",
        "select count(*) from \"Te st\".\"Events\" e where (e.\"Doc\" ->> 'kind') in ('a', 'b')",
        "update \"Te st\".\"Events\" set id = 1 where 'a' = (\"Doc\" ->> 'kind')::text",
    };

    private final JsonPathRule rule = new JsonPathRule();

    @BeforeEach
    void events(Database db) {
        db.execute(
                "create table users (id int primary key, name text)",
                "create table \"Events\" (id int, \"Doc\" jsonb, plain text)",
                "insert into \"Events\" select n, '{\"kind\": \"a\", \"at\": {\"day\": 5}}' from generate_series(1, 200) n",
                "analyze");
    }

    @Test
    void sees_a_join_by_a_value_inside_of_a_document(Database db) {
        assertThat(Looking.graded(with(db, JOIN)))
                .containsExactly("NOTICE \"Events\".\"Doc\" (\"Doc\" ->> 'user name'::text)");
    }

    @Test
    void sees_a_value_that_many_statements_compare_with_their_share_of_the_time(Database db) {
        var found = with(db, FILTERS);

        assertThat(Looking.graded(found)).containsExactly("INFO \"Events\".\"Doc\" (\"Doc\" ->> 'kind'::text)");
        assertThat(found.getFirst().cost().timeShare()).isEqualTo(1);
        assertThat(with(db, FILTERS[0], FILTERS[1])).as("two are not many").isEmpty();
    }

    @Test
    void reads_the_keys_from_a_text_as_it_was_sent(Database db) {
        var normalised = JOIN.replace("'user name'", "$1");
        var statement = new Statement("1", normalised, List.of(new Statement.Sample(JOIN, List.of(), 1)), 10, 10, null);

        assertThat(Looking.with(rule, Looking.catalog(db), workload(statement), SMALL))
                .hasSize(1);
        assertThat(with(db, normalised)).isEmpty();
    }

    @Test
    void is_silent_about_what_is_only_shown_small_tables_and_little_time(Database db) {
        var shown = "select \"Doc\" ->> 'kind', \"Doc\" -> 'at' ->> 'day' from \"Te st\".\"Events\" where id = $1";
        assertThat(with(db, shown, shown + " or id = $2", shown + " or id = $3"))
                .isEmpty();
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(JOIN), Map.of()))
                .isEmpty();

        var rare = new Statement("1", JOIN, List.of(), 1, 1, null);
        var usual = new Statement("2", "select 1", List.of(), 1, 1000, null);
        assertThat(Looking.with(rule, Looking.catalog(db), workload(rare, usual), SMALL))
                .isEmpty();
    }

    @Test
    void is_silent_where_an_index_or_statistics_know_the_values(Database db) {
        db.execute("create index on \"Events\" ((\"Doc\" ->> 'user name'))");
        assertThat(with(db, JOIN)).isEmpty();

        db.execute("create index on \"Events\" ((\"Doc\" -> 'at' ->> 'day'))");
        var nested =
                "select 1 from \"Te st\".\"Events\" e join \"Te st\".users u on u.id = (e.\"Doc\" -> 'at' ->> 'day')::int";
        assertThat(with(db, nested)).isEmpty();
        db.execute("drop index \"Events_expr_idx1\"");
        assertThat(with(db, nested)).hasSize(1);
    }

    @Test
    void each_way_can_be_gone_and_those_that_leave_the_statements_end_it(Database db) {
        var choices =
                Objects.requireNonNull(with(db, JOIN).getFirst().decision()).choices();

        choices.get(0).sql().forEach(db::execute);
        db.execute("insert into \"Events\" values (0, '{\"user name\": \"x\"}')");
        assertThat(db.value("select count(*) from \"Events\" where \"user name\" = 'x'"))
                .isEqualTo("1");
        assertThat(with(db, JOIN)).hasSize(1);

        choices.get(1).sql().forEach(db::execute);
        assertThat(with(db, JOIN)).isEmpty();
        db.execute("drop index \"Events_expr_idx\"");

        choices.get(2).sql().forEach(db::execute);
        assertThat(with(db, JOIN)).isEmpty();
    }

    @Test
    void indexes_a_partitioned_table_as_it_takes_it(Database db) {
        db.execute(
                "create table \"Parts\" (id int, \"Doc\" jsonb) partition by hash (id)",
                "create table part_0 partition of \"Parts\" for values with (modulus 1, remainder 0)",
                "insert into \"Parts\" select id, \"Doc\" from \"Events\"",
                "analyze");
        var join = JOIN.replace("Events", "Parts");
        var choices =
                Objects.requireNonNull(with(db, join).getFirst().decision()).choices();

        choices.get(0).sql().forEach(db::execute);
        choices.get(1).sql().forEach(db::execute);

        assertThat(with(db, join)).isEmpty();
        assertThat(Objects.requireNonNull(with(db, JOIN).getFirst().decision())
                        .choices()
                        .get(1)
                        .sql())
                .first()
                .asString()
                .startsWith("CREATE INDEX CONCURRENTLY ON");
    }

    @Test
    void says_whether_tables_are_joined_by_it(Database db) {
        assertThat(with(db, JOIN))
                .extracting(Finding::title)
                .containsExactly("tables are joined by a value inside of \"Te st\".\"Events\".\"Doc\"");
        assertThat(with(db, FILTERS))
                .extracting(Finding::title)
                .containsExactly("a value inside of \"Te st\".\"Events\".\"Doc\" is compared like a column");
    }

    @Test
    void joins_by_it_where_one_statement_does_whatever_others_do(Database db) {
        var compared = "select id from \"Te st\".\"Events\" where \"Doc\"->>'user name' = 'a'";

        assertThat(Looking.graded(with(db, JOIN, compared)))
                .containsExactly("NOTICE \"Events\".\"Doc\" (\"Doc\" ->> 'user name'::text)");
        assertThat(Looking.graded(with(db, compared, JOIN)))
                .containsExactly("NOTICE \"Events\".\"Doc\" (\"Doc\" ->> 'user name'::text)");
    }

    @Test
    void counts_a_statement_once_that_compares_it_twice(Database db) {
        assertThat(with(db, FILTERS[0] + " or \"Doc\"->>'kind' = 'b'", FILTERS[1]))
                .isEmpty();
    }

    @Test
    void is_silent_about_views_and_looks_at_the_statistics_of_the_table_itself(Database db) {
        db.execute(
                "create view shown as select * from \"Events\"",
                "create table others (\"Doc\" jsonb)",
                "create statistics known on (\"Doc\" ->> 'user name') from others");

        assertThat(with(db, JOIN.replace("\"Events\"", "shown"))).isEmpty();
        assertThat(with(db, JOIN)).hasSize(1);
    }

    @Test
    void names_its_column_otherwise_than_one_that_is_there(Database db) {
        var choices = Objects.requireNonNull(
                        with(db, JOIN.replace("user name", "plain")).getFirst().decision())
                .choices();

        assertThat(choices.getFirst().sql().getFirst()).contains("ADD COLUMN \"Doc_plain\" text");
    }

    private List<Finding> with(Database db, String... statements) {
        return Looking.with(rule, Looking.catalog(db), Looking.workload(statements), SMALL);
    }

    private static Workload workload(Statement... statements) {
        return new Workload("test", null, Instant.EPOCH, List.of(statements), List.of());
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class MaterializedViewRuleTest {

    private static final String PER_CREW =
            "SELECT c.crew AS gang, count(*), avg(c.bounty) FROM \"Te st\".\"Char acters\" c GROUP BY c.crew ORDER BY 2 DESC LIMIT 20";

    private static final String LIST = "SELECT * FROM \"Te st\".\"Char acters\"";

    private final MaterializedViewRule rule = new MaterializedViewRule();

    @BeforeEach
    void characters(Database db) {
        db.execute(
                "create table \"Char acters\" (id int primary key, crew text, bounty bigint)",
                "insert into \"Char acters\" select n, 'crew ' || n % 5, n from generate_series(1, 100) n");
    }

    @Test
    void sees_an_aggregate_asked_for_again_and_again(Database db) {
        var findings = seen(db, workload(PER_CREW + " -- current_price", PER_CREW, 1000, 20));

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Char acters\"");
        assertThat(findings.getFirst().cost().timeShare()).isEqualTo(1);
        assertThat(findings.getFirst().evidence())
                .extracting(Evidence::text)
                .satisfiesExactly(
                        calls -> assertThat(calls).endsWith("1,000 calls, 20.0 ms each"),
                        writes -> assertThat(writes)
                                .endsWith("rows of these tables were written since the counters began"));
    }

    @Test
    void prints_a_view_that_gives_the_same_rows_and_is_refreshed_while_it_is_read(Database db) {
        var decision = Objects.requireNonNull(
                seen(db, workload(PER_CREW, PER_CREW, 1000, 20)).getFirst().decision());

        decision.choices().getFirst().sql().forEach(db::execute);

        assertThat(decision.choices().getFirst().sql())
                .hasSize(3)
                .last()
                .asString()
                .contains("CONCURRENTLY");
        assertThat(decision.choices().getFirst().consequences().get(1)).startsWith("With its unique index");
        assertThat(db.query("select * from \"Char acters_summary\" order by 1"))
                .isEqualTo(db.query("select * from (" + PER_CREW + ") s order by 1"));
    }

    @Test
    void hands_over_a_statement_that_gives_the_columns_under_their_names(Database db) {
        var sql =
                "SELECT c.crew, sum(c.bounty), sum(c.id) FROM \"Te st\".\"Char acters\" c GROUP BY c.crew ORDER BY sum(c.id) DESC LIMIT 3";
        var choice = choice(db, sql, 0);

        choice.sql().forEach(db::execute);

        assertThat(choice.statements())
                .containsExactly(
                        "SELECT crew, sum, sum_2 AS sum FROM \"Te st\".\"Char acters_summary\" ORDER BY 3 DESC");
        assertThat(db.query(choice.statements().getFirst())).isEqualTo(db.query(sql));
    }

    @Test
    void knows_names_that_are_given_without_as(Database db) {
        var sql =
                "SELECT c.crew gang, sum(c.bounty) total, CASE WHEN c.crew > 'crew 2' THEN 1 END AS late, NOT c.crew IS NULL"
                        + " FROM \"Te st\".\"Char acters\" c GROUP BY c.crew ORDER BY total DESC";
        var choice = choice(db, sql, 0);

        choice.sql().forEach(db::execute);

        assertThat(choice.sql()).contains("CREATE UNIQUE INDEX ON \"Te st\".\"Char acters_summary\" (gang)");
        assertThat(choice.statements())
                .containsExactly(
                        "SELECT gang, total, late, value AS \"?column?\" FROM \"Te st\".\"Char acters_summary\" ORDER BY 2 DESC");
        assertThat(db.query(choice.statements().getFirst())).isEqualTo(db.query(sql));
    }

    @Test
    void writes_triggers_that_keep_a_count_right(Database db) {
        db.execute("alter table \"Char acters\" alter crew set not null");
        var sql =
                "SELECT crew, count(*) FROM \"Te st\".\"Char acters\" GROUP BY crew HAVING count(*) > 5 ORDER BY count(*) DESC, crew LIMIT 4";
        var choice = choice(db, sql, 1);

        choice.sql().forEach(db::execute);
        db.execute(
                "insert into \"Char acters\" values (101, 'crew 1', 1), (102, 'crew 9', 1)",
                "update \"Char acters\" set crew = 'crew 2' where id <= 3",
                "delete from \"Char acters\" where id > 98");

        assertThat(db.query(choice.statements().getFirst())).isEqualTo(db.query(sql));
    }

    @Test
    void counts_no_more_than_the_statement_does(Database db) {
        assertThat(choice(db, "SELECT crew, count(*) FROM \"Te st\".\"Char acters\" GROUP BY crew", 1)
                        .sql())
                .isEmpty();
        db.execute("alter table \"Char acters\" alter crew set not null");
        assertThat(choice(db, "SELECT crew, sum(id) FROM \"Te st\".\"Char acters\" GROUP BY crew", 1)
                        .sql())
                .isEmpty();
        assertThat(choice(db, "SELECT crew, count(*) FROM \"Te st\".\"Char acters\" WHERE id > 3 GROUP BY crew", 1)
                        .sql())
                .isEmpty();
    }

    @Test
    void counts_calls_of_a_short_window_by_the_hour(Database db) {
        var calls = workload(PER_CREW, PER_CREW, 12, 20);
        var until = Instant.EPOCH.plusSeconds(60);

        assertThat(seen(db, new Workload("test", Instant.EPOCH, until, calls.statements(), List.of())))
                .hasSize(1);
        assertThat(seen(
                        db,
                        new Workload("test", Instant.EPOCH, until.plusSeconds(3600), calls.statements(), List.of())))
                .isEmpty();
    }

    private Decision.Choice choice(Database db, String sql, int position) {
        return Objects.requireNonNull(
                        seen(db, workload(sql, sql, 1000, 20)).getFirst().decision())
                .choices()
                .get(position);
    }

    @Test
    void has_no_sql_where_the_constants_were_not_seen(Database db) {
        var counted = workload(PER_CREW.replace("20", "$1"), null, 1000, 20);

        var choice = Objects.requireNonNull(seen(db, counted).getFirst().decision())
                .choices()
                .getFirst();

        assertThat(choice.sql()).isEmpty();
        assertThat(choice.consequences().get(1)).startsWith("A refresh locks readers out");
    }

    @Test
    void is_silent_about_other_values_each_time_seldom_calls_fast_ones_and_lists(Database db) {
        assertThat(seen(db, workload(PER_CREW.replace("20", "$1"), PER_CREW.replace("20", "$1"), 1000, 20)))
                .isEmpty();
        assertThat(seen(db, workload(PER_CREW, PER_CREW, 10, 20))).isEmpty();
        assertThat(seen(db, workload(PER_CREW, PER_CREW, 1000, 1))).isEmpty();
        assertThat(seen(db, workload(PER_CREW + ", current_date", PER_CREW + ", current_date", 1000, 20)))
                .isEmpty();
        var list = "SELECT * FROM \"Te st\".\"Char acters\"";
        assertThat(seen(db, workload(list, list, 1000, 20))).isEmpty();
        assertThat(seen(db, of(ran(PER_CREW, 1000, 20, 10_001, PER_CREW)))).isEmpty();
        assertThat(seen(db, of(ran(PER_CREW, 1000, 20, 5, PER_CREW, PER_CREW.replace("20", "30")))))
                .isEmpty();
        assertThat(seen(db, of(ran(PER_CREW, 1000, 20, 5, PER_CREW), ran(list, 1000, 1000, 5))))
                .as("a fiftieth of the time or less")
                .isEmpty();
        assertThat(seen(db, of(ran(PER_CREW, 1000, 20, 5, PER_CREW)))).hasSize(1);
    }

    @Test
    void is_silent_where_only_the_text_is_known_and_each_request_has_an_answer_of_its_own(Database db) {
        var counted = "SELECT count(*) FROM \"Te st\".\"Char acters\" WHERE ";
        db.execute("analyze \"Char acters\"");

        assertThat(seen(db, workload(counted + "id = $1", null, 1000, 20))).isEmpty();
        assertThat(seen(db, workload(counted + "bounty > $1", null, 1000, 20))).isEmpty();
        assertThat(seen(db, workload(counted + "crew = $1", null, 1000, 20))).hasSize(1);
        assertThat(seen(db, workload(PER_CREW.replace("ORDER", "HAVING count(*) > $1 ORDER"), null, 1000, 20)))
                .hasSize(1);
    }

    @Test
    void is_silent_about_answers_that_are_kept_already(Database db) {
        db.execute("create materialized view kept as select crew, bounty from \"Char acters\"");
        var kept = "SELECT k.crew, count(*) FROM \"Te st\".kept k GROUP BY k.crew";

        assertThat(seen(db, workload(kept, kept, 1000, 20))).isEmpty();
    }

    @Test
    void believes_no_rate_of_few_calls_or_of_no_time(Database db) {
        assertThat(seen(db, within(60, 9))).isEmpty();
        assertThat(seen(db, within(60, 10))).hasSize(1);
        assertThat(seen(db, within(0, 50))).isEmpty();
        assertThat(seen(db, within(1800, 50))).hasSize(1);
        assertThat(seen(db, within(1801, 50))).isEmpty();
    }

    @Test
    void speaks_from_its_thresholds_on(Database db) {
        assertThat(seen(db, workload(PER_CREW, PER_CREW, 100, 5))).hasSize(1);
        assertThat(seen(db, of(ran(PER_CREW, 1000, 20, 10_000, PER_CREW), ran(LIST, 1000, 980, 5))))
                .as("a fiftieth of the time")
                .hasSize(1);
    }

    @Test
    void warns_from_a_fifth_of_the_time_on(Database db) {
        var aggregate = ran(PER_CREW, 1000, 20, 5, PER_CREW);

        assertThat(Looking.graded(seen(db, of(aggregate, ran(LIST, 1000, 80, 5)))))
                .containsExactly("WARNING \"Char acters\"");
        assertThat(Looking.graded(seen(db, of(aggregate, ran(LIST, 1000, 81, 5)))))
                .containsExactly("NOTICE \"Char acters\"");
    }

    @Test
    void is_silent_about_writes_and_what_is_computed_from_no_table(Database db) {
        var write = "INSERT INTO \"Te st\".\"Char acters\" SELECT max(c.id) + 1 FROM \"Te st\".\"Char acters\" c";
        var series = "SELECT count(*) FROM generate_series(1, 1000000) n";

        assertThat(seen(db, workload(write, write, 1000, 20))).isEmpty();
        assertThat(seen(db, workload(series, series, 1000, 20))).isEmpty();
    }

    @Test
    void takes_a_column_of_twenty_values_for_one_of_few_and_an_unknown_one_not(Database db) {
        var counted = workload("SELECT count(*) FROM \"Te st\".\"Char acters\" WHERE crew = $1", null, 1000, 20);
        assertThat(seen(db, counted)).as("never analysed").isEmpty();

        db.execute(
                "delete from \"Char acters\"",
                "insert into \"Char acters\" select n, 'crew ' || n % 20, n from generate_series(1, 1000) n",
                "analyze \"Char acters\"");
        assertThat(seen(db, counted)).as("twenty").hasSize(1);

        db.execute("update \"Char acters\" set crew = 'crew 20' where id <= 20", "analyze \"Char acters\"");
        assertThat(seen(db, counted)).as("one more").isEmpty();
    }

    @Test
    void is_silent_where_a_value_of_the_request_is_given_back(Database db) {
        var given = "SELECT $1, count(*) FROM \"Te st\".\"Char acters\"";

        assertThat(seen(db, workload(given, null, 1000, 20))).isEmpty();
    }

    @Test
    void keeps_counts_by_one_key_of_one_table_and_nothing_else(Database db) {
        db.execute("alter table \"Char acters\" alter crew set not null");

        for (var sql : List.of(
                "SELECT crew, count(*) FROM {t} GROUP BY crew UNION ALL SELECT crew, count(*) FROM {t} GROUP BY crew",
                "WITH x AS (SELECT 1) SELECT crew, count(*) FROM {t} GROUP BY crew",
                "SELECT c.crew, count(*) FROM {t} c, {t} d GROUP BY c.crew",
                "SELECT c.crew, count(*) FROM {t} c JOIN {t} d ON d.id = c.id GROUP BY c.crew",
                "SELECT crew, count(*) FROM (SELECT crew FROM {t} WHERE id > 3) s GROUP BY crew",
                "SELECT crew, count(*) FROM {t} GROUP BY crew, bounty",
                "SELECT crew, count(*), max(id) FROM {t} GROUP BY crew",
                "SELECT lower(crew), count(*) FROM {t} GROUP BY crew",
                "SELECT DISTINCT crew, count(*) FROM {t} GROUP BY crew",
                "SELECT crew, count(*) FROM {t} GROUP BY crew HAVING sum(id) > 5",
                "SELECT crew, count(*) FROM {t} GROUP BY crew ORDER BY max(id)")) {
            var named = sql.replace("{t}", "\"Te st\".\"Char acters\"");
            assertThat(choice(db, named, 1).sql()).as(sql).isEmpty();
        }
    }

    @Test
    void keeps_no_count_for_a_statement_whose_constants_were_not_seen(Database db) {
        db.execute("alter table \"Char acters\" alter crew set not null");
        var limited = "SELECT crew, count(*) FROM \"Te st\".\"Char acters\" GROUP BY crew LIMIT $1";

        var decision = seen(db, workload(limited, null, 1000, 20)).getFirst().decision();

        assertThat(Objects.requireNonNull(decision).choices().get(1).sql()).isEmpty();
    }

    /** So many calls in so many seconds. */
    private static Workload within(long seconds, double calls) {
        var statements = workload(PER_CREW, PER_CREW, calls, 20).statements();
        return new Workload("test", Instant.EPOCH, Instant.EPOCH.plusSeconds(seconds), statements, List.of());
    }

    private List<Finding> seen(Database db, Workload workload) {
        return Looking.with(rule, Looking.catalog(db), workload, Map.of());
    }

    private static Workload of(Statement... statements) {
        return new Workload("test", null, Instant.EPOCH, List.of(statements), List.of());
    }

    private static Statement ran(String text, double calls, double ms, double rows, String... samples) {
        return new Statement(
                text,
                text,
                Stream.of(samples)
                        .map(s -> new Statement.Sample(s, List.of(), 3))
                        .toList(),
                calls,
                calls * ms,
                new Statement.Counters(calls * rows, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static Workload workload(String text, @Nullable String sample, double calls, double ms) {
        var samples =
                sample == null ? List.<Statement.Sample>of() : List.of(new Statement.Sample(sample, List.of(), 3));
        return new Workload(
                "test",
                null,
                Instant.EPOCH,
                List.of(new Statement("1", text, samples, calls, calls * ms, null)),
                List.of());
    }
}

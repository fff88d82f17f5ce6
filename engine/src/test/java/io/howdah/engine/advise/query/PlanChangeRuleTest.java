package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.LoggedPlan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Seen;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans are those of the test's server, made under other settings; only how long they took is said. */
@PostgresTest
class PlanChangeRuleTest {

    private static final String OPEN = "SELECT id FROM \"Te st\".\"Or ders\" WHERE customer = 7 AND state = 'open'";
    private static final String ANY = "SELECT id FROM \"Te st\".\"Or ders\" WHERE customer = $1 AND state = $2";

    private static final List<String> BY_INDEX = List.of("set enable_bitmapscan = off");
    private static final List<String> WHOLE =
            List.of("set enable_bitmapscan = off", "set enable_indexscan = off", "set enable_indexonlyscan = off");

    private final PlanChangeRule rule = new PlanChangeRule();

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table \"Or ders\" (id int primary key, customer int, state text, note text)",
                "insert into \"Or ders\" select n, n % 2000, 'open', 'n' from generate_series(1, 20000) n",
                "create index by_customer on \"Or ders\" (customer)",
                "analyze \"Or ders\"");
    }

    @Test
    void sees_a_statement_that_got_slower_with_another_plan(Database db) throws SQLException {
        var finding = seen(db, calls(db, OPEN, 6, 2, BY_INDEX), calls(db, OPEN, 5, 90, WHOLE))
                .getFirst();

        assertThat(finding.title()).isEqualTo("got 45.0 times slower with another plan");
        assertThat(finding.subject()).doesNotContain("'open'");
        assertThat(evidence(finding))
                .containsExactly(
                        "6 calls by the earlier plan, half of them within 2.0 ms; 5 by the later one, half of them within 90.0 ms",
                        "Index Scan using by_customer on \"Te st\".\"Or ders\" (10 rows expected) became Seq Scan on \"Te st\".\"Or ders\""
                                + " (10 rows expected)");
        assertThat(finding.why()).startsWith("The planner expects the same rows as before");
        assertThat(titles(finding)).containsExactly("enable_seqscan = off", "leave it");
    }

    @Test
    void prints_settings_for_the_role_that_runs_it(Database db) throws SQLException {
        var role = db.createRole();
        var plans = plans(calls(db, OPEN, 5, 2, BY_INDEX), calls(db, OPEN, 5, 90, WHOLE));
        var caller = List.of(new Statement.Caller(role.name(), 10));
        var statement = new Statement("1", OPEN, List.of(), 10, 100, null, caller);
        var other = new Statement("2", "SELECT note FROM \"Te st\".\"Or ders\"", List.of(), 10, 0, null);

        var finding = rule.examine(Scene.of(Looking.catalog(db), workload(plans, other, statement)))
                .getFirst();

        assertThat(finding.cost().timeShare()).isEqualTo(1);
        var sql = choices(finding).getFirst().sql();
        assertThat(sql.getFirst()).startsWith("ALTER ROLE ").endsWith(" SET enable_seqscan = off");
        sql.forEach(db::execute);
    }

    @Test
    void asks_for_statistics_where_the_planner_expects_other_rows(Database db) throws SQLException {
        var before = calls(db, OPEN, 5, 2, BY_INDEX);
        db.execute(
                "update \"Or ders\" set customer = 7 where id > 5000",
                "update \"Or ders\" set state = 'done' where id > 6000",
                "analyze \"Or ders\"");
        var finding = seen(db, before, calls(db, OPEN, 5, 90, List.of())).getFirst();

        assertThat(evidence(finding).getLast()).startsWith("of Or ders: 10 rows expected; then ");
        assertThat(finding.why()).startsWith("The planner expects other rows than before.");
        assertThat(titles(finding))
                .containsExactly(
                        "new statistics of \"Te st\".\"Or ders\"",
                        "extended statistics on customer, state",
                        "enable_seqscan = off",
                        "leave it");
        choices(finding).get(1).sql().forEach(db::execute);
    }

    @Test
    void holds_the_plans_for_values_where_the_one_for_any_value_is_slow(Database db) throws SQLException {
        var custom = calls(db, ANY, 5, 2, List.of("set plan_cache_mode = force_custom_plan"));
        var generic = calls(
                db,
                ANY,
                5,
                90,
                List.of(
                        "set plan_cache_mode = force_generic_plan",
                        "set enable_indexscan = off",
                        "set enable_bitmapscan = off"));
        var mixed = new ArrayList<LoggedPlan>();
        IntStream.range(0, 5).forEach(i -> mixed.addAll(List.of(custom.get(i), generic.get(i))));

        var finding = seen(db, mixed).getFirst();

        assertThat(finding.why()).startsWith("A prepared statement gets a plan for any value");
        assertThat(titles(finding)).containsExactly("plan_cache_mode = force_custom_plan", "leave it");
        choices(finding).getFirst().sql().forEach(db::execute);
    }

    @Test
    void names_an_index_that_is_gone(Database db) throws SQLException {
        var before = calls(db, OPEN, 5, 2, BY_INDEX);
        db.execute("drop index by_customer");

        var finding = seen(db, before, calls(db, OPEN, 5, 90, List.of())).getFirst();

        assertThat(finding.why()).isEqualTo("The earlier plan used an index that is no longer there.");
        assertThat(titles(finding).getFirst()).isEqualTo("make the index again: by_customer");
    }

    @Test
    void tries_on_the_twin_what_would_hold_the_earlier_plan(Database db) throws SQLException {
        db.execute("drop index by_customer", "create index by_state on \"Or ders\" (state)", "analyze \"Or ders\"");
        var plans = plans(
                calls(db, OPEN, 5, 2, List.of("set enable_seqscan = off", "set enable_bitmapscan = off")),
                calls(db, OPEN, 5, 90, List.of()));
        var catalog = Looking.catalog(db);
        var workload = workload(plans, new Statement("1", OPEN, List.of(), 10, 100, null));
        try (var twin = Twin.build(catalog, Looking.shared())) {
            var questions = new Binder(twin).bind(workload).questions();
            var scene = Scene.of(catalog, workload).planning(Planned.of(twin, questions, RowSamples.NONE));

            assertThat(evidence(rule.examine(scene).getFirst()).getLast())
                    .startsWith("with enable_seqscan = off it is planned");
        }
    }

    @Test
    void keeps_silent_on_plans_that_come_and_go_with_the_values(Database db) throws SQLException {
        var few = calls(db, OPEN, 6, 2, BY_INDEX);
        var many = calls(db, OPEN, 6, 90, WHOLE);
        var mixed = new ArrayList<LoggedPlan>();
        IntStream.range(0, 6).forEach(i -> mixed.addAll(List.of(few.get(i), many.get(i))));

        assertThat(seen(db, mixed)).isEmpty();
    }

    @Test
    void keeps_silent_on_few_calls_small_differences_and_what_got_faster(Database db) throws SQLException {
        assertThat(seen(db, calls(db, OPEN, 4, 2, BY_INDEX), calls(db, OPEN, 5, 90, WHOLE)))
                .isEmpty();
        assertThat(seen(db, calls(db, OPEN, 5, 2, BY_INDEX), calls(db, OPEN, 4, 90, WHOLE)))
                .isEmpty();
        assertThat(seen(db, calls(db, OPEN, 5, 60, BY_INDEX), calls(db, OPEN, 5, 90, WHOLE)))
                .isEmpty();
        assertThat(seen(db, calls(db, OPEN, 5, 1, BY_INDEX), calls(db, OPEN, 5, 9, WHOLE)))
                .isEmpty();
        assertThat(seen(db, calls(db, OPEN, 5, 90, BY_INDEX), calls(db, OPEN, 5, 2, WHOLE)))
                .isEmpty();
        assertThat(seen(db, calls(db, OPEN, 5, 2, BY_INDEX), calls(db, OPEN, 5, 90, BY_INDEX)))
                .isEmpty();
    }

    @Test
    void takes_partitions_for_their_whole(Database db) throws SQLException {
        db.execute(
                "create table \"Mea sures\" (day int, value int) partition by range (day)",
                "create table first_part partition of \"Mea sures\" for values from (0) to (100)",
                "create table second_part partition of \"Mea sures\" for values from (100) to (200)",
                "create index on \"Mea sures\" (day)");
        var index = List.of("set enable_seqscan = off", "set enable_bitmapscan = off");
        var sql = "SELECT value FROM \"Te st\".\"Mea sures\" WHERE day = ";
        var both = "SELECT value FROM \"Te st\".\"Mea sures\" WHERE day = 7 OR day = 107";

        assertThat(seen(db, calls(db, sql + 7, 5, 2, index), calls(db, sql + 107, 5, 90, index)))
                .isEmpty();
        assertThat(seen(db, calls(db, sql + 7, 5, 2, index), calls(db, sql + 107, 5, 90, List.of())))
                .hasSize(1);
        assertThat(new PlanForm(Looking.catalog(db))
                        .of(calls(db, both, 1, 2, WHOLE).getFirst().plan()))
                .isEqualTo("Seq Scan on \"Te st\".\"Mea sures\"");
    }

    /** So many calls of one plan, the one that the server makes under these settings. */
    private static List<LoggedPlan> calls(Database db, String sql, int calls, double ms, List<String> settings)
            throws SQLException {
        try (var connection = db.connection();
                var statement = connection.createStatement()) {
            for (var setting : settings) {
                statement.execute(setting);
            }
            var explained = sql;
            if (sql.contains("$1")) {
                statement.execute("prepare any_value(int, text) as " + sql);
                explained = "execute any_value(7, 'open')";
            }
            try (var result = statement.executeQuery("explain (format json) " + explained)) {
                result.next();
                var plan = PlanJson.read(result.getString(1));
                return Stream.generate(() -> new LoggedPlan(sql, ms, plan))
                        .limit(calls)
                        .toList();
            }
        }
    }

    private static List<LoggedPlan> plans(List<LoggedPlan> before, List<LoggedPlan> after) {
        return Stream.concat(before.stream(), after.stream()).toList();
    }

    private List<Finding> seen(Database db, List<LoggedPlan> before, List<LoggedPlan> after) {
        return seen(db, plans(before, after));
    }

    private List<Finding> seen(Database db, List<LoggedPlan> plans) {
        return rule.examine(Scene.of(Looking.catalog(db), workload(plans)));
    }

    private static Workload workload(List<LoggedPlan> plans, Statement... statements) {
        return new Workload("test", null, Instant.EPOCH, List.of(statements), List.of())
                .seeing(new Seen(List.of(), plans));
    }

    private static List<String> evidence(Finding finding) {
        return finding.evidence().stream().map(Evidence::text).toList();
    }

    private static List<Choice> choices(Finding finding) {
        return Objects.requireNonNull(finding.decision()).choices();
    }

    private static List<String> titles(Finding finding) {
        return choices(finding).stream().map(Choice::title).toList();
    }
}

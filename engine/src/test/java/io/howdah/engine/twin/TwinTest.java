package io.howdah.engine.twin;

import static io.howdah.engine.twin.Orders.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.OwnSessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwinTest {

    private static final String BY_CUSTOMER = "SELECT * FROM \"My Shop\".orders WHERE customer_id = 7";
    private static final String BY_ID = "SELECT * FROM orders WHERE id = 7";

    private static Twin twin;

    @BeforeAll
    static void build() {
        twin = Twin.build(Orders.catalog(), TwinOptions.DEFAULT.sessions(2));
    }

    @AfterAll
    static void close() {
        twin.close();
    }

    @Test
    void plans_a_table_by_its_size_in_the_original() {
        var plan = plan(Configuration.AS_IS, "SELECT * FROM orders");

        assertThat(plan.nodes()).singleElement().satisfies(node -> {
            assertThat(node.rows()).isEqualTo(1_000_000);
            assertThat(node.totalCost()).isEqualTo(10_000 + 0.01 * 1_000_000);
        });
    }

    @Test
    void finds_unqualified_names_in_whatever_schema_they_are() {
        assertThat(plan(Configuration.AS_IS, BY_ID).root().index()).isEqualTo("orders_pkey");
    }

    @Test
    void uses_a_candidate_only_where_the_configuration_names_it() {
        var candidate = byCustomer();

        assertThat(plan(Configuration.AS_IS, BY_CUSTOMER).shape()).doesNotContain("howdah");
        assertThat(plan(Configuration.with(Set.of(candidate)), BY_CUSTOMER).shape())
                .contains(candidate.name());
        assertThat(plan(Configuration.AS_IS, BY_CUSTOMER).shape()).doesNotContain("howdah");
    }

    @Test
    void hides_an_existing_index() {
        var hidden = Configuration.AS_IS.hiding(Set.of(Orders.PRIMARY_KEY));

        assertThat(plan(hidden, BY_ID).shape()).contains("Seq Scan").doesNotContain("orders_pkey");
    }

    @Test
    void makes_a_definition_once() {
        assertThat(byCustomer()).isSameAs(byCustomer());
    }

    @Test
    void leaves_out_what_the_server_refuses_and_says_why() {
        var impossible = IndexDefinition.btree(Orders.TABLE, List.of(IndexKey.on("no_such_column")));

        assertThat(twin.add(List.of(impossible))).isEmpty();
        assertThat(twin.refused()).containsEntry(impossible, "column \"no_such_column\" does not exist");
    }

    @Test
    void keeps_the_tables_size_when_candidates_are_added() {
        var before = plan(Configuration.AS_IS, "SELECT * FROM orders").cost();
        twin.add(List.of(IndexDefinition.btree(Orders.TABLE, List.of(IndexKey.on("Note")))));

        assertThat(plan(Configuration.AS_IS, "SELECT * FROM orders").cost()).isEqualTo(before);
    }

    @Test
    void tells_one_failure_from_the_other_questions() {
        var answers = twin.ask(Configuration.AS_IS, List.of(question("SELECT nonsense"), question(BY_ID)));

        assertThat(Orders.shape(answers.get(0))).isEqualTo("column \"nonsense\" does not exist");
        assertThat(answers.get(1)).isInstanceOf(Answer.Planned.class);
    }

    @Test
    void plans_without_knowing_the_parameters() {
        var answers = twin.ask(Configuration.AS_IS, List.of(question("SELECT * FROM orders WHERE id = $1", true)));

        assertThat(Orders.shape(answers.get(0))).contains("orders_pkey");
    }

    @Test
    void answers_in_the_order_of_many_questions() {
        var questions = new ArrayList<Question>();
        for (int i = 1; i <= 50; i++) {
            questions.add(question("SELECT " + i + " FROM orders LIMIT " + i));
        }
        var answers = twin.ask(Configuration.AS_IS, questions);

        assertThat(answers).extracting(Answer::question).containsExactlyElementsOf(questions);
    }

    @Test
    void refuses_to_hide_what_the_database_does_not_have() {
        var hidden = Configuration.AS_IS.hiding(Set.of(new QualifiedName("x", "y")));

        assertThatThrownBy(() -> twin.ask(hidden, List.of(question(BY_ID)))).isInstanceOf(Problem.class);
    }

    @Test
    void writes_trees_that_the_servers_own_check_finds_sound() throws SQLException {
        var candidate = byCustomer();
        try (var connection = twin.superuserSession();
                var session = connection.createStatement()) {
            session.execute("BEGIN; CREATE EXTENSION amcheck; CREATE EXTENSION pageinspect;"
                    + " UPDATE pg_index SET indisvalid = true");
            for (var index : List.of("orders_pkey", candidate.name())) {
                session.execute("SELECT bt_index_parent_check('\"My Shop\"." + index + "', false, true)");
                try (var rows = session.executeQuery(
                        "SELECT level, fastlevel, root FROM bt_metap('\"My Shop\"." + index + "')")) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(2);
                    assertThat(rows.getInt(2)).isEqualTo(2);
                    assertThat(rows.getInt(3)).isEqualTo(1);
                }
            }
            session.execute("ROLLBACK");
        }
    }

    @Test
    void grows_a_table_and_its_indexes() {
        try (var grown = Twin.build(Orders.catalog(), TwinOptions.DEFAULT)) {
            var before = cost(grown, BY_ID);
            grown.resize(Map.of(Orders.TABLE, 1e9));
            var all = grown.ask(Configuration.AS_IS, List.of(question("SELECT * FROM orders")));

            assertThat(((Answer.Planned) all.get(0)).plan().root().rows()).isEqualTo(1e9);
            assertThat(cost(grown, BY_ID)).isGreaterThan(before);
        }
    }

    @Test
    void names_a_relation_whose_statistics_nobody_could_see() {
        try (var blind = Twin.build(Orders.catalog(Orders.table(false)), TwinOptions.DEFAULT)) {
            var answer =
                    blind.ask(Configuration.AS_IS, List.of(question(BY_ID))).get(0);

            assertThat(blind.notCarried()).containsKey(Orders.TABLE);
            assertThat(Orders.shape(answer)).contains("statistics are not visible");
        }
    }

    @Test
    void lives_on_a_server_that_is_there_already_and_leaves_it_as_it_was() throws SQLException {
        try (var server = PostgresServer.builder()
                .temporary()
                .initdbOption("--no-data-checksums")
                .setting("autovacuum", "off")
                .start()) {
            var options = TwinOptions.DEFAULT.server(server);
            try (var guest = Twin.build(Orders.catalog(), options);
                    var another = Twin.build(Orders.catalog(), options)) {
                assertThat(cost(guest, BY_ID)).isEqualTo(cost(another, BY_ID));
            }
            assertThat(databases(server)).containsExactly("postgres");
        }
    }

    @Test
    void refuses_a_server_that_would_notice_its_pages() {
        try (var server = PostgresServer.builder()
                .temporary()
                .setting("autovacuum", "off")
                .start()) {
            var options = TwinOptions.DEFAULT.server(server);

            assertThatThrownBy(() -> Twin.build(Orders.catalog(), options))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("without data checksums");
        }
    }

    @Test
    void is_built_though_a_definition_is_not_understood() {
        var table = Orders.table(true);
        var strange = new Constraint(
                "strange", Constraint.Kind.CHECK, List.of(), null, List.of(), true, "CHECK ((id ?? ) (", null);
        var catalog = Orders.catalog(table.with(
                table.columns(), table.indexes(), List.of(table.constraints().get(0), strange)));
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            assertThat(twin.notCarried()).isEmpty();
            assertThat(twin.notes()).singleElement().asString().startsWith("constraint strange is not on the twin");
            assertThat(cost(twin, BY_ID)).isPositive();
        }
    }

    private static List<String> databases(PostgresServer server) throws SQLException {
        var settings = new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
        var names = new ArrayList<String>();
        try (var connection = new OwnSessions(settings).writing();
                var session = connection.createStatement();
                var rows = session.executeQuery("SELECT datname FROM pg_database WHERE NOT datistemplate")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static double cost(Twin twin, String sql) {
        var answer = twin.ask(Configuration.AS_IS, List.of(question(sql))).get(0);
        return ((Answer.Planned) answer).plan().cost();
    }

    private static Candidate byCustomer() {
        return twin.add(List.of(IndexDefinition.btree(Orders.TABLE, List.of(IndexKey.on("customer_id")))))
                .get(0);
    }

    private static Plan plan(Configuration configuration, String sql) {
        var answer = twin.ask(configuration, List.of(question(sql))).get(0);
        if (answer instanceof Answer.Failed failed) {
            throw new AssertionError(failed.reason());
        }
        return ((Answer.Planned) answer).plan();
    }
}

package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class RowSecurityMissingRuleTest {

    private static final String[] STATEMENTS = {
        "SELECT * FROM \"Te st\".\"Orders\" WHERE owner = $1 AND id = $2",
        "UPDATE \"Te st\".\"Orders\" SET note = $1 WHERE owner = $2",
        "SELECT n.* FROM \"Te st\".notes n JOIN \"Te st\".\"Orders\" o ON o.id = n.id WHERE n.owner = $1 AND o.owner = $1",
        "SELECT * FROM \"Te st\".lists WHERE id = $1"
    };

    /** Of which half compare the owner. */
    private static final String[] FEW = {
        STATEMENTS[0],
        "SELECT * FROM \"Te st\".\"Orders\" WHERE id = $1",
        "SELECT * FROM \"Te st\".notes WHERE id = $1",
        "SELECT * FROM \"Te st\".notes WHERE owner = $1"
    };

    private final RowSecurityMissingRule rule = new RowSecurityMissingRule();

    @BeforeEach
    void tables_of_tenants(Database db) {
        db.execute(
                "create table firms (id bigint primary key)",
                "insert into firms values (1), (2)",
                "create table \"Orders\" (id int primary key, owner bigint not null references firms, note text)",
                "create table notes (id int primary key, owner bigint not null references firms)",
                "create table lists (id int primary key, state int not null)",
                "insert into \"Orders\" select n, 1 + n % 2, 'x' from generate_series(1, 10) n",
                "insert into notes select n, 1 + n % 2 from generate_series(1, 10) n",
                "analyze");
    }

    @Test
    void sees_what_divides_the_rows_of_nearly_all_statements(Database db) {
        var findings = Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of());

        assertThat(findings)
                .extracting(Finding::subject)
                .singleElement()
                .isEqualTo("owner of \"Te st\".\"Orders\", \"Te st\".notes");
    }

    @Test
    void prints_a_first_stage_that_hides_nothing_until_a_tenant_is_set(Database db) {
        db.execute(
                "create role teller",
                "grant usage on schema \"Te st\" to teller",
                "grant select on all tables in schema \"Te st\" to teller");
        var decision =
                Objects.requireNonNull(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of())
                        .getFirst()
                        .decision());

        decision.choices().getFirst().sql().forEach(db::execute);

        db.execute("set role teller");
        assertThat(db.column("select count(*) from \"Orders\"")).containsExactly("10");
        db.execute("select set_config('app.tenant', '2', false)");
        assertThat(db.column("select distinct owner from \"Orders\"")).containsExactly("2");
        db.execute("reset role", "reset app.tenant", "drop owned by teller", "drop role teller");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of()))
                .isEmpty();
    }

    @Test
    void sees_a_column_that_most_tables_carry_though_few_statements_compare_it(Database db) {
        carriers(db);
        var few = Looking.workload(FEW);

        assertThat(Looking.with(rule, Looking.catalog(db), few, Map.of())).hasSize(1);
        db.execute("drop table bills");
        assertThat(Looking.with(rule, Looking.catalog(db), few, Map.of())).isEmpty();
    }

    @Test
    void is_silent_where_statements_read_rows_of_all(Database db) {
        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Looking.workload(
                                "SELECT * FROM \"Te st\".\"Orders\" WHERE owner = $1",
                                "SELECT count(*) FROM \"Te st\".\"Orders\"",
                                "SELECT * FROM \"Te st\".notes WHERE owner = $1"),
                        Map.of()))
                .isEmpty();
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_where_the_column_is_asked_in_one_table_is_that_of_users_or_is_rare(Database db) {
        carriers(db);
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW[1], FEW[2], FEW[3]), Map.of()))
                .isEmpty();

        db.execute("delete from cases where id > 150", "vacuum analyze cases");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .isEmpty();

        db.execute(
                "insert into cases select n, 1 + n % 2 from generate_series(151, 400) n",
                "vacuum analyze cases",
                "do $$ begin for i in 1..3 loop execute format('create table other%s (id int)', i); end loop; end $$");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .isEmpty();
    }

    private static void carriers(Database db) {
        db.execute(
                "create table bills (id int primary key, owner bigint not null)",
                "create table cases (id int primary key, owner bigint not null)",
                "insert into cases select n, 1 + n % 2 from generate_series(1, 400) n",
                "analyze");
    }
}

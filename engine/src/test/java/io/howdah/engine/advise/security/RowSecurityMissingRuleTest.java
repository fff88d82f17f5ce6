package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "insert into \"Orders\" select n, 1 + n % 2, 'x' from generate_series(1, 200) n",
                "insert into notes select n, 1 + n % 2 from generate_series(1, 200) n",
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
        assertThat(db.column("select count(*) from \"Orders\"")).containsExactly("200");
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

        db.execute(
                "delete from cases where id > 150",
                "delete from \"Orders\" where id > 150",
                "delete from notes where id > 150",
                "vacuum analyze");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .isEmpty();

        db.execute(
                "insert into cases select n, 1 + n % 2 from generate_series(151, 400) n",
                "vacuum analyze cases",
                "do $$ begin for i in 1..3 loop execute format('create table other%s (id int)', i); end loop; end $$");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .isEmpty();
    }

    @Test
    void wants_four_of_five_calls_to_compare_it(Database db) {
        var catalog = Looking.catalog(db);

        assertThat(Looking.with(rule, catalog, comparing(4), Map.of())).hasSize(1);
        assertThat(Looking.with(rule, catalog, comparing(3), Map.of())).isEmpty();
    }

    @Test
    void is_silent_where_statements_on_one_table_alone_compare_it(Database db) {
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS[0], STATEMENTS[1]), Map.of()))
                .isEmpty();
    }

    @Test
    void takes_more_values_than_tenants_have_for_users(Database db) {
        var catalog = Looking.catalog(db);
        var workload = Looking.workload(STATEMENTS);

        assertThat(Looking.with(rule, catalog, workload, Map.of("row-security-missing.tenants", 2.0)))
                .hasSize(1);
        assertThat(Looking.with(rule, catalog, workload, Map.of("row-security-missing.tenants", 1.0)))
                .isEmpty();
    }

    @Test
    void takes_columns_of_two_types_for_two_things(Database db) {
        db.execute("alter table notes alter column owner type int", "analyze notes");

        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of()))
                .isEmpty();
    }

    @Test
    void wants_a_row_that_stands_for_the_tenant(Database db) {
        db.execute(
                "alter table \"Orders\" drop constraint \"Orders_owner_fkey\"",
                "alter table notes drop constraint notes_owner_fkey",
                "alter table notes add constraint of_someone check (owner > 0)",
                "create table branches (id int primary key, firm bigint references firms)");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of()))
                .isEmpty();

        db.execute("create table staff (owner bigint references firms)");
        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of())))
                .containsExactly("owner of \"Orders\", notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bool", "date", "timestamp", "timestamptz"})
    void takes_no_flag_and_no_time_for_a_tenant(String type, Database db) {
        assertThat(marked(db, type)).isEmpty();
    }

    @Test
    void judges_tables_that_were_never_analysed(Database db) {
        assertThat(marked(db, "int")).hasSize(1);
    }

    @Test
    void names_the_tables_alone_that_are_open_and_hold_a_tenant_in_each_row(Database db) {
        db.execute(
                "alter table \"Orders\" enable row level security",
                "create table bills (id int primary key, owner bigint not null)",
                "create table drafts (id int primary key, owner bigint)",
                "create table labels (id int primary key, owner text not null)",
                "create table closed (id int primary key, owner bigint not null)",
                "alter table closed enable row level security",
                "create table apart (id int primary key)",
                "analyze");

        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of())))
                .containsExactly("owner of notes, bills");
    }

    @Test
    void sees_a_column_that_just_half_of_the_tables_carry(Database db) {
        carriers(db);
        db.execute("create table other1 (id int)", "create table other2 (id int)");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .hasSize(1);

        db.execute("create table other3 (id int)");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .isEmpty();
    }

    @Test
    void wants_a_hundred_rows_for_each_value_of_a_column_that_is_carried(Database db) {
        carriers(db);
        db.execute(
                "truncate cases",
                "delete from \"Orders\" where id > 100",
                "delete from notes where id > 100",
                "vacuum analyze \"Orders\"",
                "vacuum analyze notes",
                "insert into cases select n, 1 + n % 2 from generate_series(1, 200) n",
                "analyze cases");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .hasSize(1);

        db.execute("delete from cases where id = 200", "vacuum analyze cases");
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(FEW), Map.of()))
                .isEmpty();
    }

    @Test
    void takes_no_parent_of_few_rows_for_a_tenant(Database db) {
        db.execute(
                "create table parcels (id int primary key)",
                "insert into parcels select n from generate_series(1, 100) n",
                "create table items (id int primary key, parcel int not null references parcels)",
                "create table scans (id int primary key, parcel int not null references parcels)",
                "insert into items select n, 1 + n % 100 from generate_series(1, 9999) n",
                "insert into scans select n, 1 + n % 100 from generate_series(1, 500) n",
                "analyze");
        var workload = Looking.workload(
                "SELECT * FROM \"Te st\".items WHERE parcel = $1", "SELECT * FROM \"Te st\".scans WHERE parcel = $1");
        assertThat(Looking.with(rule, Looking.catalog(db), workload, Map.of())).isEmpty();

        db.execute("insert into items values (10000, 1)", "analyze items");
        assertThat(Looking.with(rule, Looking.catalog(db), workload, Map.of())).hasSize(1);
    }

    @Test
    void says_which_tables_have_no_index_that_the_policy_can_use(Database db) {
        db.execute(
                "create index on \"Orders\" (owner, id)",
                "create index on notes (id, owner)",
                "create index of_owner on notes (owner)",
                "update pg_index set indisvalid = false where indexrelid = 'of_owner'::regclass");
        assertThat(consequences(db))
                .contains(
                        "The policy is one more condition of every statement; no index begins with it in \"Te st\".notes.");

        db.execute("update pg_index set indisvalid = true where indexrelid = 'of_owner'::regclass");
        assertThat(consequences(db)).contains("An index on it exists in each table, which the policy can use.");
    }

    private List<String> consequences(Database db) {
        var finding = Looking.with(rule, Looking.catalog(db), Looking.workload(STATEMENTS), Map.of())
                .getFirst();
        return Objects.requireNonNull(finding.decision()).choices().getFirst().consequences();
    }

    /** Of five statements on each table so many compare the owner. */
    private static Workload comparing(int count) {
        var statements = new ArrayList<String>();
        for (var table : List.of("\"Orders\"", "notes")) {
            for (int i = 0; i < 5; i++) {
                statements.add(
                        "SELECT %d FROM \"Te st\".%s WHERE %s = $1".formatted(i, table, i < count ? "owner" : "id"));
            }
        }
        return Looking.workload(statements.toArray(String[]::new));
    }

    /** What is seen of two tables whose statements all compare a column of this type. */
    private List<Finding> marked(Database db, String type) {
        db.execute(
                "create table marks (mark " + type + " primary key)",
                "create table first_part (id int primary key, mark " + type + " not null references marks)",
                "create table second_part (id int primary key, mark " + type + " not null references marks)");
        var workload = Looking.workload(
                "SELECT id FROM \"Te st\".first_part WHERE mark = $1",
                "SELECT id FROM \"Te st\".second_part WHERE mark = $1");
        return Looking.with(rule, Looking.catalog(db), workload, Map.of());
    }

    private static void carriers(Database db) {
        db.execute(
                "create table bills (id int primary key, owner bigint not null)",
                "create table cases (id int primary key, owner bigint not null)",
                "insert into cases select n, 1 + n % 2 from generate_series(1, 400) n",
                "analyze");
    }
}

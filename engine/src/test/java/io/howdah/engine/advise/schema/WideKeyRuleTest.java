package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class WideKeyRuleTest {

    private static final Map<String, Double> SMALL = Map.of("wide-key.bytes", 50_000.0);
    private static final Map<String, Double> ANY_SHARE = Map.of("wide-key.bytes", 50_000.0, "wide-key.share", 0.0);

    private final WideKeyRule rule = new WideKeyRule();

    @Test
    void counts_what_referring_tables_repeat_in_rows_and_indexes(Database db) {
        db.execute(
                "create table \"Sites\" (url text primary key)",
                "insert into \"Sites\" values ('https://example.org/a/long/address/of/a/site')",
                "create table visits (id int primary key, site text not null references \"Sites\")",
                "create index on visits (site)",
                "insert into visits select n, 'https://example.org/a/long/address/of/a/site' from generate_series(1, 5000) n",
                "analyze");

        var found = Looking.with(rule, Looking.catalog(db), SMALL);

        assertThat(Looking.graded(found)).containsExactly("INFO \"Sites\"");
        // 44 bytes and a header, less the 8 of a bigint, in 5,000 rows; the index has equal keys once for many rows
        assertThat(found.getFirst().cost().bytes()).isBetween(180_000L, 190_000L);
        assertThat(Looking.with(rule, db)).as("at the standard size").isEmpty();
        assertThat(Looking.with(rule, Looking.catalog(db), Map.of("wide-key.bytes", 50_000.0, "wide-key.share", 0.9)))
                .isEmpty();

        db.execute("create index on visits (site, id)");
        var twice = Looking.with(rule, Looking.catalog(db), SMALL);
        assertThat(twice.getFirst().cost().bytes()).isBetween(360_000L, 380_000L);
    }

    @Test
    void is_silent_about_numbers_uuids_and_codes(Database db) {
        db.execute(
                "create table p (id uuid primary key)",
                "insert into p values ('00000000-0000-0000-0000-000000000001')",
                "create table c (id int primary key, p uuid not null references p)",
                "insert into c select n, '00000000-0000-0000-0000-000000000001' from generate_series(1, 20000) n",
                "create table country (code char(2) primary key)",
                "insert into country values ('de')",
                "create table city (id int primary key, country char(2) references country)",
                "insert into city select n, 'de' from generate_series(1, 20000) n",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    @Test
    void does_not_count_the_tenant_that_other_keys_have_too(Database db) {
        db.execute(
                "create table tenants (id uuid primary key)",
                "insert into tenants values ('00000000-0000-0000-0000-000000000001')",
                "create table users (tenant uuid references tenants, id bigint, primary key (tenant, id))",
                "insert into users values ('00000000-0000-0000-0000-000000000001', 1)",
                "create table notes (id int primary key, tenant uuid not null references tenants, author bigint, "
                        + "foreign key (tenant, author) references users)",
                "insert into notes select n, '00000000-0000-0000-0000-000000000001', 1 from generate_series(1, 20000) n",
                "analyze");
        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();

        db.execute("alter table notes drop constraint notes_tenant_fkey");
        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), SMALL)))
                .containsExactly("users");
    }

    @Test
    void counts_only_rows_that_refer(Database db) {
        db.execute(
                "create table sites (url text primary key)",
                "create table visits (id int primary key, site text references sites)",
                "insert into visits select n, null from generate_series(1, 20000) n",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    @Test
    void is_silent_about_keys_that_nobody_refers_to_or_that_a_table_repeats_within_itself(Database db) {
        db.execute("create table alone (id int primary key)");
        assertThat(Looking.closely(rule, db)).isEmpty();

        db.execute(
                "create table tree (path text primary key, parent text references tree)",
                "insert into tree select 'a/long/path/of/a/node/' || n, 'a/long/path/of/a/node/1' from generate_series(1, 5000) n",
                "analyze");
        assertThat(Looking.with(rule, Looking.catalog(db), ANY_SHARE)).isEmpty();
    }

    @Test
    void is_silent_where_every_column_is_another_keys_too(Database db) {
        db.execute(
                "create table tenants (id uuid primary key)",
                "create table persons (id bigint primary key)",
                "create table users (tenant uuid, person bigint, primary key (tenant, person))",
                "create table notes (id int primary key, tenant uuid references tenants, person bigint references persons, "
                        + "foreign key (tenant, person) references users)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void speaks_from_its_width_on(Database db) {
        db.execute(
                "create table p (id uuid primary key)",
                "insert into p values ('00000000-0000-0000-0000-000000000001')",
                "create table c (id int primary key, p uuid not null references p)",
                "insert into c select n, '00000000-0000-0000-0000-000000000001' from generate_series(1, 20000) n",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), ANY_SHARE)).isEmpty();
        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Map.of("wide-key.bytes", 50_000.0, "wide-key.share", 0.0, "wide-key.width", 16.0)))
                .hasSize(1);
    }

    @Test
    void counts_the_key_in_whole_and_valid_b_trees_only(Database db) {
        visits(db, "not null", 5000);
        db.execute(
                "create index on visits (site, id) where id > 0",
                "create index on visits using brin (site, id)",
                "create index broken on visits (site, id)",
                "update pg_catalog.pg_index set indisvalid = false where indexrelid = 'broken'::regclass",
                "analyze");

        var found = Looking.with(rule, Looking.catalog(db), SMALL);

        // those of the rows alone
        assertThat(found.getFirst().cost().bytes()).isBetween(180_000L, 190_000L);
    }

    @Test
    void counts_no_row_whose_reference_is_null(Database db) {
        visits(db, "", 1000);
        db.execute("insert into visits select n, null from generate_series(1001, 5000) n", "analyze");

        var found = Looking.with(rule, Looking.catalog(db), Map.of("wide-key.bytes", 30_000.0, "wide-key.share", 0.0));

        assertThat(found.getFirst().cost().bytes()).isBetween(36_000L, 38_000L);
    }

    @Test
    void says_what_a_change_of_the_key_writes_where_it_is_handed_on(Database db) {
        visits(db, "not null", 5000);
        assertThat(Looking.with(rule, Looking.catalog(db), SMALL).getFirst().why())
                .doesNotContain("written anew");

        db.execute("alter table visits drop constraint visits_site_fkey, "
                + "add foreign key (site) references \"Sites\" on update cascade");
        assertThat(Looking.with(rule, Looking.catalog(db), SMALL).getFirst().why())
                .contains("all of these rows are written anew");
    }

    @Test
    void counts_a_key_once_that_is_declared_twice(Database db) {
        visits(db, "not null", 5000);
        db.execute("alter table visits add foreign key (site) references \"Sites\"");

        var found = Looking.with(rule, Looking.catalog(db), SMALL);

        assertThat(found.getFirst().cost().bytes()).isBetween(180_000L, 190_000L);
    }

    @Test
    void counts_a_key_beside_which_other_columns_refer_too(Database db) {
        visits(db, "not null", 5000);
        db.execute("create table persons (id int primary key)", "alter table visits add person int references persons");

        var found = Looking.with(rule, Looking.catalog(db), SMALL);

        assertThat(Looking.graded(found)).containsExactly("INFO \"Sites\"");
    }

    private static void visits(Database db, String nullable, int rows) {
        db.execute(
                "create table \"Sites\" (url text primary key)",
                "insert into \"Sites\" values ('https://example.org/a/long/address/of/a/site')",
                "create table visits (id int primary key, site text " + nullable + " references \"Sites\")",
                "insert into visits select n, 'https://example.org/a/long/address/of/a/site' from generate_series(1, "
                        + rows + ") n",
                "analyze");
    }
}

package io.howdah.engine.read;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RoleSetting;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.SincePostgres;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class CatalogReaderTest {

    @BeforeEach
    void orders_and_customers(Database db) {
        db.execute(
                "create table \"Customer\" (id bigint generated always as identity primary key, \"Name\" text collate \"C\")",
                """
                create table "Orders" (id serial primary key, customer bigint not null references "Customer",
                  state varchar(10) not null default 'new' check (state in ('new', 'done')), amount numeric(10, 2),
                  placed timestamptz not null, note text, total numeric generated always as (amount * 2) stored)
                  with (fillfactor = 90)""",
                "insert into \"Customer\" (\"Name\") select 'customer ' || n from generate_series(1, 50) n",
                """
                insert into "Orders" (customer, state, amount, placed, note)
                select n % 50 + 1, case when n % 10 = 0 then 'new' else 'done' end, n, timestamptz '2026-01-01Z' + n * interval '1 hour', 'Note ' || n
                from generate_series(1, 1000) n""");
    }

    @Test
    void reads_columns_with_types_defaults_and_statistics(Database db) {
        db.execute("analyze");

        var orders = orders(db);

        assertThat(orders.estimatedRows()).isEqualTo(1000);
        assertThat(orders.heapBytes()).isPositive();
        assertThat(orders.options()).containsEntry("fillfactor", "90");
        assertThat(orders.columns())
                .extracting(Column::name)
                .containsExactly("id", "customer", "state", "amount", "placed", "note", "total");
        var state = column(orders, "state");
        assertThat(state.type()).isEqualTo("character varying(10)");
        assertThat(state.typeName()).isEqualTo("pg_catalog.varchar");
        assertThat(state.defaultExpression()).isEqualTo("'new'::character varying");
        assertThat(state.notNull()).isTrue();
        assertThat(statistics(orders, "state").mostCommonValues()).isEqualTo("{done,new}");
        assertThat(statistics(orders, "state").mostCommonFrequencies()).isEqualTo("{0.9,0.1}");
        assertThat(statistics(orders, "placed").histogramBounds()).startsWith("{\"2026-01-01 01:00:00+00\"");
        assertThat(column(orders, "total").generated()).isEqualTo("s");
        assertThat(column(customers(db), "id").identity()).isEqualTo("a");
        assertThat(column(customers(db), "Name").collation()).isEqualTo("pg_catalog.\"C\"");
    }

    @Test
    void reads_everything_that_an_index_key_can_carry(Database db) {
        db.execute("""
                create index "Every thing" on "Orders" using btree
                  (state collate "C" varchar_pattern_ops desc nulls last, lower(note), placed desc)
                  include (amount, id) with (fillfactor = 70) where state <> 'done' and customer > 3""", "analyze");

        var index = index(orders(db), "Every thing");

        assertThat(index.definition().createSql("copy", false)).isEqualTo("""
                        CREATE INDEX copy ON "Te st"."Orders" \
                        (state COLLATE pg_catalog."C" pg_catalog.varchar_pattern_ops DESC NULLS LAST, lower(note), placed DESC) \
                        INCLUDE (amount, id) WITH (fillfactor=70) \
                        WHERE (((state)::text <> 'done'::text) AND (customer > 3))""");
        assertThat(index.valid()).isTrue();
        assertThat(index.enforced()).isFalse();
        assertThat(index.expressionStatistics()).containsOnlyKeys(2);
        assertThat(requireNonNull(index.expressionStatistics().get(2)).histogramBounds())
                .contains("note 10");
    }

    @Test
    void what_it_reads_of_an_index_makes_the_same_index_again(Database db) {
        db.execute(
                "create extension pg_trgm schema pg_catalog",
                "create index a on \"Orders\" using gin (note gin_trgm_ops) with (fastupdate = off)",
                "create index b on \"Orders\" using brin (placed, id) with (pages_per_range = 16)",
                "create unique index c on \"Orders\" (id, (amount + 1) desc nulls last)",
                "create index d on \"Orders\" using hash (customer)",
                "create index e on \"Orders\" using gist (note gist_trgm_ops (siglen = 32))");

        for (var index : orders(db).indexes()) {
            var again = "again_" + index.name().name();
            db.execute(index.definition().createSql(again, false));
            assertThat(index(orders(db), again)
                            .definitionSql()
                            .replace(again, index.name().name()))
                    .isEqualTo(index.definitionSql());
        }
    }

    @Test
    void reads_the_level_of_b_trees_where_pageinspect_is_installed(Database db) {
        db.execute("create extension pageinspect");

        assertThat(index(orders(db), "Orders_pkey").treeHeight()).isEqualTo(1);
    }

    @Test
    @SincePostgres(15)
    void reads_that_nulls_are_not_distinct(Database db) {
        db.execute("create unique index one on \"Orders\" (note, id) nulls not distinct");

        assertThat(index(orders(db), "one").definition().nullsNotDistinct()).isTrue();
    }

    @Test
    void reads_constraints_with_what_they_refer_to(Database db) {
        var constraints = orders(db).constraints().stream()
                .filter(c -> c.kind() != Constraint.Kind.NOT_NULL)
                .toList();

        assertThat(constraints)
                .extracting(Constraint::kind)
                .containsExactlyInAnyOrder(
                        Constraint.Kind.PRIMARY_KEY, Constraint.Kind.FOREIGN_KEY, Constraint.Kind.CHECK);
        var key = constraints.stream()
                .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
                .findFirst()
                .orElseThrow();
        assertThat(key.columns()).containsExactly("customer");
        assertThat(key.referenced()).isEqualTo(name(db, "Customer"));
        assertThat(key.referencedColumns()).containsExactly("id");
    }

    @Test
    void reads_partitions_with_their_bounds_and_the_parents_inherited_statistics(Database db) {
        db.execute(
                "create table \"Log\" (id bigint, at date not null, primary key (id, at)) partition by range (at)",
                "create table \"Log 1\" partition of \"Log\" for values from ('2026-01-01') to ('2026-02-01')",
                "create table \"Log 2\" partition of \"Log\" default",
                "insert into \"Log\" select n, date '2026-01-01' + n from generate_series(1, 60) n",
                "analyze");
        var catalog = CatalogReader.read(Servers.sessions(db));

        var parent = catalog.relation(name(db, "Log")).orElseThrow();
        var child = catalog.relation(name(db, "Log 1")).orElseThrow();

        assertThat(parent.kind()).isEqualTo(Relation.Kind.PARTITIONED_TABLE);
        assertThat(parent.partitionKey()).isEqualTo("RANGE (at)");
        assertThat(statistics(parent, "id").inherited()).isTrue();
        assertThat(child.parent()).isEqualTo(parent.name());
        assertThat(child.partitionBound()).isEqualTo("FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')");
        assertThat(child.indexes().getFirst().partitionOf()).isEqualTo(name(db, "Log_pkey"));
    }

    @Test
    void reads_sequences_with_the_columns_they_feed(Database db) {
        var sequences = CatalogReader.read(Servers.sessions(db)).sequences();

        assertThat(sequences)
                .extracting(s -> s.name().name() + " " + s.type() + " " + s.lastValue() + " " + s.ownerColumn() + " "
                        + s.ownerColumnType())
                .containsExactly("Customer_id_seq bigint 50 id bigint", "Orders_id_seq integer 1000 id integer");
    }

    @Test
    void reads_types_as_the_sql_that_makes_them_again(Database db) {
        db.execute(
                "create type \"Mood\" as enum ('it''s good', 'bad')",
                "create domain \"Short\" as varchar(10) collate \"C\" default 'x' not null constraint \"Ok\" check (value <> '')",
                "create type \"Pair\" as (a \"Mood\", \"B\" \"Short\")",
                "create type \"Span\" as range (subtype = float8, subtype_diff = float8mi)");

        var types = CatalogReader.read(Servers.sessions(db)).types();

        assertThat(types).extracting(t -> t.name().name()).containsExactly("Mood", "Short", "Pair", "Span");
        for (var type : types.reversed()) {
            db.execute("drop type " + type.name().quoted());
        }
        types.forEach(type -> db.execute(type.createSql()));
        assertThat(CatalogReader.read(Servers.sessions(db)).types()).isEqualTo(types);
    }

    @Test
    void names_the_schema_of_a_function_in_the_default_of_a_domain(Database db) {
        db.execute(
                "create function first_number() returns int language sql return 7",
                "create domain counted as int default first_number()");

        assertThat(CatalogReader.read(Servers.sessions(db)).types().getFirst().createSql())
                .endsWith(".first_number()");
    }

    @Test
    void shows_settings_as_other_sessions_have_them(Database db) {
        var role = db.createRole("pg_monitor");
        db.execute("alter role \"" + role.name() + "\" set lock_timeout = '7s'");

        var catalog = CatalogReader.read(Servers.sessions(db));

        assertThat(catalog.setting("statement_timeout").orElseThrow().value()).isEqualTo("0");
        assertThat(catalog.setting("statement_timeout").orElseThrow().source()).isEqualTo("default");
        assertThat(catalog.setting("search_path").orElseThrow().value()).contains(db.schema());
        assertThat(catalog.roleSettings()).contains(new RoleSetting(role.name(), null, "lock_timeout", "7s"));
    }

    @Test
    void leaves_out_the_servers_own_schemas_and_marks_what_belongs_to_an_extension(Database db) {
        db.execute("create extension pg_stat_statements", "create schema howdah", "create table howdah.own ()");
        var catalog = CatalogReader.read(Servers.sessions(db));

        assertThat(catalog.relations()).extracting(r -> r.name().schema()).containsOnly(db.schema());
        assertThat(catalog.relation(name(db, "pg_stat_statements"))
                        .orElseThrow()
                        .ofExtension())
                .isEqualTo("pg_stat_statements");
        assertThat(orders(db).ofExtension()).isNull();
    }

    @Test
    void leaves_out_relations_that_are_locked_exclusively_and_says_so(Database db) throws Exception {
        db.execute("create view \"Open\" as select * from \"Orders\" where state = 'new'");
        try (var locking = db.connection();
                var statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("lock table \"Orders\" in access exclusive mode");
            var catalog = CatalogReader.read(Servers.sessions(db));
            locking.rollback();

            assertThat(catalog.relations()).extracting(r -> r.name().name()).containsExactly("Customer");
            assertThat(catalog.unseen()).singleElement().asString().contains("locked exclusively");
        }
    }

    @Test
    void sends_the_same_number_of_statements_for_few_and_many_tables(Database db) {
        var few = statementsOfOneRead(db);
        db.execute(IntStream.range(0, 100)
                .mapToObj(n -> "create table t" + n + " (id int primary key, v text)")
                .toArray(String[]::new));

        assertThat(statementsOfOneRead(db)).isEqualTo(few).isLessThan(60);
    }

    private static long statementsOfOneRead(Database db) {
        db.execute("create extension if not exists pg_stat_statements");
        var counting =
                "select coalesce(sum(calls), 0)::bigint from pg_stat_statements s join pg_roles r on r.oid = s.userid"
                        + " where r.rolname = ";
        var role = db.createRole("pg_monitor", "pg_read_all_data");
        CatalogReader.read(Servers.sessions(db, role));
        return db.number(counting + "'" + role.name() + "'");
    }

    private static Relation orders(Database db) {
        return CatalogReader.read(Servers.sessions(db))
                .relation(name(db, "Orders"))
                .orElseThrow();
    }

    private static Relation customers(Database db) {
        return CatalogReader.read(Servers.sessions(db))
                .relation(name(db, "Customer"))
                .orElseThrow();
    }

    private static Column column(Relation relation, String name) {
        return relation.column(name).orElseThrow();
    }

    private static ColumnStatistics statistics(Relation relation, String column) {
        return requireNonNull(column(relation, column).statistics());
    }

    private static Index index(Relation relation, String name) {
        return relation.indexes().stream()
                .filter(i -> i.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static QualifiedName name(Database db, String relation) {
        return new QualifiedName(db.schema(), relation);
    }
}

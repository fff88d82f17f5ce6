package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.SincePostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@PostgresTest
class IndexReaderTest {

    @Test
    void writes_definitions_as_the_server_does(Database db) {
        db.execute(
                "create schema \"Ä \"\"b\"",
                "create type mood as enum ('fine', 'bad')",
                "create domain code as varchar(5)",
                "create table \"Ä \"\"b\".\"T 1\" (id int primary key, \"Key\" text collate \"C\", v varchar(9), c char(3), n name, m mood, d code, "
                        + "a int[], j jsonb, r int4range, p point, s tsvector, \"select\" bool, u uuid, unique (v) include (c), "
                        + "exclude using gist (r with &&))");
        for (var index : List.of(
                "(\"Key\")",
                "(\"Key\" collate \"POSIX\")",
                "(\"Key\" collate pg_catalog.\"default\", id)",
                "(v desc, c nulls first, n desc nulls last)",
                "(v text_ops)",
                "(v varchar_pattern_ops)",
                "(v text_pattern_ops)",
                "(m, d, \"select\", u)",
                "(a)",
                "using gin (a)",
                "using gin (j)",
                "using gin (j jsonb_path_ops)",
                "using gin (s) with (fastupdate = off)",
                "using gist (s tsvector_ops (siglen = 100))",
                "using gist (r)",
                "using gist (p)",
                "using spgist (v)",
                "using hash (\"Key\")",
                "using brin (id, u)",
                "using brin (v, c)",
                "using brin (id oid_minmax_ops)",
                "using brin (v bpchar_minmax_ops)",
                "using hash (v)",
                "(d desc, \"select\" desc nulls last)",
                "using brin (id int4_minmax_multi_ops)",
                "(id) with (fillfactor = 70)",
                "(id) include (\"Key\", v)",
                "(id) include (j) where v is not null and \"Key\" = 'it''s'",
                "(id) where \"select\"",
                "(lower(v))",
                "((id + 1), v)",
                "(\"select\", id) where id in (1, 2)")) {
            db.execute("create index on \"Ä \"\"b\".\"T 1\" " + index);
        }
        db.execute(
                "create unique index on \"Ä \"\"b\".\"T 1\" (id, c) include (v) where id > 0",
                "create table parts (id int, at date) partition by range (at)",
                "create table part partition of parts for values from ('2026-01-01') to ('2027-01-01')",
                "create index on parts (id)");

        assertAsTheServerWritesThem(db, 38);
    }

    @Test
    @SincePostgres(15)
    void writes_that_nulls_are_not_distinct_where_the_server_does(Database db) {
        db.execute(
                "create table t (id int, v text, c text)",
                "create unique index on t (id, v) nulls not distinct",
                "create unique index on t (id, c) include (v) nulls not distinct where id > 0");

        assertAsTheServerWritesThem(db, 2);
    }

    @Test
    void reads_the_same_in_parts(Database db) throws SQLException {
        for (int i = 0; i < 3; i++) {
            db.execute(
                    "create table t%1$d (id int primary key, v text); create index on t%1$d (lower(v))".formatted(i));
        }
        var catalog = CatalogReader.read(Servers.sessions(db));
        var tables = catalog.relations().stream().collect(Collectors.toMap(Relation::oid, t -> t));
        var query = new Query(db.connection(), catalog.server().versionNumber(), List.of());
        var statistics = StatisticsReader.read(query, false, true);

        var parts = OidRange.of(tables.keySet(), 1);
        var read = IndexReader.read(query, parts, tables, () -> statistics, Map.of(), Map.of());

        assertThat(parts).hasSizeGreaterThanOrEqualTo(3);
        assertThat(read.values().stream().flatMap(List::stream).map(Index::definitionSql))
                .containsExactlyInAnyOrderElementsOf(
                        catalog.indexes().stream().map(Index::definitionSql).toList());
    }

    private static void assertAsTheServerWritesThem(Database db, int count) {
        var read = CatalogReader.read(Servers.sessions(db)).indexes();

        assertThat(read).hasSizeGreaterThanOrEqualTo(count);
        assertThat(read.stream().collect(Collectors.toMap(Index::oid, Index::definitionSql)))
                .allSatisfy((oid, sql) -> assertThat(sql).isEqualTo(db.value("select pg_get_indexdef(" + oid + ")")));
    }
}

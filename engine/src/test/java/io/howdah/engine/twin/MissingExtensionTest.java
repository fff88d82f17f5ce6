package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * A database with an extension that the twin's server does not have: a type with functions, operators and an operator class,
 * put together from the server's own functions on boxes.
 */
@PostgresTest(major = 18)
class MissingExtensionTest {

    private static void places(Database db) {
        db.execute(
                "create schema geo",
                "create type geo.shape",
                "create function geo.shape_in(cstring) returns geo.shape language internal immutable strict as 'box_in'",
                "create function geo.shape_out(geo.shape) returns cstring language internal immutable strict as 'box_out'",
                "create type geo.shape (input = geo.shape_in, output = geo.shape_out, internallength = 32, alignment = double)",
                "create function geo.area(geo.shape) returns float8 language internal immutable strict cost 40 as 'box_area'",
                "create function geo.overlaps(geo.shape, geo.shape) returns boolean language internal immutable strict as 'box_overlap'",
                "create function geo.selectivity(internal, oid, internal, int4) returns float8 language internal stable as 'areasel'",
                """
                create function geo.consistent(internal, geo.shape, smallint, oid, internal) returns boolean
                language internal immutable strict as 'gist_box_consistent'""",
                "create operator geo.&& (function = geo.overlaps, leftarg = geo.shape, rightarg = geo.shape, restrict = areasel)",
                "create operator geo.&&& (function = geo.overlaps, leftarg = geo.shape, rightarg = geo.shape, restrict = geo.selectivity)",
                """
                create operator class geo.shape_ops default for type geo.shape using gist as operator 3 geo.&&,
                function 1 geo.consistent(internal, geo.shape, smallint, oid, internal),
                function 2 gist_box_union(internal, internal), function 5 gist_box_penalty(internal, internal, internal),
                function 6 gist_box_picksplit(internal, internal), function 7 gist_box_same(box, box, internal)""",
                "create table geo.systems (id int primary key, name text)",
                """
                set allow_system_table_mods = on; insert into pg_extension
                select 99999, 'geography', oid, 'geo'::regnamespace, false, '1.0', null, null from pg_roles where rolname = current_user""");
        for (var member : List.of(
                "schema geo",
                "type geo.shape",
                "function geo.shape_in(cstring)",
                "function geo.shape_out(geo.shape)",
                "function geo.area(geo.shape)",
                "function geo.overlaps(geo.shape, geo.shape)",
                "function geo.selectivity(internal, oid, internal, int4)",
                "function geo.consistent(internal, geo.shape, smallint, oid, internal)",
                "operator geo.&& (geo.shape, geo.shape)",
                "operator geo.&&& (geo.shape, geo.shape)",
                "operator class geo.shape_ops using gist",
                "operator family geo.shape_ops using gist",
                "table geo.systems")) {
            if (!member.startsWith("schema")) {
                db.execute("alter extension geography add " + member);
            }
        }
        db.execute(
                "create table places (id int primary key, name text, shape geo.shape, kind int)",
                """
                insert into places select i, 'place ' || i, format('((%s,%s),(%s,%s))', i % 90, i % 90, i % 90 + 1, i % 90 + 1)::geo.shape, i % 9
                from generate_series(1, 5000) i""",
                "create index places_by_shape on places using gist (shape)",
                "create index places_by_area on places (geo.area(shape))",
                "insert into geo.systems select i, 'system ' || i from generate_series(1, 100) i",
                "vacuum analyze");
    }

    @Test
    void plans_what_does_not_need_the_extension_and_names_what_does(Database db) {
        places(db);
        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            var softly = new SoftAssertions();
            softly.assertThat(twin.notCarried()).isEmpty();
            softly.assertThat(twin.notes())
                    .anySatisfy(note -> assertThat(note).startsWith("extension geography is not on the twin: "));
            Likeness.check(
                    softly,
                    db,
                    twin,
                    List.of(
                            "SELECT * FROM places WHERE id = 5",
                            "SELECT name, geo.area(shape) FROM places WHERE kind = 3",
                            "SELECT * FROM places WHERE geo.area(shape) = 17",
                            "SELECT kind, count(*) FROM places WHERE name LIKE 'place 1%' GROUP BY kind",
                            "SELECT * FROM geo.systems WHERE id = 3",
                            "UPDATE places SET shape = '((0,0),(1,1))' WHERE id = 5"),
                    1e-3);
            softly.assertThat(refused(twin, "SELECT * FROM places WHERE shape OPERATOR(geo.&&) '((0,0),(1,1))'"))
                    .startsWith("it may use an index of \"Te st\".places that the twin does not have: index"
                            + " \"Te st\".places_by_shape could not be created on the twin: ");
            softly.assertThat(refused(twin, "SELECT * FROM places WHERE shape OPERATOR(geo.&&&) '((0,0),(1,1))'"))
                    .endsWith("on the twin, which does not have the extension geography");
            softly.assertThat(refused(twin, "SELECT * FROM places WHERE kind = geo.area('((0,0),(1,1))')"))
                    .isEqualTo(
                            "the planner needs the value of function geo.area(geo.shape), which is in language internal,"
                                    + " which is not on the twin");
            softly.assertAll();
        }
    }

    @Test
    void leaves_out_a_table_whose_parts_are_not_there(Database db) {
        db.execute(
                "create extension postgres_fdw",
                "create server elsewhere foreign data wrapper postgres_fdw",
                "create table logs (id int, at date) partition by range (at)",
                "create table logs_new partition of logs for values from ('2024-01-01') to ('2030-01-01')",
                "create foreign table logs_old partition of logs for values from ('2000-01-01') to ('2024-01-01') server elsewhere");
        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            assertThat(twin.notCarried())
                    .containsKeys(new QualifiedName(db.schema(), "logs"), new QualifiedName(db.schema(), "logs_old"));
            assertThat(refused(twin, "SELECT * FROM logs"))
                    .isEqualTo(
                            "the twin does not have \"Te st\".logs: its part \"Te st\".logs_old is not on the twin: it is a"
                                    + " foreign table: its server plans a part of the statement");
        }
    }

    private static String refused(Twin twin, String sql) {
        return switch (Likeness.answer(twin, sql, null)) {
            case Answer.Failed failed -> failed.reason();
            case Answer.Planned planned -> "planned: " + planned.plan().shape();
        };
    }
}

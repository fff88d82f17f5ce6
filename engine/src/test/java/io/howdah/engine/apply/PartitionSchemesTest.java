package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.change.PartitionTable.Keys;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what a table can be partitioned without being copied, and by what not. */
@PostgresTest
class PartitionSchemesTest {

    @Test
    void a_number_that_other_tables_point_at(Database db) {
        db.execute(
                "create table t (id bigint generated always as identity primary key, note text)",
                "insert into t (note) select 'n' || i from generate_series(1, 2500) i",
                "create table r (tid bigint references t on delete cascade)",
                "insert into r select i from generate_series(1, 100) i");
        var before = CatalogSnapshot.of(db);
        var change = change(db, new PartitionScheme.ByNumber("id", 1000));

        Killer.applier(db).apply(change, ApplyListener.SILENT);

        assertThat(bounds(db))
                .contains("FOR VALUES FROM (MINVALUE) TO ('4000')", "FOR VALUES FROM ('4000') TO ('5000')");
        db.execute("select setval(pg_get_serial_sequence('t', 'id'), 4500)", "insert into t (note) values ('new')");
        assertThat(db.number("select count(*) from t_p000000004000")).isEqualTo(1);
        db.execute("insert into r values (4501)", "delete from t where id = 1");
        assertThat(db.number("select count(*) from r")).isEqualTo(100);
        assertThatThrownBy(() -> db.execute("insert into r values (77777)"))
                .hasMessageContaining("violates foreign key");
        assertThat(
                        db.number(
                                "select count(*) from pg_constraint where contype = 'f' and not convalidated and conparentid = 0"))
                .isZero();

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(db.number("select count(*) from only t")).isEqualTo(2500);
        db.execute("insert into t (note) values ('newer')");
        assertThat(db.number("select max(id) from t")).isEqualTo(4502);
    }

    @ParameterizedTest
    @CsvSource({"date,current_date", "timestamp,localtimestamp", "timestamptz,now()"})
    void a_time(String type, String now, Database db) {
        db.execute(
                "create table t (id int, at " + type + " not null)",
                "insert into t select i, " + now + " - interval '1 day' * i from generate_series(1, 100) i");
        var before = CatalogSnapshot.of(db);
        for (Span span : List.of(Span.DAY, Span.WEEK, Span.MONTH, Span.QUARTER, Span.YEAR)) {
            Killer.applier(db)
                    .apply(
                            change(db, new PartitionScheme.ByTime("at", span, ZoneId.of("Asia/Kolkata"))),
                            ApplyListener.SILENT);
            assertThat(bounds(db)).hasSize(4);
            Killer.applier(db).undoLatest(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        }
    }

    @Test
    void a_uuid_of_version_7(Database db) {
        var uuid = "(lpad(to_hex((extract(epoch from now() - i * interval '1 day') * 1000)::bigint), 12, '0')"
                + " || '7' || substr(md5(i::text), 1, 19))::uuid";
        db.execute(
                "create table t (id uuid primary key)",
                "insert into t select " + uuid + " from generate_series(1, 100) i");

        Killer.applier(db)
                .apply(change(db, new PartitionScheme.ByTime("id", Span.MONTH, ZoneOffset.UTC)), ApplyListener.SILENT);

        assertThat(bounds(db)).hasSize(4).allMatch(bound -> bound.contains("-0000-0000-000000000000'"));
        assertThat(db.number("select count(*) from t_p_first")).isEqualTo(100);
    }

    @Test
    void not_a_uuid_of_another_version(Database db) {
        db.execute(
                "create table t (id uuid primary key)",
                "insert into t values ('6ba7b810-9dad-41d1-80b4-00c04fd430c8')");

        refuses(db, new PartitionScheme.ByTime("id", Span.MONTH, ZoneOffset.UTC), "not of version 7");
    }

    @Test
    void a_list(Database db) {
        db.execute("create type state as enum ('a''b', 'c', 'd')");
        for (var type : List.of("text", "varchar(20)", "int", "state", "char(3)")) {
            var values = type.equals("int") ? "(1), (2)" : "('a''b'), ('c')";
            db.execute(
                    "create table t (kind " + type + ")",
                    "insert into t values " + values,
                    "create index by_kind on t (kind)");
            var before = CatalogSnapshot.of(db);

            Killer.applier(db).apply(change(db, new PartitionScheme.ByValue("kind")), ApplyListener.SILENT);

            assertThat(bounds(db)).as(type).hasSize(2).contains("DEFAULT");
            db.execute("insert into t values (" + (type.equals("int") ? "3" : "'d'") + ")");
            assertThat(db.number("select count(*) from t_p_default")).isEqualTo(1);
            Killer.applier(db).undoLatest(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
            assertThat(db.number("select count(*) from t")).isEqualTo(3);
            db.execute("drop table t");
        }
    }

    @Test
    void the_server_reads_no_row_of_the_first_partition(Database db) throws Exception {
        db.execute("create type state as enum ('x', 'y', 'z')");
        for (var type : List.of("text", "varchar(20)", "int", "state", "char(3)")) {
            var values = type.equals("int") ? "1 + i % 2" : "(array['x', 'y'])[1 + i % 2]::" + type;
            db.execute(
                    "create table t (kind " + type + " not null)",
                    "insert into t select " + values + " from generate_series(1, 1000) i",
                    "select pg_stat_reset()");
            var steps = Killer.applier(db).plan(change(db, new PartitionScheme.ByValue("kind")));
            var check = steps.get(1).sql().getLast();
            db.execute(check, steps.get(2).sql().getFirst(), "alter table t rename to u");
            db.execute("create table p (kind " + type + " not null) partition by list (kind)");
            try (var connection = db.connection();
                    var statement = connection.createStatement()) {
                statement.execute("set client_min_messages = debug1");
                var attach = steps.stream()
                        .flatMap(s -> s.sql().stream())
                        .filter(s -> s.contains("ATTACH PARTITION") && s.contains("_first"))
                        .findFirst()
                        .orElseThrow();
                statement.execute("alter table p attach partition u " + attach.substring(attach.indexOf("FOR VALUES")));
                assertThat(Objects.requireNonNull(statement.getWarnings()).getMessage())
                        .as(type)
                        .contains("is implied by existing constraints");
            }
            db.execute("drop table p");
        }
    }

    @Test
    void not_what_cannot_be_divided(Database db) {
        db.execute(
                "create table t (id numeric, at timestamptz, gone date, kind text)",
                "insert into t values (1, 'infinity', null, null)",
                "create materialized view m as select id from t");
        var month = Span.MONTH;

        refuses(db, new PartitionScheme.ByTime("at", month, ZoneOffset.UTC), "materialized view");
        db.execute("drop materialized view m");
        refuses(db, new PartitionScheme.ByTime("at", month, ZoneOffset.UTC), "holds infinity");
        refuses(db, new PartitionScheme.ByTime("gone", month, ZoneOffset.UTC), "has rows without a value");
        refuses(db, new PartitionScheme.ByTime("none", month, ZoneOffset.UTC), "has no column none");
        refuses(db, new PartitionScheme.ByNumber("id", 10), "is of type numeric");
        refuses(db, new PartitionScheme.ByValue("kind"), "has rows without a value");
        db.execute("create table t_p_first (x int)", "delete from t", "create publication everything for all tables");
        refuses(db, new PartitionScheme.ByTime("at", month, ZoneOffset.UTC), "publish_via_partition_root = true");
        db.execute("drop publication everything");
        refuses(db, new PartitionScheme.ByTime("at", month, ZoneOffset.UTC), "t_p_first is taken");
    }

    private static void refuses(Database db, PartitionScheme scheme, String because) {
        assertThatThrownBy(() -> Killer.applier(db).plan(change(db, scheme))).hasMessageContaining(because);
    }

    private static List<String> bounds(Database db) {
        return db.column("select pg_get_expr(relpartbound, oid) from pg_class join pg_inherits on inhrelid = oid"
                + " where inhparent = 't'::regclass");
    }

    private static List<Change> change(Database db, PartitionScheme scheme) {
        return List.of(new PartitionTable(new QualifiedName(db.schema(), "t"), scheme, Keys.UNDECIDED, false, 3));
    }
}

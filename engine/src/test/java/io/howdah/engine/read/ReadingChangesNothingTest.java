package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Statement;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Reading as a role that may only read leaves the database as it was. */
class ReadingChangesNothingTest {

    @Nested
    @PostgresTest(major = 14)
    class On14 extends Reading {}

    @Nested
    @PostgresTest(major = 15)
    class On15 extends Reading {}

    @Nested
    @PostgresTest(major = 18)
    class On18 extends Reading {}

    abstract static class Reading {

        private static final String SYSTEM_CATALOGS = """
            select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'
               and has_table_privilege(oid, 'select') and relname not in ('pg_statistic', 'pg_largeobject')
             order by relname""";

        @Test
        void reading_catalog_and_workload_changes_no_system_catalog(Database db) {
            db.execute(
                    "create extension pg_stat_statements",
                    "create extension pageinspect",
                    "create table \"Orders\" (id serial primary key, \"State\" text) partition by range (id)",
                    "create table \"Orders 1\" partition of \"Orders\" default",
                    "create view \"Open\" as select * from \"Orders\" where \"State\" = 'open'",
                    "insert into \"Orders\" (\"State\") values ('open')",
                    "analyze");
            var role = db.createRole("pg_monitor", "pg_read_all_data");
            db.execute("alter role \"" + role.name() + "\" set default_transaction_read_only = on");
            var before = fingerprints(db);

            CatalogReader.read(Servers.sessions(db, role));
            CatalogReader.read(Servers.sessions(db));
            new WorkloadReader(Servers.sessions(db, role), Time.SYSTEM).read(Duration.ZERO);

            assertThat(fingerprints(db)).isEqualTo(before).hasSizeGreaterThan(50);
        }

        @Test
        void our_own_statements_are_not_part_of_the_workload(Database db) {
            db.execute("create extension pg_stat_statements", "create extension pageinspect");
            CatalogReader.read(Servers.sessions(db));
            new WorkloadReader(Servers.sessions(db), Time.SYSTEM).read(Duration.ZERO);

            var workload = new WorkloadReader(Servers.sessions(db), Time.SYSTEM).read(Duration.ZERO);

            assertThat(workload.statements()).extracting(Statement::text).isEmpty();
        }

        /** Name and contents of every system catalog, row versions included. */
        private static List<String> fingerprints(Database db) {
            return db.column(SYSTEM_CATALOGS).stream()
                    .map(table -> table + " "
                            + db.value(
                                    "select coalesce(md5(string_agg(t.xmin || ' ' || t::text, ',' order by t.ctid)), 'empty')"
                                            + " from pg_catalog." + table + " t"))
                    .toList();
        }
    }
}

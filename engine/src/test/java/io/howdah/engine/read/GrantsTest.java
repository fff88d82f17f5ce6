package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class GrantsTest {

    @BeforeEach
    void three_tables_of_which_two_have_row_level_security(Database db) {
        for (var table : new String[] {"Open", "Secured", "Forced"}) {
            db.execute(
                    "create table \"%s\" (id serial primary key, owner text)".formatted(table),
                    "insert into \"%s\" (owner) select 'user ' || n %% 7 from generate_series(1, 300) n"
                            .formatted(table));
        }
        db.execute(
                "alter table \"Secured\" enable row level security",
                "alter table \"Forced\" enable row level security",
                "alter table \"Forced\" force row level security",
                "create extension pageinspect",
                "analyze");
    }

    @Test
    void pg_monitor_alone_sees_no_statistics_and_is_told_what_would_help(Database db) {
        var role = db.createRole("pg_monitor");

        var catalog = read(db, role);

        assertThat(seen(db, catalog)).isEqualTo("Open: hidden, Secured: hidden, Forced: hidden");
        assertThat(catalog.unseen())
                .anyMatch(s -> s.contains("column statistics of 3 tables") && s.contains("GRANT pg_read_all_data"))
                .anyMatch(s -> s.contains("3 sequences"));
    }

    @Test
    void pg_read_all_data_sees_all_but_tables_with_row_level_security(Database db) {
        var role = db.createRole("pg_monitor", "pg_read_all_data");

        var catalog = read(db, role);

        assertThat(seen(db, catalog)).isEqualTo("Open: visible, Secured: hidden, Forced: hidden");
        assertThat(catalog.unseen())
                .singleElement()
                .asString()
                .contains("2 tables")
                .contains("row-level security");
    }

    @Test
    void the_functions_show_the_statistics_of_all_tables_and_no_rows(Database db) {
        var role = db.createRole("pg_monitor");
        db.execute(Grants.functionsSql(role.name()));

        var catalog = read(db, role);

        assertThat(seen(db, catalog)).isEqualTo("Open: visible, Secured: visible, Forced: visible");
        assertThat(catalog.unseen()).isEmpty();
        assertThat(catalog.sequences()).extracting(s -> s.lastValue()).containsOnly(300L);
        assertThat(catalog.indexes()).extracting(i -> i.treeHeight()).containsOnly(0);
        assertThat(db.value("select has_table_privilege('%s', '\"Open\"', 'select')".formatted(role.name())))
                .isEqualTo("f");
    }

    @Test
    void what_the_functions_show_is_what_the_superuser_sees(Database db) {
        var role = db.createRole("pg_monitor");
        db.execute(Grants.functionsSql(role.name()));

        assertThat(read(db, role).relations())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("use", "indexes.scans")
                .isEqualTo(CatalogReader.read(Servers.sessions(db)).relations());
    }

    @Test
    void nobody_else_may_call_the_functions(Database db) {
        db.execute(Grants.functionsSql(db.createRole("pg_monitor").name()));
        var other = db.createRole("pg_monitor");

        assertThat(seen(db, read(db, other))).contains("Open: hidden");
    }

    @Test
    void functions_that_no_superuser_owns_are_not_called(Database db) {
        var role = db.createRole("pg_monitor");
        var owner = db.createRole();
        db.execute(
                Grants.functionsSql(role.name()),
                "alter function howdah.column_statistics() owner to \"" + owner.name() + "\"");

        assertThat(seen(db, read(db, role))).contains("Open: hidden");
    }

    @Test
    void the_printed_script_runs_as_it_is_and_does_the_first_way(Database db) {
        var role = db.createRole();
        db.execute(Grants.sql(role.name()));

        assertThat(seen(db, read(db, role))).isEqualTo("Open: visible, Secured: hidden, Forced: hidden");
    }

    private static Catalog read(Database db, Role role) {
        return CatalogReader.read(Servers.sessions(db, role));
    }

    private static String seen(Database db, Catalog catalog) {
        var text = new StringBuilder();
        for (var name : new String[] {"Open", "Secured", "Forced"}) {
            var relation =
                    catalog.relation(new QualifiedName(db.schema(), name)).orElseThrow();
            boolean values = relation.columns().stream().allMatch(c -> c.statistics() != null);
            assertThat(values).isEqualTo(relation.statisticsVisible());
            text.append(text.isEmpty() ? "" : ", ").append(name).append(values ? ": visible" : ": hidden");
        }
        return text.toString();
    }
}

package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.Grants;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest(major = 18)
class ExtendedStatisticsTest {

    private static final List<String> STATEMENTS = List.of(
            "select * from \"Calls\" where \"City\" = 'city 3' and zip = 3 and kind = 'b'",
            "select * from \"Calls\" where \"City\" = 'city 3' and zip = 4",
            "select * from \"Calls\" where kind = 'a' and day = '2024-01-02'",
            "select * from \"Calls\" where kind is null and day = '2024-01-01'",
            "select * from \"Calls\" where lower(\"City\") = 'city 3'",
            "select * from \"Calls\" where lower(\"City\") = 'city 3' and zip = 3",
            "select * from \"Calls\" where zip * 2 < 20",
            "select zip, \"City\", count(*) from \"Calls\" group by zip, \"City\"",
            "select lower(\"City\"), kind, count(*) from \"Calls\" group by 1, 2",
            "select * from \"Parts\" where a = 3 and b = 3");

    @BeforeEach
    void tables_whose_columns_depend_on_each_other(Database db) {
        db.execute(
                "create table \"Calls\" (gone int, \"City\" text, zip int, kind text, day date, price numeric(8, 2))",
                "insert into \"Calls\" select 1, 'City ' || i % 40, i % 40, case when i % 40 > 2 then chr(97 + i % 4) end,"
                        + " '2024-01-01'::date + i % 4, i % 7 from generate_series(1, 20000) i",
                "alter table \"Calls\" drop column gone",
                "create statistics \"City and Zip\" (ndistinct, dependencies) on \"City\", zip, kind from \"Calls\"",
                "create statistics kinds_and_days (mcv) on kind, day, price from \"Calls\"",
                "create statistics lowered (ndistinct, dependencies, mcv) on lower(\"City\"), zip, kind from \"Calls\"",
                "create statistics doubled on (zip * 2) from \"Calls\"",
                "create statistics never_analysed on zip, day from \"Calls\"",
                "create table \"Parts\" (a int, b int) partition by range (a)",
                "create table part_1 partition of \"Parts\" for values from (0) to (50)",
                "create table part_2 partition of \"Parts\" for values from (50) to (100)",
                "insert into \"Parts\" select i % 100, i % 100 from generate_series(1, 20000) i",
                "create statistics of_parts (dependencies, mcv) on a, b from \"Parts\"",
                "drop statistics never_analysed",
                "analyze \"Calls\"",
                "analyze \"Parts\"",
                "create statistics never_analysed on zip, day from \"Calls\"");
    }

    @Test
    void plans_with_extended_statistics_as_the_original_does(Database db, @TempDir Path directory) {
        var file = directory.resolve("catalog.json");
        CatalogJson.write(CatalogReader.read(Servers.sessions(db)), file);

        try (var twin = Twin.build(CatalogJson.readCatalog(file), TwinOptions.DEFAULT)) {
            assertThat(twin.notes()).isEmpty();
            STATEMENTS.forEach(sql -> same(db, twin, sql));
        }
    }

    @Test
    void says_what_only_the_owner_sees_and_sees_it_by_the_functions(Database db) {
        var role = db.createRole("pg_monitor", "pg_read_all_data");
        var before = CatalogReader.read(Servers.sessions(db, role));
        db.execute(Grants.functionsSql(role.name()));
        var after = CatalogReader.read(Servers.sessions(db, role));

        assertThat(before.extendedStatistics())
                .hasSize(6)
                .allMatch(s -> s.data().isEmpty());
        assertThat(before.unseen())
                .singleElement()
                .asString()
                .contains("6 extended statistics objects")
                .contains("howdah grant");
        assertThat(after.unseen()).isEmpty();
        assertThat(after.extendedStatistics())
                .isEqualTo(CatalogReader.read(Servers.sessions(db)).extendedStatistics());
    }

    private static void same(Database db, Twin twin, String sql) {
        var original = PlanJson.read(db.value("explain (format json, verbose) " + sql));
        var answer =
                twin.ask(Configuration.AS_IS, List.of(Orders.question(sql))).get(0);

        assertThat(answer).as(sql).isInstanceOf(Answer.Planned.class);
        var plan = ((Answer.Planned) answer).plan();
        assertThat(plan.shape()).isEqualTo(original.shape());
        assertThat(plan.root().rows()).as(sql).isEqualTo(original.root().rows());
        assertThat(plan.cost()).as(sql).isCloseTo(original.cost(), within(original.cost() * 1e-6));
    }
}

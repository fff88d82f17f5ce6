package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinMaskTest {

    private static final String SCHEMA = """
            create table people (id int primary key, email text, city text, born date, joined timestamptz, points int,
              balance numeric(10,2), token uuid, member boolean, doc jsonb, tags text[]);
            insert into people select g, 'person' || g || '@secret.example',
              (array['Aachen','Berlin','Cottbus','Dresden','Erfurt'])[1 + least(g % 9, 4)],
              date '1950-01-01' + g * 3, timestamptz '2023-01-01 00:00:00+00' + g * interval '3 hours', g % 700,
              (g % 9000) * 1.25, md5(g::text)::uuid, g % 3 = 0, jsonb_build_object('k', 'hidden' || g),
              array['tag' || g % 20, 'tag' || g % 7] from generate_series(1, 6000) g;
            create index people_email on people (email);
            create index people_joined on people (joined);
            create index people_points on people (points) where city = 'Berlin';
            create table calls (person int references people, at timestamptz not null, city text) partition by range (at);
            create table calls_1 partition of calls for values from ('2023-01-01 00:00:00+00') to ('2023-07-01 00:00:00+00');
            create table calls_2 partition of calls for values from ('2023-07-01 00:00:00+00') to ('2024-01-01 00:00:00+00');
            insert into calls select 1 + g % 6000, timestamptz '2023-01-01 00:00:00+00' + g * interval '1 hour', 'Berlin'
              from generate_series(1, 8000) g;
            create view berliners as select id, email from people where city = 'Berlin';
            """;

    private static final List<String> STATEMENTS = List.of(
            "select * from people where email = 'person4711@secret.example'",
            "select count(*) from people where city = 'Berlin' and points between 100 and 120",
            "select * from people where joined >= '2023-11-05 00:00:00+00' and joined < '2023-11-09 00:00:00+00'",
            "select * from people where born < '1955-06-01' limit 10",
            "select * from people where token = 'c4ca4238-a0b9-2382-0dcc-509a6f75849b' or id in (17, 18)",
            "select date_trunc('month', joined), count(*) from people where city in ('Berlin', 'Erfurt') group by 1",
            "select count(*) from calls where at >= '2023-02-01 00:00:00+00' and at < '2023-02-05 00:00:00+00'",
            "select c.* from calls c join people p on p.id = c.person where p.balance > 10000 and c.city = p.city",
            "select * from berliners where id = 4000");

    private static SavedTwin original;
    private static SavedTwin masked;

    @BeforeAll
    static void mask() {
        try (var server = LoadedServer.of(SCHEMA)) {
            original = new SavedTwin(server.catalog(), workload(), false);
        }
        masked = TwinMask.mask(original, new Random(7));
    }

    @AfterAll
    static void forget() {
        original = masked;
    }

    @Test
    void leaves_no_value_of_the_original_in_the_file(@TempDir Path folder) throws IOException {
        var file = folder.resolve("masked.json");
        CatalogJson.write(masked, file);

        assertThat(Files.readString(file))
                .doesNotContain("secret.example", "Berlin", "Cottbus", "hidden", "tag1", "c4ca4238", "1955-06-01")
                // other digits of some number may be these
                .doesNotContainPattern("(?<![\\d.])4711(?!\\d)")
                .doesNotContain("2023-11-05 00:00", "2023-07-01 00:00")
                .contains("date_trunc('month'");
    }

    @Test
    void plans_as_before() {
        try (var before = Twin.build(original.catalog(), TwinOptions.DEFAULT);
                var after = Twin.build(masked.catalog(), TwinOptions.DEFAULT)) {
            for (int i = 0; i < STATEMENTS.size(); i++) {
                var sql = STATEMENTS.get(i);
                var there = plan(before, sql);
                var here = plan(after, masked.workload().statements().get(i).text());

                assertThat(here.shape()).as(sql).isEqualTo(there.shape());
                assertThat(here.cost() / there.cost()).as(sql).isCloseTo(1, within(0.05));
                assertThat(here.root().rows())
                        .as(sql)
                        .isCloseTo(there.root().rows(), within(2 + there.root().rows() / 10));
            }
        }
    }

    @Test
    void keeps_order_frequencies_and_distances() {
        for (var name : List.of("id", "born", "joined", "points", "balance")) {
            var before = statistics(original.catalog(), name);
            var after = statistics(masked.catalog(), name);
            var type = LineType.of(column(original.catalog(), name).typeName()).orElseThrow();
            var places = positions(before, type);
            var others = positions(after, type);

            assertThat(others).as(name).isSorted().isNotEqualTo(places);
            assertThat((others.get(50) - others.get(0)) / (others.get(100) - others.get(0)))
                    .as(name)
                    .isCloseTo((places.get(50) - places.get(0)) / (places.get(100) - places.get(0)), within(0.01));
            assertThat(after.mostCommonFrequencies()).isEqualTo(before.mostCommonFrequencies());
        }
        assertThat(ArrayText.elements(statistics(masked.catalog(), "email").histogramBounds()))
                .isSorted();
    }

    @Test
    void gives_equal_values_equal_masks_whichever_column_they_are_in() {
        var cities = statistics(masked.catalog(), "city");
        var ofCalls = masked.catalog()
                .relation(new QualifiedName("public", "calls_1"))
                .orElseThrow()
                .column("city")
                .map(Column::statistics)
                .orElseThrow();

        assertThat(ArrayText.elements(cities.mostCommonValues()))
                .containsAll(ArrayText.elements(ofCalls.mostCommonValues()));
    }

    @Test
    void leaves_out_values_that_have_no_order_to_keep() {
        assertThat(statistics(masked.catalog(), "doc").histogramBounds()).isNull();
        assertThat(statistics(masked.catalog(), "member")).isEqualTo(statistics(original.catalog(), "member"));
    }

    private static Workload workload() {
        var statements = new ArrayList<Statement>();
        for (var sql : STATEMENTS) {
            statements.add(new Statement("s" + statements.size(), sql, List.of(), 1, 0, null));
        }
        return new Workload("test", null, Instant.EPOCH, statements, List.of());
    }

    private static Plan plan(Twin twin, String sql) {
        return switch (twin.ask(Configuration.AS_IS, List.of(Orders.question(sql)))
                .get(0)) {
            case Answer.Planned planned -> planned.plan();
            case Answer.Failed failed -> throw new AssertionError(failed.reason() + "\nin: " + sql);
        };
    }

    private static List<Double> positions(ColumnStatistics statistics, LineType type) {
        return ArrayText.elements(statistics.histogramBounds()).stream()
                .map(type::position)
                .toList();
    }

    private static ColumnStatistics statistics(Catalog catalog, String column) {
        return Objects.requireNonNull(column(catalog, column).statistics());
    }

    private static Column column(Catalog catalog, String column) {
        return catalog.relation(new QualifiedName("public", "people"))
                .orElseThrow()
                .column(column)
                .orElseThrow();
    }
}

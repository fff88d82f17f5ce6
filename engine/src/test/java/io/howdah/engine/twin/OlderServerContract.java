package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twins of servers before 18, on a server of their own version. */
abstract class OlderServerContract {

    private static final List<String> STATEMENTS = List.of(
            "select * from \"Parcels\" where city = 'city 77' order by sent desc limit 10",
            "select * from \"Parcels\" where id between 100 and 300",
            "select count(*) from \"Parcels\" where state = 'lost'",
            "select * from \"Parcels\" p join weights w on w.parcel = p.id where p.city = 'city 5' and w.kg > 4.5",
            "select * from \"Parcels\" where tags @> '{fragile}'",
            "select * from \"Parcels\" where during && int4range(10, 12)",
            "select * from \"Parcels\" where tags @> '{tag7}'",
            "select * from \"Parcels\" where sent between '2024-01-05' and '2024-01-06'",
            "select * from \"Parcels\" where during << int4range(3, 4)",
            "select * from weights where kg = 7.77",
            "select * from weights where note ^@ 'Note 77'",
            "select * from weights where lower(note) = 'note 7'",
            "select * from weights where parcel = 7 and kg = 0.7",
            "select parcel, kg, count(*) from weights group by parcel, kg",
            "select city, count(*) from \"Parcels\" group by city");

    @BeforeEach
    void parcels(Database db) {
        db.execute(
                "create extension pageinspect",
                "create type state as enum ('sent', 'lost', 'there')",
                "create table \"Parcels\" (id bigint primary key, city varchar(40), sent timestamptz, state state,"
                        + " tags text[], during int4range)",
                "insert into \"Parcels\" select i, 'city ' || i % 500, '2024-01-01'::timestamptz + i * interval '1 minute',"
                        + " (array['sent', 'lost', 'there', 'there'])[1 + i % 4]::state,"
                        + " array['tag' || i % 50, case when i % 20 = 0 then 'fragile' end], int4range(i % 90, i % 90 + 5)"
                        + " from generate_series(1, 50000) i",
                "create table weights (parcel bigint, kg numeric(6, 2), note text)",
                "insert into weights select i, i % 100 / 10.0, 'Note ' || i % 300 from generate_series(1, 50000) i",
                "create index by_city on \"Parcels\" (city, sent desc)",
                "create index by_parcel on weights (parcel)",
                "create index by_note on weights (lower(note))",
                "create index by_tag on \"Parcels\" using gin (tags)",
                "create index by_time on \"Parcels\" using brin (sent)",
                "create index by_during on \"Parcels\" using gist (during)",
                "create index by_kg on weights using hash (kg)",
                "create index by_word on weights using spgist (note)",
                "create statistics of_weights on parcel, kg from weights",
                // The sample is all rows then, and has the ends that the planner looks up.
                "alter table \"Parcels\" alter id set statistics 200",
                "alter table weights alter parcel set statistics 200",
                "vacuum analyze \"Parcels\", weights");
    }

    @Test
    void plans_as_the_original_does(Database db) {
        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            assertThat(twin.notCarried()).isEmpty();
            assertThat(twin.notes()).isEmpty();
            for (var sql : STATEMENTS) {
                same(sql, planned(twin, Configuration.AS_IS, Orders.question(sql)), explained(db, sql));
            }
            var generic = planned(
                    twin,
                    Configuration.AS_IS,
                    Orders.question("select * from \"Parcels\" where city = $1 and sent > $2", true));
            assertThat(generic.shape()).contains("by_city");
        }
    }

    @Test
    void plans_with_candidates_and_other_sizes(Database db) {
        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            var weights = new QualifiedName(db.schema(), "weights");
            var sql = "select * from weights where kg = 0.7 and note = 'Note 7'";
            var whole = Orders.question("select * from weights");
            var before = planned(twin, Configuration.AS_IS, whole);
            var candidate = twin.add(
                            List.of(IndexDefinition.btree(weights, List.of(IndexKey.on("note"), IndexKey.on("kg")))))
                    .get(0);
            var with = planned(twin, Configuration.with(Set.of(candidate)), Orders.question(sql));
            db.execute("create index by_both on weights (note, kg)");

            assertThat(planned(twin, Configuration.AS_IS, whole)).isEqualTo(before);
            assertThat(with.shape().replace(candidate.name(), "by_both"))
                    .isEqualTo(explained(db, sql).shape());
            assertThat(with.cost())
                    .isCloseTo(
                            explained(db, sql).cost(), within(explained(db, sql).cost() * 0.02));

            twin.resize(Map.of(weights, 5e8));
            var grown = planned(twin, Configuration.AS_IS, Orders.question("select * from weights where parcel = 7"));
            assertThat(grown.shape()).contains("by_parcel");
            assertThat(planned(twin, Configuration.AS_IS, whole).root().rows()).isCloseTo(5e8, within(5e6));
        }
    }

    private static Plan planned(Twin twin, Configuration configuration, Question question) {
        return switch (twin.ask(configuration, List.of(question)).get(0)) {
            case Answer.Planned planned -> planned.plan();
            case Answer.Failed failed -> throw new AssertionError(failed.reason());
        };
    }

    private static Plan explained(Database db, String sql) {
        return PlanJson.read(db.value("explain (format json, verbose) " + sql));
    }

    private static void same(String sql, Plan twins, Plan originals) {
        assertThat(twins.shape()).as(sql).isEqualTo(originals.shape());
        assertThat(twins.root().rows()).as(sql).isEqualTo(originals.root().rows());
        assertThat(twins.cost()).isCloseTo(originals.cost(), within(originals.cost() * 1e-6));
    }
}

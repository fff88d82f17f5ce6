package io.howdah.engine.twin;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sizes of hypothetical indexes with a look at the rows, beside the same indexes built. */
@Tag("slow")
@PostgresTest
class CandidateSizesTest {

    private static final String BUILT = "select pg_relation_size('built')";

    /** Each part has four suppliers, four times each; documents, words and texts with keys of their own; 40,000 rows on 1,200 blocks. */
    private static final List<String> DELIVERIES = List.of(
            "create extension if not exists pg_trgm schema public",
            "create table \"Deliveries\" (part int, supplier int, note text, document jsonb, labels text[])",
            "insert into \"Deliveries\" select p, (p * 7 + n % 4 * 31) % 500, 'note ' || md5((abs(hashint4(n)) % 9000)::text),"
                    + " jsonb_build_object('id', n % 3000, 'color', 'c' || n % 40, 'tags', jsonb_build_array('t' || n % 90)),"
                    + " array['l' || n % 300, 'l' || n % 7] from (select n, (n::bigint * 7919 % 40000 / 16)::int as p"
                    + " from generate_series(1, 40000) n) r");

    private static void load(Database db, String... indexes) {
        db.execute(DELIVERIES.toArray(String[]::new));
        for (int i = 0; i < indexes.length; i++) {
            db.execute("create index built_" + i + " on \"Deliveries\" " + indexes[i]);
        }
        db.execute("vacuum analyze \"Deliveries\"");
    }

    private static Relation deliveries(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.name().name().equals("Deliveries"))
                .findFirst()
                .orElseThrow();
    }

    /** Estimated by built size, of each index that was built; without and with a look at the rows. */
    private static List<Double> ratios(Database db, boolean looking) {
        var sessions = Servers.sessions(db);
        var catalog = CatalogReader.read(sessions);
        var samples = looking ? new RowSampleReader(sessions, catalog) : RowSamples.NONE;
        var bare = without(catalog);
        try (var twin = Twin.build(bare, TwinOptions.DEFAULT.samples(samples))) {
            return deliveries(catalog).indexes().stream()
                    .map(i -> sizeOf(twin, i.definition()) / (double) i.sizeBytes())
                    .toList();
        }
    }

    private static long sizeOf(Twin twin, IndexDefinition definition) {
        var made = twin.add(List.of(definition));
        assertThat(twin.refused()).isEmpty();
        return made.getFirst().sizeBytes();
    }

    /** As if no index had been built. */
    private static Catalog without(Catalog catalog) {
        return catalog.withRelations(catalog.relations().stream()
                .map(r -> r.with(r.columns(), List.of(), r.constraints()))
                .toList());
    }

    @Test
    void counts_combinations_of_keys_that_go_together(Database db) {
        load(db, "(part, supplier)");

        assertThat(ratios(db, true))
                .singleElement()
                .satisfies(r -> assertThat(r).isCloseTo(1.0, withPercentage(9)));
        assertThat(ratios(db, false))
                .singleElement()
                .satisfies(r -> assertThat(r).isGreaterThan(1.5));
    }

    @Test
    void goes_by_a_foreign_key_where_rows_cannot_be_looked_at(Database db) {
        load(db, "(supplier, part)");
        db.execute(
                "create table offers (part int, supplier int, primary key (part, supplier))",
                "insert into offers select distinct part, supplier from \"Deliveries\"",
                "analyze offers",
                "alter table \"Deliveries\" add foreign key (part, supplier) references offers");

        assertThat(ratios(db, false))
                .singleElement()
                .satisfies(r -> assertThat(r).isCloseTo(1.0, withPercentage(9)));
    }

    @Test
    void takes_the_keys_of_gin_out_of_the_rows(Database db) {
        load(
                db,
                "using gin (document)",
                "using gin (document jsonb_path_ops)",
                "using gin (labels)",
                "using gin (note public.gin_trgm_ops)",
                "using gin (to_tsvector('simple', note))");

        assertThat(ratios(db, true)).hasSize(5).allSatisfy(r -> assertThat(r).isCloseTo(1.0, withPercentage(12)));
    }

    /**
     * Among pages that suit a new entry equally the server draws lots ({@code gistchoose}): of keys that come often, twelve builds took 110
     * to 117 pages, so their mean counts.
     */
    @Test
    void knows_how_full_the_server_s_version_leaves_the_pages_of_gist(Database db) {
        db.execute(
                "create extension if not exists btree_gist schema public",
                "create table \"Deliveries\" (part int, span tstzrange)",
                "insert into \"Deliveries\" select n * 7919 % 100, tstzrange('2026-01-01Z'::timestamptz + n * interval '7 min',"
                        + " '2026-01-01Z'::timestamptz + (n + n * 31 % 26) * interval '7 min') from generate_series(1, 30000) n",
                "create index built on \"Deliveries\" using gist (span)",
                "vacuum analyze \"Deliveries\"");
        assertThat(ratios(db, true))
                .singleElement()
                .satisfies(r -> assertThat(r).isCloseTo(1.0, withPercentage(12)));

        db.execute("drop index built", "create index built on \"Deliveries\" using gist (part)");
        double estimated = ratios(db, true).getFirst() * db.number(BUILT);
        assertThat(estimated).isCloseTo(meanOfBuilds(db), withPercentage(12));
    }

    private static double meanOfBuilds(Database db) {
        return IntStream.range(0, 12)
                .mapToLong(i -> {
                    db.execute("reindex index built");
                    return db.number(BUILT);
                })
                .average()
                .orElseThrow();
    }

    @Test
    void knows_that_a_partial_index_without_nulls_holds_values_only(Database db) {
        db.execute(
                "create table \"Deliveries\" (part int, code text)",
                "insert into \"Deliveries\" select n, case when n % 20 = 0 then md5(n::text) end from generate_series(1, 40000) n",
                "create index on \"Deliveries\" (code) where code is not null",
                "vacuum analyze \"Deliveries\"");

        assertThat(ratios(db, true))
                .singleElement()
                .satisfies(r -> assertThat(r).isCloseTo(1.0, withPercentage(9)));
    }

    @Test
    void tells_where_a_size_rests_on_statistics_alone(Database db) {
        load(db, "(part, supplier)", "using hash (part)");

        assertThat(unseen(db, RowSamples.NONE)).containsExactly(true, false);
        assertThat(unseen(db, new RowSampleReader(Servers.sessions(db), CatalogReader.read(Servers.sessions(db)))))
                .containsExactly(false, false);
    }

    private static List<Boolean> unseen(Database db, RowSamples samples) {
        var catalog = CatalogReader.read(Servers.sessions(db));
        try (var twin = Twin.build(without(catalog), TwinOptions.DEFAULT.samples(samples))) {
            return deliveries(catalog).indexes().stream()
                    .sorted(comparing(i -> i.definition().method()))
                    .map(i -> twin.add(List.of(i.definition())).getFirst().sizeUnseen())
                    .toList();
        }
    }

    @Test
    void plans_with_a_gin_index_as_once_built(Database db) {
        load(db, "using gin (note public.gin_trgm_ops)");
        var sessions = Servers.sessions(db);
        var catalog = CatalogReader.read(sessions);
        var table = deliveries(catalog);
        var sql = "SELECT * FROM " + table.name().quoted() + " WHERE note LIKE '%abc12%'";
        var samples = new RowSampleReader(sessions, catalog);
        try (var known = Twin.build(catalog, TwinOptions.DEFAULT);
                var twin = Twin.build(without(catalog), TwinOptions.DEFAULT.samples(samples))) {
            var definition = table.indexes().getFirst().definition();
            var made = twin.add(List.of(definition));
            var there = twin.ask(Configuration.with(Set.copyOf(made)), List.of(Orders.question(sql)));
            var here = known.ask(Configuration.AS_IS, List.of(Orders.question(sql)));

            assertThat(Orders.cost(there.getFirst())).isCloseTo(Orders.cost(here.getFirst()), withPercentage(2));
        }
    }

    @Test
    void knows_what_analyze_would_find_of_an_expression(Database db) {
        load(db, "((document ->> 'color'), lower(note))");
        var sessions = Servers.sessions(db);
        var catalog = CatalogReader.read(sessions);
        var table = deliveries(catalog);
        var index = table.indexes().getFirst();
        var wanted = new RowSamples.ExpressionWanted(
                table.name(), index.definition().keys().getFirst().expression());

        var found = new RowSampleReader(sessions, catalog).statistics(List.of(wanted));

        var analyzed = Objects.requireNonNull(index.expressionStatistics().get(1));
        assertThat(found.get(wanted)).isNotNull().satisfies(s -> {
            assertThat(s.distinct()).isEqualTo(analyzed.distinct());
            assertThat(s.nullFraction()).isEqualTo(analyzed.nullFraction());
            assertThat(ArrayText.elements(s.mostCommonValues()))
                    .containsExactlyInAnyOrderElementsOf(ArrayText.elements(analyzed.mostCommonValues()));
        });
    }

    @Test
    void runs_no_function_of_a_user(Database db) {
        db.execute(
                "create table \"Deliveries\" (part int, note text)",
                "insert into \"Deliveries\" select n, 'n' || n from generate_series(1, 1000) n",
                "create function own(text) returns text immutable language sql return $1 || 'x'",
                "analyze \"Deliveries\"");
        var catalog = CatalogReader.read(Servers.sessions(db));
        var table = deliveries(catalog);
        var asked = new Asked();
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT.samples(asked))) {
            sizeOf(twin, on(table, "(" + Name.quoted(table.name().schema()) + ".own(note))"));
            sizeOf(twin, on(table, "(lower(note))"));
        }

        assertThat(asked.expressions).singleElement().asString().contains("lower");
        assertThat(asked.keys).noneMatch(k -> k.toString().contains("own"));
    }

    private static IndexDefinition on(Relation table, String expression) {
        return IndexDefinition.btree(table.name(), List.of(new IndexKey(null, expression, null, null, false, false)));
    }

    /** Notes what it is asked. */
    private static final class Asked implements RowSamples {

        private final List<ExpressionWanted> expressions = new ArrayList<>();
        private final List<KeysWanted> keys = new ArrayList<>();

        @Override
        public Map<KeysWanted, KeySpectrum> spectra(Collection<KeysWanted> wanted) {
            keys.addAll(wanted);
            return Map.of();
        }

        @Override
        public Map<ExpressionWanted, ColumnStatistics> statistics(Collection<ExpressionWanted> wanted) {
            expressions.addAll(wanted);
            return Map.of();
        }
    }

    @Test
    void looks_at_nothing_that_the_role_may_not_read(Database db) {
        load(db);
        var role = db.createRole("pg_monitor");
        var catalog = CatalogReader.read(Servers.sessions(db));
        var wanted = KeysWanted.combined(deliveries(catalog).name(), List.of("part", "supplier"));

        assertThat(new RowSampleReader(Servers.sessions(db, role), catalog).spectra(List.of(wanted)))
                .isEmpty();
        assertThat(new RowSampleReader(Servers.sessions(db), catalog).spectra(List.of(wanted)))
                .containsKey(wanted);
    }
}

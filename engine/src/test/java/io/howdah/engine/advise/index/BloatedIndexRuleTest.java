package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.IndexDensity;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.IndexDensityReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class BloatedIndexRuleTest {

    private static void grown_and_shrunk(Database db) {
        db.execute(
                "create table \"The Queue\" (id text primary key, \"Due At\" text)",
                """
                insert into "The Queue" select lpad(n::text, 40, '0'), lpad(n::text, 40, 'x')
                from generate_series(1, 220000) n""",
                "create index due on \"The Queue\" (\"Due At\")",
                "delete from \"The Queue\" where right(id, 1) > '0'",
                "vacuum analyze \"The Queue\"");
    }

    @Test
    void leaves_what_enforces_an_exclusion(Database db) {
        db.execute(
                "create table \"The Row\" (id text, \"Due At\" text)",
                "insert into \"The Row\" select lpad(n::text, 40, '0'), lpad(n::text, 40, 'x') from generate_series(1, 220000) n",
                "create index due on \"The Row\" (\"Due At\")",
                "alter table \"The Row\" add constraint \"No Two\" exclude using btree (id with =)",
                "delete from \"The Row\" where right(id, 1) > '0'",
                "vacuum analyze \"The Row\"");

        assertThat(Situations.subjects(db, new BloatedIndexRule())).containsExactly("due");
    }

    @Test
    void names_indexes_that_lost_most_of_their_entries_constraints_included(Database db) {
        grown_and_shrunk(db);

        assertThat(Situations.findings(db, new BloatedIndexRule()))
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.why()).contains("REINDEX INDEX CONCURRENTLY"))
                .extracting(Finding::subject)
                .anyMatch(s -> s.endsWith(".due"))
                .anyMatch(s -> s.endsWith(".\"The Queue_pkey\""));
    }

    @Test
    void counts_exactly_where_pgstattuple_may_be_called(Database db) {
        grown_and_shrunk(db);
        db.execute("create extension pgstattuple");
        var sessions = Servers.sessions(db);
        var catalog = CatalogReader.read(sessions);

        var counted =
                catalog.withDensities(IndexDensityReader.read(sessions, BloatedIndexRule.suspects(Scene.of(catalog))));

        assertThat(counted.indexes()).allSatisfy(i -> assertThat(i.density()).isNotNull());
        assertThat(new BloatedIndexRule().examine(counted))
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.evidence())
                        .anyMatch(e ->
                                e.label() == Evidence.Label.CATALOG && e.text().contains("pgstatindex counted")));
        db.execute("reindex table \"The Queue\"");
        assertThat(Situations.subjects(db, new BloatedIndexRule())).isEmpty();
    }

    @Test
    void is_refuted_by_an_exact_count(Database db) {
        grown_and_shrunk(db);
        var catalog = Situations.catalog(db);
        var suspect = BloatedIndexRule.suspects(Scene.of(catalog)).getFirst();

        var full = new IndexDensity(suspect.sizeBytes(), suspect.pages(), 0, 88);
        var counted = catalog.withDensities(Map.of(suspect.oid(), full));

        assertThat(BloatedIndexRule.suspects(Scene.of(counted))).hasSize(1).doesNotContain(suspect);
    }

    @Test
    void names_what_is_twice_as_large_as_it_need_be_where_that_wastes_ten_megabytes() {
        assertThat(counted(20, 45)).hasSize(1);
        assertThat(counted(18, 45)).as("9 MB wasted").isEmpty();
        assertThat(counted(40, 46)).as("1.96 times as large").isEmpty();
    }

    /** What is said of an index of so many megabytes whose leaf pages were counted as so full, in per cent. */
    private static List<Finding> counted(long megabytes, double full) {
        var table = MadeTable.named("Ä b").index("a", megabytes * Made.MB).made();
        var index = table.indexes().getFirst();
        var density = new IndexDensity(index.sizeBytes(), index.pages(), 0, full);
        var catalog = Made.server().table(table).scene().catalog();
        return new BloatedIndexRule().examine(catalog.withDensities(Map.of(index.oid(), density)));
    }

    @Test
    void keeps_silent_on_what_random_inserts_make_of_a_b_tree(Database db) {
        db.execute(
                "create table keys (k uuid, state text)",
                "create index by_key on keys (k)",
                "insert into keys select md5(n::text)::uuid, 'open' from generate_series(1, 250000) n",
                "create index by_state on keys (state)",
                "vacuum analyze keys");

        assertThat(Situations.subjects(db, new BloatedIndexRule())).isEmpty();
    }

    @Test
    void reads_nothing_for_a_role_that_may_not_count(Database db) {
        grown_and_shrunk(db);
        db.execute("create extension pgstattuple");
        var reader = Servers.sessions(db, db.createRole("pg_read_all_data"));
        var catalog = CatalogReader.read(reader);

        assertThat(BloatedIndexRule.suspects(Scene.of(catalog))).hasSize(2);
        assertThat(IndexDensityReader.read(reader, BloatedIndexRule.suspects(Scene.of(catalog))))
                .isEmpty();
    }

    @Test
    void names_the_index_of_the_partition_that_shrank_and_rebuilds_that_one(Database db) {
        db.execute(
                "create table \"Queues\" (day int, id text) partition by list (day)",
                "create table \"Day 1\" partition of \"Queues\" for values in (1)",
                "create table \"Day 2\" partition of \"Queues\" for values in (2)",
                "insert into \"Queues\" select 1 + n % 2, lpad(n::text, 40, '0') from generate_series(1, 440000) n",
                "create index by_id on \"Queues\" (id)",
                "delete from \"Day 1\" where right(id, 2) <> '02'",
                "vacuum analyze");

        var findings = Situations.findings(db, new BloatedIndexRule());

        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.subject()).endsWith(".\"Day 1_id_idx\"");
            assertThat(f.why()).contains("REINDEX INDEX CONCURRENTLY \"Te st\".\"Day 1_id_idx\"");
        });
        db.execute("reindex index concurrently \"Day 1_id_idx\"");
        assertThat(Situations.subjects(db, new BloatedIndexRule())).isEmpty();
    }
}

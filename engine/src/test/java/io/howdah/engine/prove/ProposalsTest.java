package io.howdah.engine.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class ProposalsTest {

    private static final String PAGE =
            "select id, title from list where owner = $1 order by at desc offset 1500 limit 20";
    private static final String UNION =
            "select id from list where kind = 'a' union select id from list where kind = 'b'";

    private static Database database;
    private static Catalog catalog;
    private static Twin twin;

    @BeforeAll
    static void a_list(Database db) {
        db.execute(
                "create table list (id bigint primary key, owner int not null, kind text, at timestamptz not null, title text)",
                "insert into list select i, i % 3, chr(97 + i % 5), '2026-01-01'::timestamptz + i / 3 * interval '1 min',"
                        + " repeat('t', 50) from generate_series(1, 20000) i",
                "analyze");
        database = db;
        catalog = CatalogReader.read(Servers.sessions(db));
        twin = Twin.build(catalog, TwinOptions.DEFAULT);
    }

    @AfterAll
    static void close_the_twin() {
        twin.close();
    }

    @Test
    void proposes_pages_by_the_last_row_with_the_index_that_they_need() {
        var page = only("deep-offset", PAGE, building());

        assertThat(page.isProven()).isTrue();
        assertThat(page.after()).contains("(:last_at, :last_id)");
        assertThat(page.conditions().getFirst()).contains("of the last row of the page before");
        assertThat(((Outcome.SameRows) page.outcome()).whole().rows()).isEqualTo(20);
    }

    @Test
    void leaves_an_index_to_be_built_where_it_may_only_read() {
        var page = only("deep-offset", PAGE, reading());

        assertThat(page.needs()).hasSize(1);
        assertThat(page.awaitsIndex() || page.isProven()).isTrue();
        var costs = Objects.requireNonNull(page.costs());
        assertThat(costs.after()).isLessThan(costs.before() / 2);
        assertThat(database.number("select count(*) from pg_indexes where indexname like 'howdah%'"))
                .isZero();
    }

    @Test
    void tries_a_page_further_down_where_the_offset_is_a_parameter() {
        var page = only("deep-offset", PAGE.replace("1500", "$2"), building());

        assertThat(page.isProven()).isTrue();
        assertThat(((Outcome.SameRows) page.outcome()).whole().rows()).isEqualTo(20);
    }

    @Test
    void proposes_union_all_by_the_constants_that_were_sent() {
        var union = only("disjoint-union", UNION, reading());

        assertThat(((Outcome.SameRows) union.outcome()).whole().rows()).isEqualTo(8000);
        var costs = Objects.requireNonNull(union.costs());
        assertThat(costs.after()).isLessThan(costs.before());
    }

    @Test
    void proposes_what_says_the_same_plainly_where_it_is_as_fast() {
        var join = only(
                "outer-join-made-inner",
                "select l.id, o.title from list l left join list o on o.id = l.owner where o.kind = 'b'",
                reading());

        assertThat(join.forSpeed()).isFalse();
        assertThat(join.isProven()).isTrue();
        assertThat(((Outcome.SameRows) join.outcome()).whole().rows()).isPositive();
    }

    @Test
    void runs_nothing_where_it_was_not_asked_to() {
        assertThat(only("disjoint-union", UNION, null).outcome())
                .isEqualTo(new Outcome.NotRun("no statement was to be run"));
    }

    @Test
    void has_nothing_to_say_of_statements_that_are_fine() {
        assertThat(proposals("select id, title from list where id = $1", reading()))
                .isEmpty();
    }

    private static Proposal only(String slug, String sql, @Nullable Prover prover) {
        var proposals = proposals(sql, prover);
        assertThat(proposals).extracting(Proposal::slug).containsExactly(slug);
        return proposals.getFirst();
    }

    private static List<Proposal> proposals(String sql, @Nullable Prover prover) {
        var statement = new Statement("1", sql, List.of(), 10, 100, null);
        var workload = new Workload("test", null, Instant.EPOCH, List.of(statement), List.of());
        var questions = new Binder(twin).bind(workload).questions();
        return new Proposals(catalog, twin, prover).of(workload.statements(), questions);
    }

    private static Prover reading() {
        return Prover.reading(Servers.sessions(database), Twin.searchPath(catalog), ProofOptions.DEFAULT, Time.SYSTEM);
    }

    private static Prover building() {
        return Prover.building(Servers.sessions(database), Twin.searchPath(catalog), ProofOptions.DEFAULT, Time.SYSTEM);
    }
}

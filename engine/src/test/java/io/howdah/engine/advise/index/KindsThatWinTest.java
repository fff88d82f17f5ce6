package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statement by statement: the proposed kind, built for real, against no index and against a plain B-tree. */
@Tag("slow")
class KindsThatWinTest {

    private static final Goods GOODS = Goods.loaded();

    /**
     * A statement, what is to be proposed for it, and the plain B-tree that it has to beat.
     *
     * @param expected a regular expression
     */
    record Case(String sql, String expected, String btree) {

        @Override
        public String toString() {
            return sql;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("select id from goods where tags @> array['tag7']", "USING gin \\(tags\\)", "goods (tags)"),
                new Case(
                        "select id from goods where tags && array['tag7', 'tag8']",
                        "USING gin \\(tags\\)",
                        "goods (tags)"),
                new Case(
                        "select id from goods where attributes @> '{\"maker\": {\"id\": 7}}'",
                        "USING gin \\(attributes jsonb_path_ops\\)",
                        "goods (attributes)"),
                new Case(
                        "select id from goods where tags @> array['tag7'] and attributes @> '{\"color\": \"c7\"}'",
                        "USING gin \\((tags, attributes jsonb_path_ops|attributes jsonb_path_ops, tags)\\)",
                        "goods (tags)"),
                new Case(
                        "select id from goods where attributes @? '$.maker ? (@.id == 7)'",
                        "USING gin \\(attributes jsonb_path_ops\\)",
                        "goods (attributes)"),
                new Case(
                        "select id from goods where attributes ? 'sale'",
                        "USING gin \\(attributes\\)",
                        "goods (attributes)"),
                new Case(
                        "select id from goods where words @@ to_tsquery('simple', 'word7 & other7')",
                        "USING gin \\(words\\)",
                        "goods (words)"),
                new Case(
                        "select id from goods where to_tsvector('simple', body) @@ to_tsquery('simple', 'lorem77')",
                        "USING gin \\(to_tsvector\\('simple'::regconfig, body\\)\\)",
                        "goods (body)"),
                new Case(
                        "select id from goods where body like '%lorem77%'",
                        "USING gin \\(body public.gin_trgm_ops\\)", "goods (body)"),
                new Case(
                        "select id from goods where lower(email) like '%er7777@%'",
                        "USING gin \\(lower\\(email\\) public.gin_trgm_ops\\)", "goods (email)"),
                new Case(
                        "select id from goods where body ~* 'lorem77\\M'",
                        "USING gin \\(body .*trgm_ops\\)",
                        "goods (body)"),
                new Case(
                        "select id from goods where body ilike '%LOREM77%'",
                        "USING gin \\(body public.gin_trgm_ops\\)", "goods (body)"),
                new Case("select body from goods where name like 'name abc%'", "\\(name\\)", "goods (name)"),
                new Case(
                        "select body from goods where tenant = 7 order by name limit 5",
                        "\\(tenant, name\\)",
                        "goods (tenant)"),
                new Case(
                        "select name from goods where tenant = 7", "\\(tenant\\) INCLUDE \\(name\\)", "goods (tenant)"),
                new Case(
                        "select body from goods where tenant = 7 and not flag",
                        "\\((flag, tenant|tenant, flag)\\)",
                        "goods (tenant)"),
                new Case(
                        "select id from goods order by at <-> point(5, 5) limit 10",
                        "USING (gist|spgist) \\(at.*\\)",
                        "goods (id)"),
                new Case(
                        "select id from goods where at <@ box(point(5, 5), point(25, 25))",
                        "USING (gist|spgist) \\(at.*\\)",
                        "goods (id)"),
                new Case(
                        "select id from goods order by name <-> 'name abcdef' limit 5",
                        "USING gist \\(name .*gist_trgm_ops\\)",
                        "goods (name)"),
                new Case(
                        "select id from goods where during && tstzrange('2026-03-01Z', '2026-03-01 01:00Z')",
                        "USING gist \\(during\\)",
                        "goods (during)"),
                new Case(
                        "select id from goods where source >> '10.7.91.49/32' or source = '10.7.91.49'",
                        ".*\\(source.*\\)",
                        "goods (id)"),
                new Case(
                        "select body from goods where url = 'https://example.org/x'",
                        "USING hash \\(url\\)",
                        "goods (url)"),
                new Case(
                        "select id from goods where attributes ->> 'color' = 'c7'",
                        "\\(\\(attributes ->> 'color'::text\\)\\)",
                        "goods (attributes)"),
                new Case(
                        "select id from goods where (attributes ->> 'size')::int = 7",
                        "\\(\\(+attributes ->> 'size'.*",
                        "goods (attributes)"),
                new Case(
                        "select id from goods where lower(email) = 'user77@example.org'",
                        "\\(lower\\(email\\)\\)",
                        "goods (email)"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_proposed_index_reads_less_than_none_and_less_than_a_plain_btree(Case it) {
        var created = GOODS.created(it.sql());

        assertThat(created)
                .singleElement()
                .asString()
                .matches("goods " + it.expected().replace("public.", "") + ".*");
        var with = GOODS.run(it.sql(), created);
        var without = GOODS.run(it.sql(), List.of());
        var plain = GOODS.run(it.sql(), List.of(it.btree()));
        assertThat(with.blocks()).as("blocks").isLessThan(without.blocks()).isLessThanOrEqualTo(plain.blocks());
        assertThat(with.cost()).as("cost").isLessThan(without.cost()).isLessThanOrEqualTo(plain.cost());
    }

    @ParameterizedTest
    @MethodSource("shortRanges")
    void block_ranges_read_hardly_more_than_a_btree_a_hundred_times_as_large(String sql) {
        var created = GOODS.created(sql);

        assertThat(created)
                .singleElement()
                .asString()
                .startsWith("readings USING brin (made_at) WITH (autosummarize=on");
        var with = GOODS.run(sql, created);
        var plain = GOODS.run(sql, List.of("readings (made_at)"));
        assertThat(with.blocks())
                .isLessThan(GOODS.run(sql, List.of()).blocks() / 4)
                .isLessThan(2 * plain.blocks());
        assertThat(with.indexBytes()).isLessThan(plain.indexBytes() / 10);
    }

    static Stream<String> shortRanges() {
        return Stream.of("select raw from readings where made_at between '2026-01-15Z' and '2026-01-18Z'");
    }

    @ParameterizedTest
    @MethodSource("losers")
    void a_kind_that_is_not_proposed_reads_no_less_than_what_is(Case it) {
        var created = GOODS.created(it.sql());

        var with = GOODS.run(it.sql(), created);
        var other = GOODS.run(it.sql(), List.of(it.btree()));
        assertThat(created)
                .isNotEqualTo(List.of(it.btree()))
                .allSatisfy(d -> assertThat(d).matches(it.expected()));
        assertThat(with.blocks()).as("blocks").isLessThanOrEqualTo(other.blocks());
        assertThat(with.cost()).as("cost").isLessThan(1.05 * other.cost());
    }

    /** What is proposed, if anything, and an index of another kind that could be thought of. */
    static Stream<Case> losers() {
        return Stream.of(
                new Case("select body from goods where flag", "nothing", "goods (flag)"),
                new Case("select body from goods where tenant >= 0", "nothing", "goods (tenant)"),
                new Case(
                        "select id from colors where name like '%or 77%'",
                        "nothing", "colors using gin (name gin_trgm_ops)"),
                new Case(
                        "select raw from readings where sensor = 77",
                        "readings \\(sensor\\)",
                        "readings using brin (sensor)"),
                new Case(
                        "select raw from readings where made_at = '2026-01-15 10:00Z'",
                        "readings \\(made_at\\)",
                        "readings using brin (made_at)"),
                new Case(
                        "select id from goods where tags = array['tag7', 'tag217']",
                        "goods USING hash \\(tags\\)",
                        "goods using gin (tags)"),
                new Case(
                        "select id from goods where during = tstzrange('2026-03-01Z', '2026-03-01 01:00Z')",
                        "goods (\\(during\\)|USING hash \\(during\\)).*",
                        "goods using gist (during)"),
                new Case(
                        "select name from goods where url > 'https://example.org/f' order by url limit 10",
                        "goods \\(url\\).*",
                        "goods using hash (url)"));
    }
}

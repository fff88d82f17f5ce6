package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kinds of index are proposed for what; that they win when built is shown in {@code KindsThatWinTest}. */
@PostgresTest
class IndexKindsTest {

    private static final String PRODUCTS = """
            create table products (id int primary key, tags text[] not null, attributes jsonb not null, body text not null,
              words tsvector not null, url text not null, at point not null, during tstzrange not null, source inet not null)""";

    private static final String LOADED = """
            insert into products select n, array['tag' || n % 97, 'tag' || n * 31 % 89],
              jsonb_build_object('color', 'c' || n % 83, 'size', n % 61, 'maker', jsonb_build_object('id', n % 211)),
              md5(n::text) || ' ' || md5((n * 7)::text) || ' lorem' || n % 1000, to_tsvector('simple', 'word' || n % 500 || ' other' || n % 700),
              'https://example.org/' || md5(n::text) || '/' || md5((n * 3)::text) || '.html',
              point(n * 37 % 1000, n * 91 % 1000), tstzrange(timestamptz '2026-01-01Z' + n * interval '7 min', timestamptz '2026-01-01Z' + n * interval '7 min' + interval '1 h'),
              ('10.' || n % 200 || '.' || n * 13 % 250 || '.' || n * 7 % 250)::inet
            from generate_series(1, 20000) n""";

    @Test
    void proposes_gin_for_what_arrays_contain(Database db) {
        assertThat(created(db, "select id from products where tags @> array['tag7']"))
                .containsExactly("products USING gin (tags)");
    }

    @Test
    void proposes_gin_for_arrays_that_overlap(Database db) {
        assertThat(created(db, "select id from products where tags && array['tag7', 'tag8']"))
                .containsExactly("products USING gin (tags)");
    }

    @Test
    void proposes_jsonb_path_ops_where_only_containment_is_asked(Database db) {
        assertThat(created(db, "select id from products where attributes @> '{\"maker\": {\"id\": 7}}'"))
                .containsExactly("products USING gin (attributes jsonb_path_ops)");
    }

    @Test
    void proposes_jsonb_ops_where_keys_are_asked_too(Database db) {
        var created =
                Lab.created(lab(db).calls(50, "select id from products where attributes @> '{\"maker\": {\"id\": 7}}'")
                        .calls(50, "select id from products where attributes ?& array['sale', 'color']")
                        .advise());

        assertThat(created).contains("products USING gin (attributes)");
    }

    @Test
    void proposes_gin_for_full_text_search_and_not_gist(Database db) {
        assertThat(created(db, "select id from products where words @@ to_tsquery('simple', 'word7 & other7')"))
                .containsExactly("products USING gin (words)");
    }

    @Test
    void indexes_the_document_that_the_statement_makes(Database db) {
        assertThat(created(
                        db,
                        "select id from products where to_tsvector('simple', body) @@ to_tsquery('simple', 'lorem77')"))
                .containsExactly("products USING gin (to_tsvector('simple'::regconfig, body))");
    }

    @Test
    void proposes_trigrams_for_a_pattern_in_the_middle(Database db) {
        db.execute("create extension if not exists pg_trgm schema public");

        assertThat(created(db, "select id from products where body like '%lorem77%'"))
                .containsExactly("products USING gin (body public.gin_trgm_ops)");
    }

    @Test
    void proposes_a_btree_for_a_pattern_with_a_fixed_beginning(Database db) {
        db.execute("create extension if not exists pg_trgm schema public");

        assertThat(created(db, "select id from products where url like 'https://example.org/abcd%'"))
                .singleElement()
                .asString()
                .startsWith("products (url");
    }

    @Test
    void proposes_gist_for_the_nearest_neighbours(Database db) {
        assertThat(created(db, "select id from products order by at <-> point(5, 5) limit 10"))
                .singleElement()
                .asString()
                .matches("products USING (gist|spgist) \\(at.*\\)");
    }

    @Test
    void proposes_gist_for_ranges_that_overlap(Database db) {
        assertThat(created(db, "select id from products where during && tstzrange('2026-03-01Z', '2026-03-01 01:00Z')"))
                .singleElement()
                .asString()
                .matches("products USING (gist|spgist) \\(during\\)");
    }

    @Test
    void proposes_gist_for_networks(Database db) {
        assertThat(created(db, "select id from products where source << '10.7.91.0/24'"))
                .singleElement()
                .asString()
                .matches("products USING (gist \\(source inet_ops\\)|spgist \\(source\\))");
    }

    @Test
    void proposes_a_hash_for_long_values_that_are_only_compared(Database db) {
        assertThat(created(db, "select id from products where url = 'https://example.org/x'"))
                .containsExactly("products USING hash (url)");
    }

    @Test
    void proposes_a_btree_for_long_values_that_are_also_sorted(Database db) {
        var created = Lab.created(lab(db).calls(50, "select id from products where url = 'https://example.org/x'")
                .calls(50, "select id from products where url > 'https://example.org/f' order by url limit 10")
                .advise());

        assertThat(created).singleElement().asString().startsWith("products (url)");
    }

    @Test
    void indexes_a_path_of_a_document_by_an_expression(Database db) {
        assertThat(created(db, "select id from products where attributes ->> 'color' = 'c7'"))
                .containsExactly("products ((attributes ->> 'color'::text))");
    }

    @Test
    void indexes_a_cast_that_never_changes(Database db) {
        assertThat(created(db, "select id from products where (attributes ->> 'size')::int = 7"))
                .singleElement()
                .asString()
                .startsWith("products (((attributes ->> 'size'::text)");
    }

    @Test
    void indexes_no_expression_of_a_value_that_the_driver_binds(Database db) {
        var created = Lab.created(lab(db).calls(
                        50,
                        "select id from products where attributes ->> $1 = $2",
                        "select id from products where attributes ->> 'color' = 'c7'")
                .advise());

        assertThat(created).isEmpty();
    }

    @Test
    void puts_no_document_that_is_never_searched_into_an_index(Database db) {
        assertThat(created(db, "select attributes from products where url < 'https://example.org/00'"))
                .noneMatch(d -> d.contains("attributes"));
    }

    private static Lab lab(Database db) {
        db.execute(PRODUCTS, LOADED);
        return Lab.of(db);
    }

    private static List<String> created(Database db, String sql) {
        return Lab.created(lab(db).calls(50, sql).advise());
    }
}

package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ArrayBtreeIndexRuleTest {

    @BeforeEach
    void documents(Database db) {
        db.execute(
                "create table docs (id int primary key, \"The Tags\" text[], body jsonb, words tsvector, title text)");
    }

    @Test
    void names_b_trees_on_arrays_and_documents(Database db) {
        db.execute(
                "create index tags on docs (\"The Tags\")",
                "create index body on docs (body)",
                "create index words on docs (words, id)");

        assertThat(Situations.subjects(db, new ArrayBtreeIndexRule())).containsExactly("body", "tags", "words");
    }

    @Test
    void says_which_kind_of_index_finds_what_a_value_contains(Database db) {
        db.execute("create index tags on docs (\"The Tags\")");

        assertThat(Situations.findings(db, new ArrayBtreeIndexRule()))
                .singleElement()
                .satisfies(f -> assertThat(f.why()).contains("USING gin (\"The Tags\")"));
    }

    @Test
    void keeps_gin_and_hash_indexes_and_b_trees_on_parts(Database db) {
        db.execute(
                "create index tags on docs using gin (\"The Tags\")",
                "create index hashed on docs using hash (body)",
                "create index part on docs ((body ->> 'name'))",
                "create index title on docs (title)");

        assertThat(Situations.subjects(db, new ArrayBtreeIndexRule())).isEmpty();
    }

    @Test
    void keeps_an_index_that_enforces_something(Database db) {
        db.execute("alter table docs add constraint one_body unique (body)", "create unique index u on docs (words)");

        assertThat(Situations.subjects(db, new ArrayBtreeIndexRule())).isEmpty();
    }

    @Test
    void names_a_partitioned_tables_index_once(Database db) {
        db.execute(
                "create table events (at date, tags int[]) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create index by_tags on events (tags)");

        assertThat(Situations.subjects(db, new ArrayBtreeIndexRule())).containsExactly("by_tags");
    }

    @Test
    void is_dropped_where_the_workload_has_no_use_for_it(Database db) {
        db.execute(
                "insert into docs select n, array['a' || n % 50], jsonb_build_object('n', n), '', 't' from generate_series(1, 5000) n",
                "create index body on docs (body)", "create index tags on docs (\"The Tags\")");

        var advisory = Lab.of(db)
                .calls(100, "select id from docs where body = '{\"n\": 77}'")
                .calls(1, "select id from docs where \"The Tags\" @> array['a7']")
                .advise();

        assertThat(Lab.dropped(advisory)).containsExactly("tags");
        assertThat(advisory.kept()).anySatisfy(k -> {
            assertThat(k.index()).contains("body");
            assertThat(k.statement()).isEqualTo("1");
        });
    }
}

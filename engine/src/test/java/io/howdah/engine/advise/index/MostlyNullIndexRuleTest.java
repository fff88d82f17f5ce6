package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class MostlyNullIndexRuleTest {

    @BeforeEach
    void parcels_of_which_few_are_held(Database db) {
        db.execute(
                "create table parcels (id int primary key, \"Held By\" int, sent_to int, weight int)",
                """
                insert into parcels select n, case when n % 20 = 0 then n end, n, n % 9
                from generate_series(1, 250000) n""",
                "create index held on parcels (\"Held By\")",
                "create index sent on parcels (sent_to)");
    }

    @Test
    void names_an_index_on_a_column_that_is_mostly_null(Database db) {
        db.execute(
                "create index partial on parcels (\"Held By\") where \"Held By\" is not null",
                "create index second on parcels (weight, \"Held By\")",
                "create index first_of_two on parcels (\"Held By\", sent_to)",
                "create index hashed on parcels using hash (\"Held By\")",
                "create table few as select * from parcels limit 100",
                "create index few_held on few (\"Held By\")",
                "analyze");

        assertThat(Situations.subjects(db, new MostlyNullIndexRule())).containsExactly("held");
    }

    @Test
    void is_silent_about_an_index_that_a_statement_uses(Database db) {
        db.execute("analyze");
        var rule = new MostlyNullIndexRule();

        assertThat(Looking.planning(rule, db, "select weight from \"Te st\".parcels where \"Held By\" = 4000"))
                .isEmpty();
        assertThat(Looking.subjects(
                        Looking.planning(rule, db, "select weight from \"Te st\".parcels where sent_to = 40")))
                .containsExactly("held");
    }

    @Test
    void is_replaced_by_a_partial_one_when_no_statement_looks_for_nulls(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select weight from parcels where \"Held By\" = 4000")
                .calls(100, "select weight from parcels where sent_to = 40")
                .advise();

        assertThat(advisory.advice()).singleElement().satisfies(a -> {
            assertThat(a.finding().slug()).isEqualTo("mostly-null-index");
            assertThat(a.changes()).hasExactlyElementsOfTypes(CreateIndex.class, DropIndex.class);
            assertThat(Lab.created(advisory)).containsExactly("parcels (\"Held By\") WHERE \"Held By\" IS NOT NULL");
            assertThat(a.sizeBytes()).isLessThan(-1_000_000);
            assertThat(a.undoSql().getLast()).contains("DROP INDEX");
        });
    }

    @Test
    void stays_where_a_statement_would_suffer(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select id from parcels order by \"Held By\" desc limit 5")
                .advise();

        assertThat(Lab.dropped(advisory)).doesNotContain("held");
        assertThat(advisory.kept()).anySatisfy(k -> {
            assertThat(k.index()).contains("held");
            assertThat(k.statement()).isEqualTo("1");
        });
    }

    @Test
    void leaves_what_enforces_uniqueness(Database db) {
        db.execute(
                "drop index held",
                "alter table parcels add constraint once unique (\"Held By\")",
                "create unique index once_too on parcels (\"Held By\")",
                "analyze");

        assertThat(Situations.subjects(db, new MostlyNullIndexRule())).isEmpty();
    }

    @Test
    void does_not_name_the_parts_of_a_partitioned_tables_index(Database db) {
        db.execute(
                "create table \"All Parcels\" (id int, \"Held By\" int) partition by hash (id)",
                "create table some_parcels partition of \"All Parcels\" for values with (modulus 1, remainder 0)",
                "insert into \"All Parcels\" select id, \"Held By\" from parcels",
                "create index all_held on \"All Parcels\" (\"Held By\")",
                "drop table parcels",
                "analyze");

        assertThat(Situations.subjects(db, new MostlyNullIndexRule())).isEmpty();
    }
}

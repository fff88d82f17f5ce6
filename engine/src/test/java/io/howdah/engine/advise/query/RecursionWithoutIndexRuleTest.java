package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.advise.Severity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class RecursionWithoutIndexRuleTest {

    private static final String BELOW = "with recursive below as (select id from people where id = $1"
            + " union select p.id from people p join below b on p.\"Boss\" = b.id) select * from below";

    private final RecursionWithoutIndexRule rule = new RecursionWithoutIndexRule();

    @BeforeEach
    void people_with_bosses(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int)",
                "insert into people select i, i / 7 from generate_series(1, 12000) i",
                "analyze people");
    }

    @Test
    void does_not_take_a_broken_index_for_one(Database db) {
        assertThatThrownBy(() -> db.execute("create unique index concurrently broken on people (\"Boss\")"));

        assertThat(titles(db, BELOW)).hasSize(1);
    }

    @Test
    void sees_a_parent_that_is_looked_up_in_each_round_and_hands_over_the_index(Database db) {
        var finding = Scenes.of(db).ran(BELOW).seenBy(rule).getFirst();

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.title()).isEqualTo("looks up people.Boss in each round, without an index");

        db.execute(finding.remedy().sql().getFirst());
        assertThat(titles(db, BELOW)).isEmpty();

        db.execute(finding.remedy().undo().getFirst());
        assertThat(titles(db, BELOW)).hasSize(1);
    }

    @Test
    void is_silent_on_walks_up_by_the_key_and_on_small_tables(Database db) {
        assertThat(titles(db, BELOW.replace("p.\"Boss\" = b.id", "p.id = b.id")))
                .isEmpty();

        db.execute("delete from people where id > 500", "vacuum analyze people");
        assertThat(titles(db, BELOW)).isEmpty();
    }

    @Test
    void does_not_take_an_index_of_some_rows_or_behind_another_column_for_one(Database db) {
        db.execute("create index on people (\"Boss\") where id < 100", "create index on people (id, \"Boss\")");
        assertThat(titles(db, BELOW)).hasSize(1);

        db.execute("create index on people (\"Boss\", id)");
        assertThat(titles(db, BELOW)).isEmpty();
    }

    @Test
    void takes_an_index_of_all_rows_with_a_parent_for_one(Database db) {
        db.execute("create index on people (\"Boss\") where id is not null");
        assertThat(titles(db, BELOW)).hasSize(1);

        db.execute("create index on people (\"Boss\") where \"Boss\" is not null");
        assertThat(titles(db, BELOW)).isEmpty();
    }

    @Test
    void is_silent_on_partitioned_tables_for_which_no_index_is_built_online() {
        assertThat(below(large()).seenBy(rule)).hasSize(1);
        assertThat(below(large().partitioned()).seenBy(rule)).isEmpty();
    }

    private static Made below(MadeTable people) {
        return Made.server().table(people.made()).statement(BELOW, 1, 1, 0, 0);
    }

    private static MadeTable large() {
        return MadeTable.named("people")
                .rows(12_000, 0)
                .column("id", "pg_catalog.int4", 4)
                .column("Boss", "pg_catalog.int4", 4);
    }

    private List<String> titles(Database db, String sql) {
        return Scenes.of(db).ran(sql).titles(rule);
    }
}

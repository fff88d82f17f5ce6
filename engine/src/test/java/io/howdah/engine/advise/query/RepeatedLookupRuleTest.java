package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class RepeatedLookupRuleTest {

    private static final String SESSIONS =
            "select id, title from sessions where \"User\" = $1 order by id desc limit $2";
    private static final String LAST =
            "select body from messages where session = $1 and id > $2 order by id desc limit $3";

    private static Database database;

    private final RepeatedLookupRule rule = new RepeatedLookupRule();

    @BeforeAll
    static void sessions_and_messages(Database db) {
        db.execute(
                "create table sessions (id bigint primary key, \"User\" bigint, title text)",
                "create table messages (id bigint primary key, session bigint references sessions, body text, size bigint)",
                "insert into sessions select i, i % 20, 't' || i from generate_series(1, 200) i",
                "insert into messages select i, 1 + i % 200, 'b' || i, i from generate_series(1, 2000) i");
        database = db;
    }

    @Test
    void sees_as_many_calls_as_another_statement_gave_rows_by_a_foreign_key() {
        var finding = Scenes.of(database)
                .ran(SESSIONS, 400, 100, 2000)
                .ran(LAST, 2001, 500, 2001)
                .seenBy(rule)
                .getFirst();

        assertThat(finding.title()).isEqualTo("runs once for each row of another statement");
        assertThat(finding.evidence().getFirst().text())
                .startsWith("2,001 calls of it, and 2,000 rows of 400 calls of");
        assertThat(finding.cost().timeShare()).isEqualTo(500.0 / 600);
    }

    @Test
    void proposes_a_join_that_gives_the_rows_of_all_the_calls() {
        var join = Scenes.of(database)
                .ran(SESSIONS, 400, 100, 2000)
                .ran(LAST, 2000, 500, 2000)
                .seenBy(rule)
                .getFirst()
                .why()
                .replaceAll(".*gives all the rows: ", "");

        assertThat(join).contains("session = each_row.id AND id > $3").contains("LIMIT $4");
        var values =
                join.replace("$1", "7").replace("$2", "5").replace("$3", "0").replace("$4", "1");
        var looped = "select s.id, (select body from messages m where m.session = s.id order by m.id desc limit 1)"
                + " from sessions s where \"User\" = 7 order by id desc limit 5";
        assertThat(database.query("select id, body from (" + values + ") j order by id desc"))
                .isEqualTo(database.query("select * from (" + looped + ") l order by id desc"));
    }

    @Test
    void keeps_silent_where_the_numbers_do_not_agree() {
        assertThat(Scenes.of(database)
                        .ran(SESSIONS, 400, 100, 2000)
                        .ran(LAST, 2300, 500, 2300)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_no_key_leads_from_one_to_the_other() {
        assertThat(Scenes.of(database)
                        .ran(SESSIONS, 400, 100, 2000)
                        .ran("select body from messages where size = $1", 2000, 500, 2000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_one_row_leads_to_one_call() {
        assertThat(Scenes.of(database)
                        .ran("select id, title from sessions where id = $1", 2000, 100, 2000)
                        .ran(LAST, 2000, 500, 2000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_a_few_calls() {
        assertThat(Scenes.of(database)
                        .ran(SESSIONS, 5, 1, 25)
                        .ran(LAST, 25, 5, 25)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_others_run_it_but_not_where_nobody_knows_who_does() {
        assertThat(Scenes.of(database)
                        .ran(SESSIONS, 400, 100, 2000)
                        .by("report")
                        .ran(LAST, 2000, 500, 2000)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Scenes.of(database)
                        .ran(SESSIONS, 400, 100, 2000)
                        .by("")
                        .ran(LAST, 2000, 500, 2000)
                        .seenBy(rule))
                .hasSize(1);
        assertThat(Scenes.of(database)
                        .by("")
                        .ran(SESSIONS, 400, 100, 2000)
                        .by("app")
                        .ran(LAST, 2000, 500, 2000)
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void keeps_silent_on_what_is_no_lookup_by_a_value_from_outside() {
        var scenes = Scenes.of(database).ran(SESSIONS, 400, 100, 2000);
        for (var condition : List.of(
                "session = id", "session = (select max(id) from sessions)", "session + 1 = $1", "session > $1")) {
            scenes.ran("select body from messages where " + condition, 2000, 500, 2000);
        }

        assertThat(scenes.seenBy(rule)).isEmpty();
    }
}

package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Seen;
import io.howdah.engine.catalog.Succession;
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
                .loops()
                .getFirst()
                .joined();

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
    void sees_a_loop_in_sessions_where_the_statement_is_called_from_elsewhere_too() {
        var finding = often(2300, 8, 10, 20, 100).getFirst();

        assertThat(finding.title())
                .isEqualTo("runs again and again right after another statement, once for each of its rows");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .last()
                .isEqualTo(
                        "sessions were seen to run it several times in a row after 8 of 10 calls of that, and after 20 of 100 other"
                                + " statements");
        assertThat(finding.why()).contains("howdah statements --run");
    }

    @Test
    void tells_what_sessions_showed_beside_counts_that_agree() {
        var finding = often(2000, 1, 10, 0, 100).getFirst();

        assertThat(finding.title()).isEqualTo("runs once for each row of another statement");
        assertThat(finding.evidence()).hasSize(2);
    }

    @Test
    void keeps_silent_on_loops_that_were_seldom_seen_or_as_often_after_anything() {
        assertThat(often(2300, 4, 4, 0, 100)).as("four times").isEmpty();
        assertThat(often(2300, 8, 17, 0, 100)).as("mostly not").isEmpty();
        assertThat(often(2300, 8, 10, 41, 100)).as("after anything").isEmpty();
    }

    /** What is said where the inner statement was called so often, and sessions ran the two so. */
    private List<Finding> often(double calls, int loops, int outers, int loopsElsewhere, int elsewhere) {
        var seen = new Succession("0", "1", loops, outers, loopsElsewhere, elsewhere);
        return Scenes.of(database)
                .ran(SESSIONS, 400, 100, 2000)
                .ran(LAST, calls, 500, calls)
                .seen(new Seen(List.of(seen), List.of()))
                .seenBy(rule);
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

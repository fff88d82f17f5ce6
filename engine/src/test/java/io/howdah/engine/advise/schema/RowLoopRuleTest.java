package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class RowLoopRuleTest {

    private final RowLoopRule rule = new RowLoopRule();

    @BeforeEach
    void accounts(Database db) {
        db.execute(
                "create table \"Accounts\" (id int primary key, amount int, day date)",
                "insert into \"Accounts\" select n, n from generate_series(1, 200) n",
                "create table days (id int, amount int)",
                "analyze");
    }

    @Test
    void sees_a_loop_over_a_whole_table_that_writes_each_row(Database db) {
        function(
                db,
                "updates",
                "for a in select * from \"Accounts\" order by id loop "
                        + "update \"Accounts\" set amount = a.amount * 2 where id = a.id; end loop;");
        function(
                db,
                "inserts",
                "for a in select id, amount from \"Te st\".\"Accounts\" loop "
                        + "insert into days values (a.id, a.amount); delete from days where id = a.id + 1; end loop;");

        assertThat(Looking.graded(with(db))).containsExactly("INFO inserts()", "INFO updates()");
        assertThat(Looking.with(rule, db)).as("of a small table").isEmpty();
    }

    @Test
    void says_more_where_it_takes_time(Database db) {
        function(
                db,
                "updates",
                "for a in select * from \"Accounts\" loop "
                        + "update \"Accounts\" set amount = 1 where id = a.id; end loop;");

        var found = with(db, "select \"Te st\".updates()", "select 1");
        assertThat(Looking.graded(found)).containsExactly("NOTICE updates()");
        assertThat(found.getFirst().cost().timeShare()).isEqualTo(0.5);
        assertThat(Looking.graded(with(db, "select updates from t"))).containsExactly("INFO updates()");
    }

    @Test
    void is_silent_where_rows_are_left_out_or_more_is_done_than_one_statement_can(Database db) {
        var update = " loop update \"Accounts\" set amount = 1 where id = a.id; end loop;";
        function(db, "filtered", "for a in select * from \"Accounts\" where day is null" + update);
        function(db, "limited", "for a in select * from \"Accounts\" limit 100" + update);
        function(db, "joined", "for a in select x.* from \"Accounts\" x, days" + update);
        function(
                db,
                "decides",
                "for a in select * from \"Accounts\" loop "
                        + "if a.amount > 5 then update \"Accounts\" set amount = 1 where id = a.id; end if; end loop;");
        function(
                db, "counts", "for a in select * from \"Accounts\" loop perform pg_notify('x', a.id::text); end loop;");
        function(db, "forgets", "for a in select * from \"Accounts\" loop insert into days values (1, 1); end loop;");

        assertThat(with(db)).isEmpty();
    }

    @Test
    void is_silent_about_procedures_that_commit_in_between(Database db) {
        db.execute("create procedure stages() language plpgsql as $$ declare a record; begin "
                + "for a in select * from \"Accounts\" loop update \"Accounts\" set amount = 1 where id = a.id; end loop; "
                + "commit; end $$");

        assertThat(with(db)).isEmpty();
    }

    @Test
    void tells_tables_of_one_name_apart_by_their_schema(Database db) {
        var loop = "for a in select * from \"Accounts\" loop "
                + "update \"Accounts\" set amount = 1 where id = a.id; end loop;";
        db.execute("create schema other");
        function(db, "updates", loop);
        function(db, "other.updates", loop);
        assertThat(Looking.graded(with(db))).containsExactly("INFO other.updates()", "INFO updates()");

        db.execute("create table other.\"Accounts\" (id int primary key, amount int)");
        function(db, "elsewhere", loop.replace("\"Accounts\"", "other.\"Accounts\""));
        assertThat(Looking.graded(with(db))).containsExactly("INFO updates()");
    }

    @Test
    void shows_its_share_of_the_time_and_notices_it_from_the_threshold_on(Database db) {
        function(
                db,
                "updates",
                "for a in select * from \"Accounts\" loop "
                        + "update \"Accounts\" set amount = 1 where id = a.id; end loop;");

        var idle = with(db).getFirst();
        assertThat(idle.evidence()).hasSize(1);
        assertThat(idle.cost().timeShare()).isZero();

        var half = Looking.with(
                rule,
                Looking.catalog(db),
                Looking.workload("select \"Te st\".updates()", "select 1"),
                Map.of("row-loop.rows", 200.0, "row-loop.share", 0.5));
        assertThat(Looking.graded(half)).containsExactly("NOTICE updates()");
        assertThat(half.getFirst().evidence().getLast().figures()).containsEntry("time_share", 0.5);
    }

    private static void function(Database db, String name, String body) {
        db.execute("create function " + name + "() returns void language plpgsql as $$ declare a record; begin " + body
                + " end $$");
    }

    private List<Finding> with(Database db, String... statements) {
        return Looking.with(rule, Looking.catalog(db), Looking.workload(statements), Map.of("row-loop.rows", 100.0));
    }
}

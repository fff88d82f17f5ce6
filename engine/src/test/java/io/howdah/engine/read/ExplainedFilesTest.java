package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Plans in all the wrappings in which people have them, as servers wrote them. */
@PostgresTest
class ExplainedFilesTest {

    private static final String PLAIN_LOG = """
            2026-11-21 07:10:10.739 UTC [17471] LOG:  checkpoint starting: time
            2026-11-21 07:10:13.084 UTC [17592] LOG:  duration: 120.003 ms  plan:
            \tQuery Text: select *
            \t from lg where id = $1
            \tSort  (cost=10.00..29.05 rows=1 width=36) (actual time=0.1..119.9 rows=3 loops=1)
            \t  Sort Key: id
            \t  Sort Method: external merge  Disk: 2048kB
            \t  ->  Seq Scan on lg  (cost=0.00..9.05 rows=1 width=36) (actual time=0.1..0.9 rows=3 loops=1)
            \t        Filter: (id = 1)
            2026-11-21 07:10:14.084 UTC [17592] LOG:  duration: 0.3 ms  statement: select 1
            """;

    private static final String JSON_LOG = """
            {"timestamp":"2026-11-21 07:10:13.084 UTC","pid":1,"error_severity":"LOG","message":"duration: 7.5 ms  plan:\\n\
            {\\n  \\"Query Text\\": \\"select 1\\",\\n  \\"Plan\\": {\\"Node Type\\": \\"Result\\", \\"Total Cost\\": 0.01}}"}
            """;

    private static final String CSV_LOG =
            "2026-11-21 07:10:13.084 UTC,\"postgres\",\"db\",1,\"[local]\",a.1,1,\"SELECT\","
                    + "2026-11-21 07:10:12 UTC,1/5,0,LOG,00000,\"duration: 9.25 ms  plan:\nQuery Text: select 2\n"
                    + "Result  (cost=0.00..0.01 rows=1 width=4) (actual time=0.001..0.002 rows=1 loops=1)\",,,,,,,,,\"psql\","
                    + "\"client backend\",,0\n";

    @Test
    void reads_text_as_psql_frames_it_and_json_as_the_server_gives_it(Database db) throws SQLException {
        var sql = "select count(*) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace";
        var text = String.join("\n ", db.column("explain (analyze, buffers) " + sql));
        var framed = "                QUERY PLAN\n-----------------\n " + text + "\n(12 rows)\n";
        var json = db.value("explain (analyze, buffers, format json) " + sql);

        var one = ExplainedFiles.read(framed, "f").getFirst().plan();
        var other = ExplainedFiles.read(json, "f").getFirst().plan();

        assertThat(one.shape()).isEqualTo(other.shape());
        assertThat(one.cost()).isEqualTo(other.cost());
        assertThat(one.executionMs()).isPositive();
        assertThat(one.nodes()).allMatch(n -> n.actual() != null);
    }

    @Test
    void reads_plans_of_auto_explain_from_the_plain_log() {
        var explained = ExplainedFiles.read(PLAIN_LOG, "f").getFirst();

        assertThat(explained.statement()).isEqualTo("select *\n from lg where id = $1");
        assertThat(explained.durationMs()).isEqualTo(120.003);
        assertThat(explained.plan().shape()).isEqualTo("Sort\n  Seq Scan on lg\n");
        assertThat(explained.plan().root().details())
                .containsEntry("Sort Space Type", "Disk")
                .containsEntry("Sort Space Used", "2048");
    }

    @Test
    void reads_plans_of_auto_explain_from_the_logs_in_json_and_csv() {
        assertThat(ExplainedFiles.read(JSON_LOG, "f"))
                .extracting(Explained::statement, Explained::durationMs)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("select 1", 7.5));
        assertThat(ExplainedFiles.read(CSV_LOG, "f"))
                .extracting(Explained::statement, Explained::durationMs)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("select 2", 9.25));
    }

    @Test
    void says_so_where_there_is_no_plan() {
        assertThatThrownBy(() -> ExplainedFiles.read("hello\n", "notes.txt"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("notes.txt holds no plan");
        assertThatThrownBy(() -> ExplainedFiles.read("{\"a\": 1}", "a.json")).isInstanceOf(Problem.class);
    }
}

package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The three formats of the log, as servers of versions 14 and 18 wrote them. */
class LogTest {

    private static final String PREFIX = "%m [%p] q=%Q d=%d ";

    private static final String PLAIN = """
            2026-11-21 07:10:10.739 UTC [17471] q=-3416614323727054901 d=my db LOG:  duration: 0.032 ms  bind <unnamed>: select *
            \t from lg where id = $1 and v = $2
            2026-11-21 07:10:10.739 UTC [17471] q=-3416614323727054901 d=my db DETAIL:  parameters: $1 = '1', $2 = 'it''s
            \t x, $3 = ''y'
            2026-11-21 07:10:10.739 UTC [17471] q=-3416614323727054901 d=my db LOG:  duration: 0.003 ms  execute <unnamed>: select *
            \t from lg where id = $1 and v = $2
            2026-11-21 07:10:10.739 UTC [17471] q=-3416614323727054901 d=my db DETAIL:  parameters: $1 = '1', $2 = 'it''s
            \t x, $3 = ''y'
            2026-11-21 07:10:10.739 UTC [17471] q=0 d=my db LOG:  duration: 0.001 ms  statement: select 1;
            2026-11-21 07:10:13.084 UTC [17592] q=-4959815020734784042 d=my db LOG:  duration: 0.003 ms  plan:
            \tQuery Text: select *
            \t from lg where id = $1 and v = $2
            \tQuery Parameters: $1 = '1', $2 = NULL
            \tSeq Scan on lg  (cost=0.00..29.05 rows=1 width=36)
            \t  Filter: ((id = 1) AND (v = 'it''s
            \t x, $3 = ''y'::text))
            """;

    private static final String CSV = """
            2026-11-21 07:10:13.084 UTC,"postgres","my db",17592,"127.0.0.1:49212",6b0143d4.44b8,12,"SELECT",\
            2026-11-21 07:10:12 UTC,1/5,0,LOG,00000,"duration: 0.003 ms  execute <unnamed>: select *
             from ""Lg"" where id = $1","Parameters: $1 = '2'",,,,,,,,"PostgreSQL JDBC Driver","client backend",,-49
            2026-11-21 07:10:13.084 UTC,,,1,,6b0143d4.44b8,1,,2026-11-21 07:10:12 UTC,,0,LOG,00000,"checkpoint starting: time",\
            ,,,,,,,,"","checkpointer",,0
            """;

    private static final String JSON = """
            half a line, "message":"cut off"}
            {"timestamp":"2026-11-21 07:10:13.084 UTC","dbname":"my db","pid":17592,"error_severity":"LOG",\
            "message":"duration: 0.005 ms  execute S_1: select *\\n from lg where id = $1","detail":"Parameters: $1 = '2'",\
            "backend_type":"client backend","query_id":-4959815020734784042}
            {"timestamp":"2026-11-21 07:10:13.084 UTC","error_severity":"LOG","message":"checkpoint starting: time"}
            """;

    @Test
    void reads_statements_parameters_and_plans_from_the_plain_log() {
        var statements = statements(PlainLog.entries(PLAIN, PREFIX));

        assertThat(statements)
                .containsExactly(
                        new LoggedStatement(
                                "select *\n from lg where id = $1 and v = $2",
                                List.of("1", "it's\n x, $3 = 'y"),
                                -3416614323727054901L),
                        new LoggedStatement("select 1;", List.of(), null),
                        new LoggedStatement(
                                "select *\n from lg where id = $1 and v = $2",
                                Arrays.asList("1", null),
                                -4959815020734784042L));
    }

    @Test
    void knows_the_database_of_a_message_by_the_prefix() {
        assertThat(PlainLog.entries(PLAIN, PREFIX))
                .extracting(LogEntry::database)
                .containsOnly("my db");
    }

    @Test
    void takes_the_query_id_from_a_verbose_plan() {
        var text = """
                LOG:  duration: 5.1 ms  plan:
                \tQuery Text: select 1
                \tResult  (cost=0.00..0.01 rows=1 width=4)
                \t  Output: 1
                \tQuery Identifier: 42
                """;

        assertThat(statements(PlainLog.entries(text, "%m ")))
                .containsExactly(new LoggedStatement("select 1", List.of(), 42L));
    }

    @Test
    void reads_the_csv_log() {
        assertThat(statements(CsvLog.entries(CSV)))
                .containsExactly(new LoggedStatement("select *\n from \"Lg\" where id = $1", List.of("2"), -49L));
    }

    @Test
    void reads_the_json_log_and_passes_over_a_line_that_was_cut_off() {
        assertThat(statements(JsonLog.entries(JSON)))
                .containsExactly(
                        new LoggedStatement("select *\n from lg where id = $1", List.of("2"), -4959815020734784042L));
    }

    @Test
    void does_not_trust_parameters_that_were_cut_off() {
        var entry = new LogEntry("execute a: select $1, $2", "parameters: $1 = '1', $2 = 'abc...'", 1L, null);

        assertThat(statements(List.of(entry)).getFirst().parameters()).isEmpty();
    }

    @Test
    void passes_over_our_own_statements() {
        assertThat(statements(List.of(new LogEntry("statement: select /* howdah */ 1", null, null, null))))
                .isEmpty();
    }

    private static List<LoggedStatement> statements(List<LogEntry> entries) {
        return entries.stream()
                .<@Nullable LoggedStatement>map(LoggedStatement::of)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}

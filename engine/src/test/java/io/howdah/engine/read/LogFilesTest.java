package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.LoggedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs as servers wrote them. */
class LogFilesTest {

    private static final String LOG = """
            2026-11-21 07:10:13.084 UTC [17592] shop LOG:  duration: 120.003 ms  plan:
            \tQuery Text: select * from lg where id = $1
            \tQuery Parameters: $1 = '7'
            \tSeq Scan on lg  (cost=0.00..9.05 rows=1 width=36)
            \t  Filter: (id = $1)
            2026-11-21 07:10:13.085 UTC [17593] other LOG:  duration: 1.5 ms  plan:
            \tQuery Text: select * from elsewhere
            \tSeq Scan on elsewhere  (cost=0.00..9.05 rows=1 width=36)
            2026-11-21 07:10:13.086 UTC [17593] shop LOG:  duration: 1.5 ms  plan:
            \tQuery Text: select /* howdah */ * from ours
            \tSeq Scan on ours  (cost=0.00..9.05 rows=1 width=36)
            2026-11-21 07:10:14.084 UTC [17592] shop LOG:  duration: 0.3 ms  statement: select 1
            """;

    @Test
    void reads_the_plans_of_one_database_without_our_own(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("postgresql.log"), LOG);

        var plans = LogFiles.plans(file, "%m [%p] %d ", "shop");

        assertThat(plans).extracting(LoggedPlan::text).containsExactly("select * from lg where id = $1");
        assertThat(plans.getFirst().ms()).isEqualTo(120.003);
        assertThat(plans.getFirst().plan().root().details()).containsEntry("Filter", "(id = $1)");
    }

    @Test
    void takes_messages_that_do_not_tell_their_database(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("postgresql.log"), LOG);

        assertThat(LogFiles.plans(file, "%m [%p] ", "shop")).hasSize(2);
    }

    @Test
    void says_so_where_there_is_no_file_or_no_plan(@TempDir Path folder) throws IOException {
        var empty = Files.writeString(folder.resolve("empty.log"), "nothing\n");

        assertThatThrownBy(() -> LogFiles.plans(folder.resolve("none.log"), "%m ", "shop"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> LogFiles.plans(empty, "%m ", "shop"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("holds no plan of auto_explain for the database shop");
    }
}

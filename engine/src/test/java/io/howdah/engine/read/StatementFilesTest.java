package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementFilesTest {

    private final Path folder;

    StatementFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void reads_a_statement_a_file_with_its_weight() throws IOException {
        file("b.sql", "-- newest orders\n-- weight: 2.5\nselect ';' from orders; -- the end\n");
        file("a.sql", "select 1");
        file("notes.txt", "not SQL");

        var statements = StatementFiles.read(folder, Instant.EPOCH).statements();

        assertThat(statements).extracting(Statement::id).containsExactly("a", "b");
        assertThat(statements).extracting(Statement::text).containsExactly("select 1", "select ';' from orders");
        assertThat(statements).extracting(Statement::calls).containsExactly(1.0, 2.5);
        assertThat(statements.getLast().samples().getFirst().text()).isEqualTo("select ';' from orders");
    }

    @Test
    void refuses_a_second_statement_and_names_its_line() throws IOException {
        file("a.sql", "select 1;\n\nselect 2;");

        assertRefused("a.sql, line 3: a second statement begins here");
    }

    @Test
    void refuses_a_weight_that_is_not_a_number_above_zero() throws IOException {
        file("a.sql", "\n-- weight: often\nselect 1");
        assertRefused("a.sql, line 2: the weight \"often\" is not a number");

        file("a.sql", "-- weight: 0\nselect 1");
        assertRefused("a.sql, line 1: the weight \"0\" is not above zero");
    }

    @Test
    void refuses_a_file_without_a_statement() throws IOException {
        file("a.sql", "-- weight: 3\n;\n");

        assertRefused("a.sql holds no statement");
    }

    @Test
    void refuses_a_file_that_is_not_text() throws IOException {
        Files.write(folder.resolve("a.sql"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});

        assertRefused("a.sql is not a text in UTF-8");
    }

    @Test
    void refuses_a_folder_without_sql_files_or_none_at_all() {
        assertRefused("there is no .sql file in " + folder);
        assertThatThrownBy(() -> StatementFiles.read(folder.resolve("none"), Instant.EPOCH))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not exist");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> StatementFiles.read(folder, Instant.EPOCH))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
    }
}

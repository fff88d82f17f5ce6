package io.howdah.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.howdah.engine.Servers;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class ServerMessageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    select 'Ann Secret'::int         | invalid input syntax for type integer: ?
                    select '9876543210'::int         | value ? is out of range for type integer
                    select 'Ann "Secret"'::date      | invalid input syntax for type date: ?
                    select 5 5432                    | syntax error at or near "?"
                    select 5 'Ann Secret'            | syntax error at or near "?"
                    """)
    void leaves_out_the_value_that_is_none(String sql, String said, Database db) throws SQLException {
        assertThat(ServerMessage.of(failure(db, sql))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    select a from nowhere            | relation "nowhere" does not exist
                    selekt a                         | syntax error at or near "selekt"
                    set work_mem = '64XB'            | invalid value for parameter "work_mem": "64XB"
                    """)
    void names_what_is_no_value(String sql, String said, Database db) throws SQLException {
        assertThat(ServerMessage.of(failure(db, sql))).isEqualTo(said);
    }

    @Test
    void leaves_rows_and_keys_out_of_details(Database db) throws SQLException {
        db.execute(
                "create table people (id int primary key, name text unique check (name <> 'Bob Secret'), boss int references people)",
                "insert into people values (1, 'Ann Secret', null)",
                "create view seen as select name from people");

        assertThat(ServerMessage.withDetail(failure(db, "insert into people values (2, 'Ann Secret', null)")))
                .isEqualTo("duplicate key value violates unique constraint \"people_name_key\""
                        + " (Key (name)=(?) already exists.)");
        assertThat(ServerMessage.withDetail(failure(db, "insert into people values (2, 'Bob Secret', null)")))
                .isEqualTo("new row for relation \"people\" violates check constraint \"people_name_check\""
                        + " (Failing row contains (?).)");
        assertThat(ServerMessage.withDetail(failure(db, "insert into people values (4712, 'C', 4711)")))
                .endsWith("(Key (boss)=(?) is not present in table \"people\".)");
        assertThat(ServerMessage.withDetail(failure(db, "drop table people")))
                .endsWith("(view seen depends on table people)");
    }

    @Test
    void leaves_out_what_functions_quote(Database db) throws SQLException {
        db.execute("create function refuse() returns int language plpgsql as $$ begin"
                + " raise exception 'no DDL for % of \"%\" on Fridays', 'ann@secret.example', 'Ann' using detail = 'Secret';"
                + " end $$");

        assertThat(ServerMessage.withDetail(failure(db, "select refuse()"))).isEqualTo("no DDL for ? of ? on Fridays");
    }

    @Test
    void keeps_details_out_of_what_the_driver_says(Database db) throws SQLException {
        db.execute("create table people (name text unique)", "insert into people values ('Ann Secret')");

        assertThat(failure(db, "insert into people values ('Ann Secret')").getMessage())
                .contains("people_name_key")
                .doesNotContain("Secret");
    }

    private static SQLException failure(Database db, String sql) throws SQLException {
        try (var connection = Servers.sessions(db).writing();
                var statement = connection.createStatement()) {
            statement.execute("set search_path = \"Te st\"");
            return catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
        }
    }
}

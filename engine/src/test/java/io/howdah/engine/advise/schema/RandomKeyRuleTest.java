package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class RandomKeyRuleTest {

    @Test
    void is_silent_about_unique_tokens_and_keys_of_several_columns(Database db) {
        db.execute(
                "create table tokens (id int primary key, token uuid unique default gen_random_uuid())",
                "insert into tokens select n from generate_series(1, 100) n",
                "create table pairs (n int, id uuid default gen_random_uuid(), primary key (id, n))",
                "insert into pairs select n from generate_series(1, 100) n");

        assertThat(Looking.with(new RandomKeyRule(), Looking.catalog(db), Map.of("random-key.bytes", 1.0)))
                .isEmpty();
    }

    @Test
    void sees_large_keys_made_at_random(Database db) {
        db.execute(
                "create table \"R\" (id uuid primary key default gen_random_uuid())",
                "insert into \"R\" select from generate_series(1, 100)",
                "create table given (id uuid primary key)",
                "insert into given select id from \"R\"",
                "create table beside (id int primary key, token uuid default gen_random_uuid())");
        var rule = new RandomKeyRule();

        var catalog = Looking.catalog(db);
        var found = Looking.with(rule, catalog, Map.of("random-key.bytes", 1.0));
        assertThat(Looking.graded(found)).containsExactly("INFO \"R\".id");
        for (int version : List.of(170_000, 180_000)) {
            var choice = Objects.requireNonNull(
                            Looking.with(rule, Looking.at(version, catalog), Map.of("random-key.bytes", 1.0))
                                    .getFirst()
                                    .decision())
                    .choices()
                    .getFirst();
            assertThat(choice.title().contains("application")).isEqualTo(version < 180_000);
            assertThat(choice.sql().stream().anyMatch(sql -> sql.contains("uuidv7()")))
                    .isEqualTo(version >= 180_000);
        }
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}

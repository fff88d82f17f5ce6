package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class DuplicateForeignKeyRuleTest {

    private final DuplicateForeignKeyRule rule = new DuplicateForeignKeyRule();

    @Test
    void leaves_keys_to_two_tables_alone(Database db) {
        db.execute(
                "create table one (id int primary key)",
                "create table two (id int primary key)",
                "create table three (x int references one, foreign key (x) references two)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void sees_the_second_of_two_alike(Database db) {
        db.execute(
                "create table one (a int, b int, primary key (a, b))",
                "create table \"Two\" (x int, y int, constraint f1 foreign key (x, y) references one,"
                        + " constraint \"F 2\" foreign key (y, x) references one (b, a))");

        assertThat(Looking.subjects(Looking.with(rule, db)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("\"Two\".");
    }

    @Test
    void leaves_keys_that_promise_different_things_alone(Database db) {
        db.execute(
                "create table one (a int primary key, b int unique)",
                "create table two (x int references one, y int references one, z int references one (b),"
                        + " foreign key (x) references one (b))");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class CircularForeignKeyRuleTest {

    private final CircularForeignKeyRule rule = new CircularForeignKeyRule();

    @Test
    void sees_a_circle_in_which_no_row_can_be_first(Database db) {
        db.execute(
                "create table a (id int primary key, b int not null)",
                "create table \"B\" (id int primary key, a int not null references a)",
                "alter table a add foreign key (b) references \"B\"",
                "create table tree (id int primary key, parent int not null references tree)");

        assertThat(Looking.with(rule, db)).hasSize(1);
        db.execute("alter table a alter b drop not null");
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_where_one_key_of_the_circle_may_wait_or_there_is_no_way_back(Database db) {
        db.execute(
                "create table a (id int primary key, b int not null)",
                "create table b (id int primary key, a int not null references a)",
                "create table c (id int primary key, a int not null references a, b int not null references b)",
                "alter table a add foreign key (b) references b deferrable");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void names_the_tables_of_the_circle_and_none_that_lead_into_or_out_of_it(Database db) {
        db.execute(
                "create table schema_version (id int primary key)",
                "create table kinds (id int primary key)",
                "create table a (id int primary key, kind int not null constraint a references kinds, "
                        + "version int not null constraint aa references schema_version, b int not null)",
                "create table b (id int primary key, c int not null)",
                "create table c (id int primary key, a int not null references a)",
                "create table leads (id int primary key, a int not null references a)",
                "alter table a add constraint z foreign key (b) references b",
                "alter table b add foreign key (c) references c");

        var circles = Looking.subjects(Looking.with(rule, db));

        assertThat(circles).hasSize(1);
        assertThat(circles.getFirst().split(" → ")).containsExactlyInAnyOrder("a", "b", "c");
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Severity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class ForeignKeyTypeRuleTest {

    private final ForeignKeyTypeRule rule = new ForeignKeyTypeRule();

    @Test
    void is_content_with_equal_types_that_are_neither_integers_nor_texts(Database db) {
        db.execute(
                "create table fine (id uuid primary key, code char(4) unique, n numeric unique)",
                "create table refers (a uuid references fine, b char(4) references fine (code), c numeric references fine (n))");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void sees_keys_of_another_type_and_worse_a_narrower_one(Database db) {
        db.execute(
                "create table \"Big\" (id bigint primary key, code char(4) unique, n numeric unique)",
                "create table refers (a int references \"Big\", b text references \"Big\" (code), \"C c\" bigint references \"Big\" (n))");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings))
                .containsExactly("NOTICE refers.\"C c\"", "NOTICE refers.b", "WARNING refers.a");
        assertThat(findings)
                .allMatch(f ->
                        f.why().startsWith(f.severity() == Severity.WARNING ? "Once the other key" : "Every check"));
    }

    @Test
    void is_content_with_equal_types_whatever_their_length(Database db) {
        db.execute(
                "create table fine (id bigint primary key, code varchar(10) unique)",
                "create table refers (a bigint references fine, b varchar(20) references fine (code))");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_content_with_types_that_compare_without_conversion_and_hold_every_key(Database db) {
        db.execute(
                "create table fine (id int primary key, code varchar(10) unique)",
                "create table refers (a bigint references fine, b text references fine (code))");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void names_a_column_once_however_many_keys_it_has(Database db) {
        db.execute(
                "create table big (id bigint primary key)",
                "create table refers (a int references big, constraint again foreign key (a) references big)");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING refers.a");
    }
}

package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class SuperuserOwnerRuleTest {

    @Test
    void sees_tables_of_superusers_and_not_of_others(Database db) {
        db.execute(
                "create table mine (a int)",
                "create role plain",
                "create table theirs (a int)",
                "alter table theirs owner to plain");

        var findings = Looking.with(new SuperuserOwnerRule(), db);

        assertThat(findings)
                .singleElement()
                .satisfies(f -> assertThat(f.evidence().getFirst().text()).isEqualTo("\"Te st\".mine"));
        db.execute("drop owned by plain", "drop role plain");
    }

    @Test
    void names_ten_tables_and_says_where_there_are_more(Database db) {
        db.execute("do $$ begin for i in 1..10 loop execute format('create table t%s (a int)', i); end loop; end $$");
        var ten = Looking.with(new SuperuserOwnerRule(), db).getFirst();
        db.execute("create table u (a int)");
        var eleven = Looking.with(new SuperuserOwnerRule(), db).getFirst();

        assertThat(ten.title()).endsWith(" owns 10 tables");
        assertThat(ten.evidence().getFirst().text()).contains("\"Te st\".t10").doesNotContain("…");
        assertThat(eleven.title()).endsWith(" owns 11 tables");
        assertThat(eleven.evidence().getFirst().text()).endsWith(", …").doesNotContain("\"Te st\".u");
    }

    @Test
    void leaves_the_books_of_migration_tools_alone(Database db) {
        db.execute("create table flyway_schema_history (a int)");

        assertThat(Looking.with(new SuperuserOwnerRule(), db)).isEmpty();
    }
}

package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class TextUuidRuleTest {

    private final TextUuidRule rule = new TextUuidRule();

    @Test
    void is_silent_about_small_tables_and_columns_of_few_values(Database db) {
        db.execute(
                "create table few (id text)",
                "insert into few select gen_random_uuid() from generate_series(1, 999)",
                "create table blank (id int, never text, seldom text)",
                "insert into blank select n, null, case when n <= 10 then gen_random_uuid()::text end from generate_series(1, 1000) n",
                "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void sees_uuids_spelled_out_and_says_what_they_take(Database db) {
        db.execute(
                "create table \"T\" (id text primary key, other varchar(40))",
                "insert into \"T\" select gen_random_uuid(), case when n % 2 = 0 then gen_random_uuid()::text else 'x' end from generate_series(1, 1000) n",
                "create table fine (id uuid primary key, hash text)",
                "insert into fine select gen_random_uuid(), md5(n::text) || 'x' from generate_series(1, 1000) n",
                "analyze");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"T\"");
        assertThat(findings.getFirst().title()).startsWith("id of");
        assertThat(findings.getFirst().cost().bytes()).isBetween(16_000L, 28_000L);
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        db.execute("analyze");
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void tells_uuids_without_dashes_from_hashes(Database db) {
        db.execute(
                "create table t (id text, digest text)",
                "insert into t select replace(gen_random_uuid()::text, '-', ''), md5(n::text) from generate_series(1, 1000) n",
                "analyze");

        assertThat(Looking.with(rule, db).getFirst().title()).startsWith("id of");
    }

    @Test
    void is_silent_where_a_check_of_the_column_itself_binds_it_to_one_spelling(Database db) {
        var spelled = " ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'";
        db.execute(
                "create table bound (id text check (id" + spelled + "))",
                "create table loose (id text check (length(id) = 36), other text check (other" + spelled + "))",
                "insert into bound select gen_random_uuid() from generate_series(1, 1000)",
                "insert into loose select gen_random_uuid(), gen_random_uuid() from generate_series(1, 1000)",
                "analyze");

        var found = Looking.with(rule, db);

        assertThat(Looking.subjects(found)).containsExactly("loose");
        assertThat(found.getFirst().title()).startsWith("id of");
    }
}

package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts of few values become numbers, as the user asks for it. */
@PostgresTest
class EncodeCommandTest {

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table \"Or ders\" (id int primary key, status text not null check (status in ('new', 'paid')),"
                        + " \"Ki nd\" text)",
                "insert into \"Or ders\" select g, 'new', 'a, b' from generate_series(1, 1000) g");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    @Test
    void numbers_the_values_by_their_check_and_finishes(Database db) {
        var done = Ran.howdah("encode", db.url(), "\"Or ders\"", "--columns", "status", "--undo-window", "3d", "--yes");

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out())
                .contains("at finish", "drop columns status and the trigger")
                .contains("howdah change … 'VACUUM FULL \"Te st\".\"Or ders\"'");
        db.execute("insert into \"Or ders\" (id, status_code) values (0, 1)");
        assertThat(db.value("select status from \"Or ders\" where id = 0")).isEqualTo("paid");

        assertThat(Ran.howdah("finish", db.url(), "1", "--yes").code()).isZero();
        assertThat(columns(db)).isEqualTo("id Ki nd status_code");
        var compact = Ran.howdah("change", db.url(), "VACUUM FULL \"Te st\".\"Or ders\"", "--yes");
        assertThat(compact.code()).as(compact.err()).isZero();
        assertThat(db.column("select status_code || ' ' || count(*) from \"Or ders\" group by status_code order by 1"))
                .containsExactly("0 1000", "1 1");
    }

    @Test
    void takes_numbers_names_and_lookup_tables_as_they_are_given(Database db) {
        var done = Ran.howdah(
                "encode",
                db.url(),
                "\"Or ders\"",
                "--columns",
                "\"Ki nd\",STATUS",
                "--mapping",
                "\"Ki nd\"='a, b':7, 'it''s':-1",
                "--name",
                "status=state_id",
                "--lookup",
                "--yes");

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(db.value("select min(\"Ki nd_code\") || ' ' || max(state_id) from \"Or ders\""))
                .isEqualTo("7 0");
        assertThat(db.column("select code || value from \"Or ders_Ki nd_codes\" order by code"))
                .containsExactly("-1it's", "7a, b");
        assertThat(Ran.howdah("undo", db.url(), "--yes").code()).isZero();
        assertThat(columns(db)).isEqualTo("id status Ki nd");
    }

    @Test
    void shows_its_steps_in_json_that_keeps_its_promise(Database db) {
        var planned = Ran.howdah(
                "encode", db.url(), "\"Or ders\"", "--columns", "status", "--print-plan", "--format", "json");

        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(Schemas.violations("plan.json", planned.out())).isEmpty();
        assertThat(columns(db)).isEqualTo("id status Ki nd");
    }

    @Test
    void says_which_values_have_no_number(Database db) {
        var unlisted = Ran.howdah("encode", db.url(), "\"Or ders\"", "--columns", "\"Ki nd\"", "--yes");
        assertThat(unlisted.code()).isEqualTo(2);
        assertThat(unlisted.err())
                .endsWith(
                        "howdah: no CHECK on column Ki nd of table \"Te st\".\"Or ders\" lists its values; give them with"
                                + " --mapping \"Ki nd\"=VALUE:CODE,…\n");

        var missing = Ran.howdah(
                "encode", db.url(), "\"Or ders\"", "--columns", "\"Ki nd\"", "--mapping", "\"Ki nd\"=b:1", "--yes");
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("has values without a code: 'a, b'");
        assertThat(Ran.howdah("encode", db.url(), "nosuch", "--columns", "a", "--yes")
                        .err())
                .contains("there is no table nosuch in the search path");
    }

    private static String columns(Database db) {
        return db.value("select string_agg(attname, ' ' order by attnum) from pg_attribute"
                + " where attrelid = '\"Or ders\"'::regclass and attnum > 0 and not attisdropped");
    }
}

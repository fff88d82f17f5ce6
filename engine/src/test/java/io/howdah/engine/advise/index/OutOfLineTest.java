package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns that an index only carries along, of which some values are kept out of line. */
@PostgresTest
class OutOfLineTest {

    /** Every tenth body has 3,200 bytes that cannot be compressed; ANALYZE counts 18 of them. */
    @BeforeEach
    void letters(Database db) {
        db.execute(
                "create table \"Letters\" (id int primary key, reader int, title varchar(60), body text)",
                """
                insert into "Letters" select n, n * 7919 % 400, 'title ' || n % 5000,
                       case when n % 10 > 0 then 'a short one' else
                         (select string_agg(md5((n * 100 + m)::text), '') from generate_series(1, 100) m) end
                from generate_series(1, 20000) n""",
                "vacuum analyze \"Letters\"");
    }

    @Test
    void tells_columns_that_are_short_from_those_that_may_be_out_of_line(Database db) {
        var letters = CatalogReader.read(Servers.sessions(db)).relations().stream()
                .filter(r -> r.name().name().equals("Letters"))
                .findFirst()
                .orElseThrow();

        assertThat(letters.columns().stream()
                        .filter(c -> OutOfLine.never(letters, c))
                        .map(Column::name))
                .containsExactly("id", "reader", "title");
    }

    @Test
    void does_not_carry_values_that_are_kept_out_of_line(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select body from \"Letters\" where reader = 7")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("\"Letters\" (reader)");
    }

    @Test
    void carries_no_whole_table(Database db) {
        db.execute(
                "create table \"Facts\" (id int primary key, reader int not null, a int not null, b int not null, c int not null)",
                "insert into \"Facts\" select n, n * 7919 % 400, n, n, n from generate_series(1, 20000) n",
                "create table \"Pairs\" (reader int not null, book int not null, at int not null)",
                "insert into \"Pairs\" select n * 7919 % 400, n, n from generate_series(1, 20000) n");

        var all = Lab.of(db)
                .calls(100, "select * from \"Facts\" where reader = 7")
                .advise();
        var some = Lab.of(db)
                .calls(100, "select a, b from \"Facts\" where reader = 7")
                .advise();
        var pair = Lab.of(db)
                .calls(100, "select * from \"Pairs\" where reader = 7")
                .advise();

        assertThat(Lab.created(all)).containsExactly("\"Facts\" (reader)");
        assertThat(Lab.created(some)).containsExactly("\"Facts\" (reader) INCLUDE (a, b)");
        assertThat(Lab.created(pair)).containsExactly("\"Pairs\" (reader) INCLUDE (book, at)");
    }

    /** Both are short in every row; documents are what applications let grow. */
    @Test
    void carries_short_texts_with_a_warning_and_documents_not_at_all(Database db) {
        db.execute(
                "create table \"Notes\" (id int primary key, reader int, remark text, extra jsonb, tags text[])",
                """
                insert into "Notes" select n, n * 7919 % 400, 'remark ' || n, jsonb_build_object('n', n), array['t' || n]
                from generate_series(1, 20000) n""",
                "create table large as select n, repeat('x', 500) filler from generate_series(1, 20000) n",
                "vacuum analyze");

        var remark = Lab.of(db)
                .calls(100, "select remark from \"Notes\" where reader = 7")
                .advise();
        var extra = Lab.of(db)
                .calls(100, "select extra from \"Notes\" where reader = 7")
                .advise();
        var tags = Lab.of(db)
                .calls(100, "select tags from \"Notes\" where reader = 7")
                .advise();

        assertThat(Lab.created(remark)).containsExactly("\"Notes\" (reader) INCLUDE (remark)");
        assertThat(Lab.finding(remark, "\"Notes\" (reader) INCLUDE (remark)").why())
                .contains("What it carries of remark is short in all rows of today");
        assertThat(Lab.created(extra)).containsExactly("\"Notes\" (reader)");
        assertThat(Lab.created(tags)).containsExactly("\"Notes\" (reader)");
    }
}

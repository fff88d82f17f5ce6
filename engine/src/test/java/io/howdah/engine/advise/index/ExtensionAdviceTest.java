package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Indexes that need an extension which the database does not have, but the server could make. */
@PostgresTest
class ExtensionAdviceTest {

    private static final String PATTERN = "select id from \"No tes\" where body like '%word777 %'";
    private static final String MIXED = "select id from \"No tes\" where room = 7 and tags @> array['tag3']";

    @BeforeEach
    void notes(Database db) {
        db.execute(
                "create table \"No tes\" (id int primary key, room int, tags text[], body text)",
                """
                insert into "No tes" select n, n * 7919 % 400, array['tag' || n % 97, 'tag' || n % 23],
                       'word' || n * 31 % 9000 || ' and word' || n * 17 % 8000 || ' ' || md5(n::text)
                from generate_series(1, 30000) n""",
                "vacuum analyze \"No tes\"");
    }

    @Test
    void makes_trigrams_and_their_index_and_takes_both_back(Database db) {
        var advisory = Lab.of(db).calls(100, PATTERN).advise();

        assertThat(Lab.created(advisory)).containsExactly("\"No tes\" USING gin (body public.gin_trgm_ops)");
        assertThat(extensions(advisory)).containsExactly(new CreateExtension("pg_trgm", "public", true));
        var applier = new Applier(Servers.sessions(db), ApplyOptions.of("test"));
        applier.apply(changes(advisory), ApplyListener.SILENT);
        assertThat(plan(db, PATTERN)).contains("Bitmap Index Scan");
        applier.undoAll(ApplyListener.SILENT);
        assertThat(db.column("select extname from pg_extension where extname <> 'plpgsql'"))
                .isEmpty();
    }

    @Test
    void puts_a_column_compared_by_equality_before_an_array_where_that_wins(Database db) {
        var advisory = Lab.of(db).calls(100, MIXED).advise();

        assertThat(Lab.created(advisory)).containsExactly("\"No tes\" USING gin (room, tags)");
        assertThat(extensions(advisory)).containsExactly(new CreateExtension("btree_gin", "public", true));
        assertThat(advisory.advice().getFirst().finding().why()).contains("needs the extension btree_gin");
    }

    @Test
    void tells_the_command_for_an_administrator_where_the_role_may_not_make_it(Database db) {
        var reader = Servers.sessions(db, db.createRole("usage on schema \"Te st\"", "select on \"No tes\""));

        var advisory = Lab.of(CatalogReader.read(reader)).calls(100, PATTERN).advise();

        assertThat(extensions(advisory)).containsExactly(new CreateExtension("pg_trgm", "public", false));
        assertThat(advisory.advice().getFirst().finding().why())
                .contains("an administrator has to run first: CREATE EXTENSION pg_trgm SCHEMA public");
    }

    @Test
    void needs_nothing_where_the_extension_is_there(Database db) {
        db.execute("create schema \"Ex t\"", "create extension pg_trgm schema \"Ex t\"");

        var advisory = Lab.of(db).calls(100, PATTERN).advise();

        assertThat(Lab.created(advisory)).containsExactly("\"No tes\" USING gin (body \"Ex t\".gin_trgm_ops)");
        assertThat(extensions(advisory)).isEmpty();
        db.execute("drop schema \"Ex t\" cascade");
    }

    private static List<Change> changes(Advisory advisory) {
        return advisory.advice().stream()
                .map(Advice::changes)
                .flatMap(List::stream)
                .toList();
    }

    private static List<CreateExtension> extensions(Advisory advisory) {
        return changes(advisory).stream()
                .filter(CreateExtension.class::isInstance)
                .map(CreateExtension.class::cast)
                .toList();
    }

    private static String plan(Database db, String sql) {
        db.execute("analyze \"No tes\"");
        return String.join("\n", db.column("explain " + sql));
    }
}

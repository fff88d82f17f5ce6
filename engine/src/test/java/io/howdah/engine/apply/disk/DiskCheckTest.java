package io.howdah.engine.apply.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.RewriteTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of the disk before a change; that a small one refuses it is shown where there is a small one. */
@PostgresTest
class DiskCheckTest {

    @Test
    void a_rewrite_needs_what_the_table_and_its_indexes_take(Database db) throws SQLException {
        big(db);

        var needs = needs(db, RewriteTable.compact(table(db)));

        long indexes = db.number("select pg_indexes_size('\"Or ders\"')");
        long heap = db.number("select pg_relation_size('\"Or ders\"')");
        assertThat(needs).singleElement().satisfies(need -> {
            assertThat(need.tablespace()).isEqualTo("pg_default");
            assertThat(need.bytes()).isBetween(indexes + heap * 8 / 10, indexes + heap * 12 / 10);
        });
    }

    @Test
    void dead_rows_are_not_copied(Database db) throws SQLException {
        big(db);
        db.execute("delete from \"Or ders\" where id % 10 > 0", "analyze \"Or ders\"");

        var needs = needs(db, RewriteTable.compact(table(db)));

        long indexes = db.number("select pg_indexes_size('\"Or ders\"')");
        long heap = db.number("select pg_relation_size('\"Or ders\"')");
        assertThat(needs.getFirst().bytes()).isLessThan(indexes + heap / 5);
    }

    @Test
    void an_index_needs_about_what_it_then_takes(Database db) throws SQLException {
        big(db);
        var change = new CreateIndex(
                "by note", IndexDefinition.btree(table(db), List.of(IndexKey.on("note"), IndexKey.on("id"))));

        var needs = needs(db, change);

        db.execute("create index \"by note\" on \"Or ders\" (note, id)");
        long size = db.number("select pg_relation_size('\"by note\"')");
        assertThat(needs.getFirst().bytes()).isBetween(size * 7 / 10, size * 13 / 10);
    }

    @Test
    void the_plan_says_what_is_needed_and_what_is_free(Database db) {
        big(db);

        var notes = plan(db, RewriteTable.compact(table(db))).stream()
                .filter(step -> step.kind() == Kind.SHADOW_COPY)
                .map(PlannedStep::note)
                .toList();

        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .matches("Needs about \\d+ MB in tablespace pg_default, and as much WAL on its way;"
                                + " \\d+ [kMGT]B are free there"));
    }

    @Test
    void the_plan_says_so_where_the_disk_cannot_be_seen(Database db) {
        big(db);
        var role = db.createRole();
        db.execute(
                "alter table \"Or ders\" owner to \"" + role.name() + "\"",
                "grant create on database \"" + db.name() + "\" to \"" + role.name() + "\"",
                "grant create, usage on schema \"Te st\" to \"" + role.name() + "\"");

        var steps = new Applier(Servers.sessions(db, role), ApplyOptions.of("test"))
                .plan(List.of(RewriteTable.compact(table(db))));

        assertThat(steps)
                .extracting(PlannedStep::note)
                .filteredOn(note -> note != null)
                .singleElement()
                .satisfies(note -> assertThat(note).endsWith("; how much is free there cannot be seen from here"));
    }

    @Test
    void small_tables_need_no_word(Database db) {
        db.execute("create table \"Or ders\" (id int primary key, note text)");

        assertThat(plan(db, RewriteTable.compact(table(db))))
                .extracting(PlannedStep::note)
                .containsOnlyNulls();
    }

    private static void big(Database db) {
        db.execute(
                "create table \"Or ders\" (id int primary key, note text)",
                "insert into \"Or ders\" select i, 'n' || repeat('x', 40) || i from generate_series(1, 300000) i",
                "analyze \"Or ders\"");
    }

    private static List<DiskNeed> needs(Database db, Change change) throws SQLException {
        try (var session = new Session(Servers.sessions(db).writing())) {
            return plan(db, change).stream()
                    .flatMap(step -> needs(session, step).stream())
                    .toList();
        }
    }

    private static List<DiskNeed> needs(Session session, PlannedStep step) {
        try {
            return DiskNeeds.of(session, step);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<PlannedStep> plan(Database db, Change change) {
        return new Applier(Servers.sessions(db), ApplyOptions.of("test")).plan(List.of(change));
    }

    private static QualifiedName table(Database db) {
        return new QualifiedName(db.schema(), "Or ders");
    }
}

package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole life of every change: start, check, undo, check, start again, finish, check. */
@PostgresTest
class ApplyLifeTest {

    static final String TABLE = "Or ders";

    @BeforeEach
    void an_orders_table(Database db) {
        db.execute(
                """
                create table "Or ders" (id bigint primary key, "Customer Id" int not null, status text not null, placed timestamptz,
                                        note text, unique (placed))""",
                "insert into \"Or ders\" select g, g % 100, case when g % 10 = 0 then 'OPEN' else 'CLOSED' end,"
                        + " timestamptz '2020-01-01 00:00 UTC' + g * interval '1 hour', 'no. ' || g from generate_series(1, 5000) g",
                "analyze");
    }

    @Test
    void lives_through_the_creation_of_an_index(Database db) {
        var key = List.of(IndexKey.on("Customer Id"), IndexKey.descending("placed"));
        var definition =
                IndexDefinition.btree(table(db), key).including(List.of("note")).where("status = 'OPEN'::text");

        lives(db, new CreateIndex("Open By Customer", definition));
    }

    @Test
    void lives_through_the_creation_of_an_index_on_an_expression(Database db) {
        var lower = new IndexKey(null, "lower(note)", null, null, false, false);

        lives(db, new CreateIndex("by_lower_note", IndexDefinition.btree(table(db), List.of(lower))));

        assertThat(db.number("select count(*) from pg_stats where tablename = 'by_lower_note'"))
                .as("statistics of the expression")
                .isEqualTo(1);
    }

    @Test
    void lives_through_the_dropping_of_an_index_with_all_that_belongs_to_it(Database db) {
        db.execute(
                "create index \"By Status\" on \"Or ders\" (lower(status) desc nulls last, \"Customer Id\")"
                        + " include (note) with (fillfactor = 70)",
                "comment on index \"By Status\" is 'it''s for the \\ report'",
                "alter index \"By Status\" alter column 1 set statistics 500",
                "alter table \"Or ders\" cluster on \"By Status\"");

        lives(db, new DropIndex(index(db, "By Status")));
    }

    @Test
    void lives_through_the_dropping_of_a_unique_index(Database db) {
        db.execute("create unique index one_note on \"Or ders\" (note)");

        lives(db, new DropIndex(index(db, "one_note")));
    }

    @Test
    void lives_through_the_creation_of_an_extension_and_an_index_that_needs_it(Database db) {
        var key = new IndexKey("note", "note", "public.gin_trgm_ops", null, false, false);
        var definition = new IndexDefinition(table(db), "gin", false, false, List.of(key), List.of(), null, Map.of());

        lives(
                db,
                List.of(new CreateExtension("pg_trgm", "public", true), new CreateIndex("pg_trgm_notes", definition)),
                "pg_trgm");
    }

    /** Start, check, undo, check, start again, check, undo, check, and a last start that stays. */
    private static void lives(Database db, Change change) {
        lives(db, List.of(change), name(change));
    }

    /** @param name that everything has in its name that is other afterwards */
    static void lives(Database db, List<Change> changes, String name) {
        var applier = new Applier(Servers.sessions(db), ApplyOptions.of("test"));
        var before = CatalogSnapshot.of(db);

        var applied = applier.apply(changes, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);

        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(applied.steps()).extracting(AppliedStep::state).containsOnly(StepState.DONE);
        assertThat(difference(before, after)).isNotEmpty().allMatch(line -> line.contains(name));

        assertThat(applier.undoLatest(ApplyListener.SILENT).orElseThrow().state())
                .isEqualTo(Application.State.UNDONE);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(applier.undoLatest(ApplyListener.SILENT)).isEmpty();

        applier.apply(changes, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        applier.undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        applier.apply(changes, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
    }

    static List<String> difference(List<String> before, List<String> after) {
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)),
                        after.stream().filter(line -> !before.contains(line)))
                .toList();
    }

    private static String name(Change change) {
        return switch (change) {
            case CreateExtension extension -> extension.name();
            case CreateIndex create -> create.name();
            case ReindexIndex reindex -> reindex.index().name().name();
            case DropIndex drop -> drop.index().name().name();
            case CreateStatistics create -> create.name();
            case SetStatisticsTarget set -> set.column();
            default -> throw new IllegalArgumentException(change.summary());
        };
    }

    private static QualifiedName table(Database db) {
        return new QualifiedName(db.schema(), TABLE);
    }

    /** As a catalog would have it, as far as dropping needs it. */
    static Index index(Database db, String name) {
        return index(db, name, TABLE);
    }

    static Index index(Database db, String name, String table) {
        var sql = db.value("select pg_get_indexdef('" + new QualifiedName(db.schema(), name).quoted() + "'::regclass)");
        return new Index(
                1,
                new QualifiedName(db.schema(), name),
                IndexDefinition.btree(new QualifiedName(db.schema(), table), List.of(IndexKey.on("id"))),
                sql,
                false,
                false,
                null,
                false,
                false,
                true,
                1,
                1,
                8192,
                null,
                0,
                0,
                0,
                null,
                Map.of());
    }
}

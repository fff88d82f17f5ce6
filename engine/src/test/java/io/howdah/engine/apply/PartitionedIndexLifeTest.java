package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index on a table with partitions at two levels, one of which has such an index already. */
@PostgresTest
class PartitionedIndexLifeTest {

    private static final String NAME = "By Kind";

    @BeforeEach
    void a_log_by_year_and_month(Database db) {
        createLog(db);
    }

    @Test
    void is_built_on_each_partition_and_becomes_valid(Database db) {
        var application = Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertThat(application.steps())
                .extracting(step -> step.kind() + " " + step.object().name() + " " + step.state())
                .containsExactly(
                        "CREATE_PARENT_INDEX By Kind DONE",
                        "CREATE_INDEX old_kind ALREADY",
                        "ATTACH_INDEX old_kind DONE",
                        "CREATE_PARENT_INDEX 2025_By Kind DONE",
                        "ATTACH_INDEX 2025_By Kind DONE",
                        "CREATE_INDEX 2025 a_By Kind DONE",
                        "ATTACH_INDEX 2025 a_By Kind DONE",
                        "CREATE_INDEX 2025 b_By Kind DONE",
                        "ATTACH_INDEX 2025 b_By Kind DONE");
        assertThat(db.value("select indisvalid from pg_index where indexrelid = '\"By Kind\"'::regclass"))
                .isEqualTo("t");
        assertThat(Killer.applier(db).apply(change(db), ApplyListener.SILENT).steps())
                .extracting(AppliedStep::state)
                .containsOnly(StepState.ALREADY);
    }

    @Test
    void lives_and_gives_back_the_index_that_was_there(Database db) {
        var before = CatalogSnapshot.of(db);
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);

        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(Killer.applier(db).undoLatest(ApplyListener.SILENT)).isEmpty();

        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
    }

    @Test
    void finds_its_place_on_a_partition_that_was_made_meanwhile(Database db) {
        var before = new ArrayList<String>();
        Killer.applier(db).apply(change(db), event -> {
            if (event instanceof ApplyEvent.Ended ended
                    && ended.step().kind() == AppliedStep.Kind.CREATE_PARENT_INDEX
                    && before.isEmpty()) {
                db.execute(
                        "create table \"2026\" partition of \"Lo g\" for values from ('2026-01-01') to ('2027-01-01')");
                before.add("made");
            }
        });

        assertThat(db.value("select indisvalid from pg_index where indexrelid = '\"By Kind\"'::regclass"))
                .isEqualTo("t");
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(db.column("select indexrelid::regclass::text from pg_index where indrelid = '\"2026\"'::regclass"))
                .isEmpty();
    }

    @Test
    void holds_strong_locks_for_a_moment_only(Database db) {
        var locks = new ArrayList<String>();
        Killer.applier(db).apply(change(db), event -> {
            if (event instanceof ApplyEvent.Ended) {
                locks.addAll(db.column("select distinct l.mode from pg_locks l join pg_class c on c.oid = l.relation"
                        + " join pg_stat_activity a using (pid) where a.application_name = 'howdah'"
                        + " and l.granted and c.relnamespace = '\"Te st\"'::regnamespace"));
            }
        });

        assertThat(locks).as("locks on tables that outlive a statement").isEmpty();
    }

    @Test
    void is_refused_where_a_partition_has_such_an_index_on_partitions_of_its_own(Database db) {
        db.execute("create index whole_year on \"2025\" (\"Kind\" desc)");
        var before = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> Killer.applier(db).apply(change(db), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "Partition \"Te st\".\"2025\" has partitions in its turn and the index \"Te st\".whole_year");
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    static void createLog(Database db) {
        db.execute(
                "create table \"Lo g\" (at date, \"Kind\" int, note text) partition by range (at)",
                "create table \"2024\" partition of \"Lo g\" for values from ('2024-01-01') to ('2025-01-01')",
                "create table \"2025\" partition of \"Lo g\" for values from ('2025-01-01') to ('2026-01-01')"
                        + " partition by range (at)",
                "create table \"2025 a\" partition of \"2025\" for values from ('2025-01-01') to ('2025-07-01')",
                "create table \"2025 b\" partition of \"2025\" for values from ('2025-07-01') to ('2026-01-01')",
                "insert into \"Lo g\" select date '2024-01-01' + g, g % 50, 'n' from generate_series(0, 730) g",
                "create index old_kind on \"2024\" (\"Kind\" desc)",
                "comment on index old_kind is 'kept'",
                "create index not_like_it on \"2024\" (\"Kind\")",
                "analyze");
    }

    static List<Change> change(Database db) {
        var table = new QualifiedName(db.schema(), "Lo g");
        return List.of(new CreateIndex(NAME, IndexDefinition.btree(table, List.of(IndexKey.descending("Kind")))));
    }
}

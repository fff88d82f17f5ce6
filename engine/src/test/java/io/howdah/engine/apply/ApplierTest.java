package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.postgres.Sessions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ApplierTest {

    @BeforeEach
    void an_orders_table(Database db) {
        db.execute(
                "create table \"Or ders\" (id bigint primary key, \"Customer Id\" int, status text)",
                "insert into \"Or ders\" select g, g % 10, 'x' from generate_series(1, 100) g");
    }

    @Test
    void knows_nothing_of_a_database_that_it_never_changed(Database db) {
        var applier = applier(db);

        assertThat(applier.status()).isEmpty();
        assertThat(applier.undoLatest(ApplyListener.SILENT)).isEmpty();
        assertThat(db.column("select nspname from pg_namespace where nspname = 'howdah'"))
                .isEmpty();
    }

    @Test
    void writes_down_what_it_did_and_lets_nobody_else_read_it(Database db) {
        applier(db).apply(List.of(create(db, "by_customer", "Customer Id")), ApplyListener.SILENT);

        var application = applier(db).status().getFirst();
        assertThat(application.role()).isEqualTo(db.user());
        assertThat(application.tool()).isEqualTo("test 1");
        var step = application.steps().getFirst();
        assertThat(step.definition())
                .isEqualTo("CREATE INDEX by_customer ON \"Te st\".\"Or ders\" USING btree (\"Customer Id\")");
        assertThat(step.finished()).isAfterOrEqualTo(step.started());
        var stranger = db.createRole();
        assertThatThrownBy(() -> applier(Servers.sessions(db, stranger)).status())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("permission denied for schema howdah");
    }

    @Test
    void tells_all_that_stands_against_the_changes_at_once_and_does_nothing(Database db) {
        db.execute(
                "create index taken on \"Or ders\" (status)",
                "create table remote (id int) partition by range (id)",
                "create foreign data wrapper \"no where\"",
                "create server far foreign data wrapper \"no where\"",
                "create foreign table far_part partition of remote default server far",
                "create view seen as select 1 as id");
        var before = CatalogSnapshot.of(db);

        var changes = List.of(
                create(db, "fine", "status"),
                create(db, "taken", "Customer Id"),
                create(db, "no_column", "nothing"),
                create(db, "remote", "by_id", "id"),
                create(db, "seen", "by_id_too", "id"),
                create(db, "missing", "by_id_also", "id"),
                new DropIndex(ApplyLifeTest.index(db, "Or ders_pkey")));

        assertThatThrownBy(() -> applier(db).apply(changes, ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("There is another index called \"Te st\".taken: CREATE INDEX taken")
                .hasMessageContaining("column \"nothing\" does not exist")
                .hasMessageContaining("Partition \"Te st\".far_part is a foreign table")
                .hasMessageContaining("\"Te st\".seen is not a table")
                .hasMessageContaining("There is no table \"Te st\".missing")
                .hasMessageContaining("\"Or ders_pkey\" cannot be dropped: it is needed by constraint \"Or ders_pkey\"")
                .hasMessageNotContaining("fine");
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(applier(db).status()).isEmpty();
        db.execute("drop table remote", "drop foreign data wrapper \"no where\" cascade");
    }

    @Test
    void says_which_privileges_are_missing(Database db) {
        var role = db.createRole("usage on schema \"Te st\"", "select on \"Or ders\"");

        assertThatThrownBy(() -> applier(Servers.sessions(db, role))
                        .apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("may not create the schema howdah")
                .hasMessageContaining("belongs to another role");
    }

    @Test
    void works_for_an_owner_who_may_create_in_the_database(Database db) {
        var role = db.createRole("usage, create on schema \"Te st\"", "create on database \"" + db.name() + "\"");
        var owner = '"' + role.name() + '"';
        db.execute("alter table \"Or ders\" owner to " + owner);
        var applier = applier(Servers.sessions(db, role));

        applier.apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT);
        var undone = applier.undoAll(ApplyListener.SILENT);

        assertThat(undone).hasSize(1);
        assertThat(indexes(db)).containsExactly("Or ders_pkey");
        db.execute("drop table \"Or ders\"", "drop schema howdah cascade", "drop owned by " + owner);
    }

    @Test
    void respects_a_database_that_is_set_read_only(Database db) {
        db.execute("alter database \"" + db.name() + "\" set default_transaction_read_only = on");

        assertThatThrownBy(() -> applier(db).apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("default_transaction_read_only");
    }

    @Test
    void does_not_take_back_an_index_that_was_there_before(Database db) {
        db.execute("create index by_status on \"Or ders\" (status)");

        var application = applier(db).apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT);

        assertThat(states(application)).containsExactly(StepState.ALREADY);
        assertThat(applier(db).undoAll(ApplyListener.SILENT)).isEmpty();
        assertThat(indexes(db)).containsExactly("Or ders_pkey", "by_status");
    }

    @Test
    void does_not_take_back_an_index_that_somebody_made_in_its_place(Database db) {
        applier(db).apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT);
        db.execute("drop index by_status", "create index by_status on \"Or ders\" (status, id)");

        assertThatThrownBy(() -> applier(db).undoLatest(ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is not the one that Howdah made");
        assertThat(indexes(db)).containsExactly("Or ders_pkey", "by_status");

        db.execute("drop index by_status");
        assertThat(applier(db).undoLatest(ApplyListener.SILENT).orElseThrow().state())
                .isEqualTo(Application.State.UNDONE);
    }

    @Test
    void leaves_alone_an_invalid_index_of_somebody_else(Database db) {
        db.execute("create index by_status on \"Or ders\" (status)");
        db.execute("update pg_catalog.pg_index set indisvalid = false where indexrelid = 'by_status'::regclass");

        assertThatThrownBy(() -> applier(db).apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("There is an invalid index called");
        assertThat(indexes(db)).contains("by_status");
    }

    @Test
    void cleans_up_a_build_that_finds_duplicates_and_keeps_what_was_done_before(Database db) {
        var key = List.of(IndexKey.on("Customer Id"));
        var table = new QualifiedName(db.schema(), "Or ders");
        var unique = new CreateIndex(
                "one_each", new IndexDefinition(table, "btree", true, false, key, List.of(), null, Map.of()));
        var changes = List.of(create(db, "by_status", "status"), unique, create(db, "by_both", "status"));
        var before = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> applier(db).apply(changes, ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("create index one_each")
                .hasMessageContaining("could not create unique index \"one_each\" (Key (\"Customer Id\")=(?) is")
                .hasMessageContaining("Nothing of it is left");

        var application = applier(db).status().getFirst();
        assertThat(application.state()).isEqualTo(Application.State.STOPPED);
        assertThat(states(application)).containsExactly(StepState.DONE, StepState.CLEANED, StepState.PLANNED);
        assertThat(indexes(db)).containsExactly("Or ders_pkey", "by_status");
        applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void goes_on_where_it_was_stopped_when_the_same_changes_come_again(Database db) {
        var unique = create(db, "one_each", "Customer Id");
        var definition = new IndexDefinition(
                unique.table(), "btree", true, false, unique.definition().keys(), List.of(), null, Map.of());
        List<Change> changes = List.of(create(db, "by_status", "status"), new CreateIndex("one_each", definition));
        assertThatThrownBy(() -> applier(db).apply(changes, ApplyListener.SILENT))
                .isInstanceOf(Problem.class);
        db.execute("update \"Or ders\" set \"Customer Id\" = id");

        var application = applier(db).apply(changes, ApplyListener.SILENT);

        assertThat(application.id()).isEqualTo(1);
        assertThat(states(application)).containsExactly(StepState.DONE, StepState.DONE);
        assertThat(applier(db).status()).hasSize(1);
    }

    @Test
    void takes_back_newest_first(Database db) {
        applier(db).apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT);
        applier(db).apply(List.of(new DropIndex(ApplyLifeTest.index(db, "by_status"))), ApplyListener.SILENT);

        assertThat(applier(db).undo(1, ApplyListener.SILENT).state()).isEqualTo(Application.State.UNDONE);
        assertThat(applier(db).undoAll(ApplyListener.SILENT))
                .extracting(Application::id)
                .containsExactly(2L);
        assertThat(indexes(db)).containsExactly("Or ders_pkey", "by_status");
        assertThatThrownBy(() -> applier(db).undo(7, ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("knows no application 7");
    }

    @Test
    void lets_only_one_work_at_a_time_and_says_who_does(Database db) throws Exception {
        try (var other = Runner.open(Servers.sessions(db), options(), ApplyListener.SILENT, Time.SYSTEM)) {
            var hurried = new Applier(Servers.sessions(db), options().runnerPatience(Duration.ofMillis(300)));

            assertThatThrownBy(() -> hurried.apply(List.of(create(db, "by_status", "status")), ApplyListener.SILENT))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Another Howdah is changing this database: process " + other.pid() + " of "
                            + db.user() + ", since ");
        }
    }

    @Test
    void steps_out_of_the_queue_for_a_lock_and_tries_again(Database db) throws Exception {
        var events = new ArrayList<ApplyEvent.Retrying>();
        long table = db.number("select '\"Or ders\"'::regclass::oid::bigint");
        try (var holder = db.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table \"Or ders\" in access exclusive mode");
            ApplyListener listener = event -> {
                if (event instanceof ApplyEvent.Retrying retrying) {
                    events.add(retrying);
                    rollback(holder);
                }
            };
            try (var runner = Runner.open(Servers.sessions(db), options(), listener, Time.SYSTEM)) {
                runner.runShort(table, "COMMENT ON TABLE \"Te st\".\"Or ders\" IS 'done'");
            }
        }

        assertThat(events).hasSize(1);
        assertThat(events.getFirst().blockers()).hasSize(1);
        assertThat(db.value("select obj_description('\"Or ders\"'::regclass)")).isEqualTo("done");
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<StepState> states(Application application) {
        return application.steps().stream().map(AppliedStep::state).toList();
    }

    private static List<String> indexes(Database db) {
        return db.column("select relname from pg_class where relkind = 'i'"
                + " and relnamespace = '\"Te st\"'::regnamespace order by relname collate \"C\"");
    }

    private static CreateIndex create(Database db, String name, String column) {
        return create(db, "Or ders", name, column);
    }

    private static CreateIndex create(Database db, String table, String name, String column) {
        return new CreateIndex(
                name, IndexDefinition.btree(new QualifiedName(db.schema(), table), List.of(IndexKey.on(column))));
    }

    private static ApplyOptions options() {
        return ApplyOptions.of("test 1");
    }

    private static Applier applier(Database db) {
        return applier(Servers.sessions(db));
    }

    private static Applier applier(Sessions sessions) {
        return new Applier(sessions, options());
    }
}

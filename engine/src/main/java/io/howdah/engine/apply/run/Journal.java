package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes the journal. Each write is a transaction of its own, before or after the statement that it is about. */
public final class Journal {

    /** Columns that came with later versions of the journal are null in one that was not brought up to date yet. */
    private static final String STEPS = """
            SELECT application, position, kind, table_oid::bigint AS table_oid, table_schema, table_name, index_schema,
                   index_name, sql, undo, definition, state, started, finished, error, waits,
                   (later->>'object_oid')::bigint AS object_oid, (later->>'bytes_before')::bigint AS bytes_before,
                   (later->>'bytes_after')::bigint AS bytes_after
              FROM howdah.step s, pg_catalog.to_jsonb(s) later
             WHERE application = ? ORDER BY position""";

    private final Session session;

    public Journal(Session session) {
        this.session = session;
    }

    /** A step that is to be written down. */
    public record Plan(
            AppliedStep.Kind kind,
            long tableOid,
            @Nullable QualifiedName table,
            QualifiedName object,
            List<String> sql,
            List<String> undo,
            StepState state) {}

    public long begin(String tool, List<Plan> plans) throws SQLException {
        var ids = new ArrayList<Long>();
        session.inTransaction(() -> {
            ids.addAll(session.query(
                    "INSERT INTO howdah.application (tool, state) VALUES (?, 'running') RETURNING id",
                    row -> row.getLong(1),
                    tool));
            for (int i = 0; i < plans.size(); i++) {
                insert(ids.getFirst(), i + 1, plans.get(i));
            }
        });
        return ids.getFirst();
    }

    private void insert(long application, int position, Plan plan) throws SQLException {
        var table = plan.table();
        session.update(
                """
                INSERT INTO howdah.step (application, position, kind, table_oid, table_schema, table_name, index_schema,
                                         index_name, sql, undo, state)
                VALUES (?, ?, ?, CAST(? AS oid), ?, ?, ?, ?, ?, ?, ?)""",
                application,
                position,
                plan.kind().stored(),
                table == null ? null : plan.tableOid(),
                table == null ? null : table.schema(),
                table == null ? null : table.name(),
                plan.object().schema(),
                plan.object().name(),
                session.array(plan.sql()),
                session.array(plan.undo()),
                plan.state().stored());
    }

    /** All applications, newest first. */
    public List<Application> applications() throws SQLException {
        var sql = "SELECT id, started, finished, role, tool, state FROM howdah.application ORDER BY id DESC";
        var heads = session.query(sql, Journal::head);
        var whole = new ArrayList<Application>();
        for (Application head : heads) {
            whole.add(withSteps(head));
        }
        return whole;
    }

    public Application application(long id) throws SQLException {
        var sql = "SELECT id, started, finished, role, tool, state FROM howdah.application WHERE id = ?";
        return withSteps(session.first(sql, Journal::head, id).orElseThrow());
    }

    public void state(long application, Application.State state) throws SQLException {
        boolean atWork = state == Application.State.RUNNING || state == Application.State.UNDOING;
        session.update(
                "UPDATE howdah.application SET state = ?, finished = CASE WHEN ? THEN NULL"
                        + " ELSE pg_catalog.clock_timestamp() END WHERE id = ?",
                state.stored(),
                atWork,
                application);
    }

    /** Before a step's statement is sent. */
    public void begins(AppliedStep step, StepState state) throws SQLException {
        session.update(
                "UPDATE howdah.step SET state = ?, started = pg_catalog.clock_timestamp(), finished = NULL, error = NULL"
                        + " WHERE application = ? AND position = ?",
                state.stored(),
                step.application(),
                step.position());
    }

    /** What is about to be dropped, exactly as it is now. */
    public void remember(AppliedStep step, String definition, List<String> undo) throws SQLException {
        session.update(
                "UPDATE howdah.step SET definition = ?, undo = ? WHERE application = ? AND position = ?",
                definition,
                session.array(undo),
                step.application(),
                step.position());
    }

    /** What was made, as the server defines it; null where nothing of it is there any more. */
    public void made(AppliedStep step, @Nullable String definition) throws SQLException {
        session.update(
                "UPDATE howdah.step SET definition = ? WHERE application = ? AND position = ?",
                definition,
                step.application(),
                step.position());
    }

    /** Which object it is that the step is about, to be told from one that takes its place. */
    public void identified(AppliedStep step, long objectOid) throws SQLException {
        session.update(
                "UPDATE howdah.step SET object_oid = CAST(? AS oid) WHERE application = ? AND position = ?",
                objectOid,
                step.application(),
                step.position());
    }

    /** What an index that is rebuilt takes, in bytes. */
    public void sized(AppliedStep step, long before, @Nullable Long after) throws SQLException {
        session.update(
                "UPDATE howdah.step SET bytes_before = ?, bytes_after = ? WHERE application = ? AND position = ?",
                before,
                after,
                step.application(),
                step.position());
    }

    /** After a step's statement has ended, however it did. */
    public AppliedStep ends(AppliedStep step, StepState state, @Nullable String error, @Nullable String waits)
            throws SQLException {
        session.update(
                "UPDATE howdah.step SET state = ?, finished = pg_catalog.clock_timestamp(), error = ?,"
                        + " waits = coalesce(?, waits) WHERE application = ? AND position = ?",
                state.stored(),
                error,
                waits,
                step.application(),
                step.position());
        return step(step.application(), step.position());
    }

    public AppliedStep step(long application, int position) throws SQLException {
        return session.query(STEPS, Journal::step, application).stream()
                .filter(step -> step.position() == position)
                .findFirst()
                .orElseThrow();
    }

    private Application withSteps(Application head) throws SQLException {
        var steps = session.query(STEPS, Journal::step, head.id());
        return new Application(
                head.id(), head.started(), head.finished(), head.role(), head.tool(), head.state(), steps);
    }

    private static Application head(ResultSet row) throws SQLException {
        return new Application(
                row.getLong("id"),
                Objects.requireNonNull(instant(row, "started")),
                instant(row, "finished"),
                row.getString("role"),
                row.getString("tool"),
                Application.State.of(row.getString("state")),
                List.of());
    }

    private static AppliedStep step(ResultSet row) throws SQLException {
        var table = row.getString("table_name");
        return new AppliedStep(
                row.getLong("application"),
                row.getInt("position"),
                AppliedStep.Kind.of(row.getString("kind")),
                row.getLong("table_oid"),
                table == null ? null : new QualifiedName(row.getString("table_schema"), table),
                new QualifiedName(row.getString("index_schema"), row.getString("index_name")),
                texts(row, "sql"),
                texts(row, "undo"),
                row.getString("definition"),
                row.getLong("object_oid"),
                row.getObject("bytes_before", Long.class),
                row.getObject("bytes_after", Long.class),
                StepState.of(row.getString("state")),
                instant(row, "started"),
                instant(row, "finished"),
                row.getString("error"),
                row.getString("waits"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

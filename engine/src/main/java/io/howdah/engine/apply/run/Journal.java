package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
                   (later->>'bytes_after')::bigint AS bytes_after, later->>'summary' AS summary,
                   later->>'detail' AS detail, later->>'progress' AS progress,
                   coalesce((later->>'at_finish')::boolean, false) AS at_finish,
                   (later->>'locked_ms')::float8 AS locked_ms
              FROM howdah.step s, pg_catalog.to_jsonb(s) later
             WHERE application = ? ORDER BY position""";

    /** Columns of later versions are null in a journal that was not brought up to date yet. */
    private static final String HEADS = """
            SELECT id, started, finished, role, tool, state, (later->>'undo_until')::timestamptz AS undo_until,
                   coalesce((later->>'paused')::boolean, false) AS paused
              FROM howdah.application a, pg_catalog.to_jsonb(a) later""";

    private final Session session;

    public Journal(Session session) {
        this.session = session;
    }

    public long begin(String tool, List<PlannedStep> plans) throws SQLException {
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

    private void insert(long application, int position, PlannedStep plan) throws SQLException {
        var table = plan.table();
        session.update(
                """
                INSERT INTO howdah.step (application, position, kind, table_oid, table_schema, table_name, index_schema,
                                         index_name, sql, undo, state, summary, detail, at_finish)
                VALUES (?, ?, ?, CAST(? AS oid), ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?)""",
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
                plan.state().stored(),
                plan.said(),
                plan.detail(),
                plan.atFinish());
    }

    /** All applications, newest first. */
    public List<Application> applications() throws SQLException {
        var sql = HEADS + " ORDER BY id DESC";
        var heads = session.query(sql, Journal::head);
        var whole = new ArrayList<Application>();
        for (Application head : heads) {
            whole.add(withSteps(head));
        }
        return whole;
    }

    public Application application(long id) throws SQLException {
        var sql = HEADS + " WHERE id = ?";
        return withSteps(session.first(sql, Journal::head, id).orElseThrow());
    }

    public void state(long application, Application.State state) throws SQLException {
        boolean atWork = state.atWork();
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

    /** In the transaction of the step itself; what there is to say of it follows. */
    public void ended(AppliedStep step, StepState state) throws SQLException {
        session.update(
                "UPDATE howdah.step SET state = ?, finished = pg_catalog.clock_timestamp(), error = NULL"
                        + " WHERE application = ? AND position = ?",
                state.stored(),
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

    /** How far a step is that works in batches, as JSON; in the same transaction as the batch. */
    public void progresses(AppliedStep step, String progress) throws SQLException {
        session.update(
                "UPDATE howdah.step SET progress = CAST(? AS jsonb) WHERE application = ? AND position = ?",
                progress,
                step.application(),
                step.position());
    }

    /** How long a step held strong locks, where that is longer than what is known of it already. */
    public void locked(AppliedStep step, Duration held) throws SQLException {
        session.update(
                "UPDATE howdah.step SET locked_ms = greatest(locked_ms, ?) WHERE application = ? AND position = ?",
                held.toNanos() / 1e6,
                step.application(),
                step.position());
    }

    /** Until when what undo needs is kept. */
    public void undoUntil(long application, Instant until) throws SQLException {
        session.update(
                "UPDATE howdah.application SET undo_until = CAST(? AS timestamptz) WHERE id = ?",
                until.toString(),
                application);
    }

    public void pause(long application, boolean paused) throws SQLException {
        session.update("UPDATE howdah.application SET paused = ? WHERE id = ?", paused, application);
    }

    public boolean paused(long application) throws SQLException {
        return session.holds("SELECT paused FROM howdah.application WHERE id = ?", application);
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
                head.id(),
                head.started(),
                head.finished(),
                head.role(),
                head.tool(),
                head.state(),
                head.undoUntil(),
                head.paused(),
                steps);
    }

    private static Application head(ResultSet row) throws SQLException {
        return new Application(
                row.getLong("id"),
                Objects.requireNonNull(instant(row, "started")),
                instant(row, "finished"),
                row.getString("role"),
                row.getString("tool"),
                Application.State.of(row.getString("state")),
                instant(row, "undo_until"),
                row.getBoolean("paused"),
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
                row.getString("waits"),
                row.getString("summary"),
                row.getString("detail"),
                row.getString("progress"),
                row.getBoolean("at_finish"),
                row.getObject("locked_ms", Double.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

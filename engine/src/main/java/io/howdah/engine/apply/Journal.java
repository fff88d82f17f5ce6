package io.howdah.engine.apply;

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
final class Journal {

    private static final String STEPS = """
            SELECT application, position, kind, table_oid::bigint AS table_oid, table_schema, table_name, index_schema,
                   index_name, sql, undo, definition, state, started, finished, error, waits
              FROM howdah.step WHERE application = ? ORDER BY position""";

    private final Session session;

    Journal(Session session) {
        this.session = session;
    }

    /** A step that is to be written down. */
    record Plan(
            AppliedStep.Kind kind,
            long tableOid,
            QualifiedName table,
            QualifiedName index,
            List<String> sql,
            List<String> undo,
            @Nullable String definition,
            StepState state) {}

    long begin(String tool, List<Plan> plans) throws SQLException {
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
        session.update(
                """
                INSERT INTO howdah.step (application, position, kind, table_oid, table_schema, table_name, index_schema,
                                         index_name, sql, undo, definition, state)
                VALUES (?, ?, ?, CAST(? AS oid), ?, ?, ?, ?, ?, ?, ?, ?)""",
                application,
                position,
                plan.kind().stored(),
                plan.tableOid(),
                plan.table().schema(),
                plan.table().name(),
                plan.index().schema(),
                plan.index().name(),
                session.array(plan.sql()),
                session.array(plan.undo()),
                plan.definition(),
                plan.state().stored());
    }

    /** All applications, newest first. */
    List<Application> applications() throws SQLException {
        var sql = "SELECT id, started, finished, role, tool, state FROM howdah.application ORDER BY id DESC";
        var heads = session.query(sql, Journal::head);
        var whole = new ArrayList<Application>();
        for (Application head : heads) {
            whole.add(withSteps(head));
        }
        return whole;
    }

    Application application(long id) throws SQLException {
        var sql = "SELECT id, started, finished, role, tool, state FROM howdah.application WHERE id = ?";
        return withSteps(session.first(sql, Journal::head, id).orElseThrow());
    }

    void state(long application, Application.State state) throws SQLException {
        boolean atWork = state == Application.State.RUNNING || state == Application.State.UNDOING;
        session.update(
                "UPDATE howdah.application SET state = ?, finished = CASE WHEN ? THEN NULL"
                        + " ELSE pg_catalog.clock_timestamp() END WHERE id = ?",
                state.stored(),
                atWork,
                application);
    }

    /** Before a step's statement is sent. */
    void begins(AppliedStep step, StepState state) throws SQLException {
        session.update(
                "UPDATE howdah.step SET state = ?, started = pg_catalog.clock_timestamp(), finished = NULL, error = NULL"
                        + " WHERE application = ? AND position = ?",
                state.stored(),
                step.application(),
                step.position());
    }

    /** What is about to be dropped, exactly as it is now. */
    void remember(AppliedStep step, String definition, List<String> undo) throws SQLException {
        session.update(
                "UPDATE howdah.step SET definition = ?, undo = ? WHERE application = ? AND position = ?",
                definition,
                session.array(undo),
                step.application(),
                step.position());
    }

    /** What was made, as the server defines it. */
    void made(AppliedStep step, String definition) throws SQLException {
        session.update(
                "UPDATE howdah.step SET definition = ? WHERE application = ? AND position = ?",
                definition,
                step.application(),
                step.position());
    }

    /** After a step's statement has ended, however it did. */
    AppliedStep ends(AppliedStep step, StepState state, @Nullable String error, @Nullable String waits)
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

    AppliedStep step(long application, int position) throws SQLException {
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
        return new AppliedStep(
                row.getLong("application"),
                row.getInt("position"),
                AppliedStep.Kind.of(row.getString("kind")),
                row.getLong("table_oid"),
                new QualifiedName(row.getString("table_schema"), row.getString("table_name")),
                new QualifiedName(row.getString("index_schema"), row.getString("index_name")),
                texts(row, "sql"),
                texts(row, "undo"),
                row.getString("definition"),
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

package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.change.AuditTables.AuditedTable;
import io.howdah.engine.change.StopAudit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes steps of the keeping of an audit log: the log itself, then the triggers of each table in a transaction of its own. */
public final class AuditPlans {

    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+");

    private static final String COLUMNS = "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = CAST(? AS oid)"
            + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

    private static final String KEY = """
            SELECT a.attname FROM pg_catalog.pg_index i
              CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
             WHERE i.indrelid = CAST(? AS oid) AND i.indisprimary AND k.place <= i.indnkeyatts ORDER BY k.place""";

    private static final String TRIGGERS = """
            SELECT pg_catalog.pg_get_triggerdef(oid) AS definition FROM pg_catalog.pg_trigger
             WHERE tgrelid = CAST(? AS oid) AND tgname = ? AND NOT tgisinternal""";

    private static final String AUDITED = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid AND f.proname = 'capture'
              JOIN pg_catalog.pg_namespace s ON s.oid = f.pronamespace AND s.nspname = ?
              JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE t.tgname = 'howdah_audit' AND t.tgparentid = 0 ORDER BY 1, 2""";

    private final Session session;
    private final List<String> problems;

    /** @param problems where it is noted what stands against it */
    public AuditPlans(Session session, List<String> problems) {
        this.session = session;
        this.problems = problems;
    }

    public List<PlannedStep> steps(AuditTables change) throws SQLException {
        if (!SETTING.matcher(change.actorSetting()).matches()) {
            problems.add("The setting that names the actor must be called like app.actor, with a point in it, not "
                    + change.actorSetting());
        }
        var steps = new ArrayList<PlannedStep>();
        steps.add(log(change.schema()));
        for (AuditedTable wanted : change.tables()) {
            table(wanted.table(), change.schema())
                    .flatMap(t -> audited(t, wanted, change))
                    .ifPresent(steps::add);
        }
        return steps;
    }

    private PlannedStep log(String schema) throws SQLException {
        var log = new AuditLog(schema);
        var comment = session.first(
                "SELECT coalesce(pg_catalog.obj_description(oid, 'pg_namespace'), '') FROM pg_catalog.pg_namespace"
                        + " WHERE nspname = ?",
                row -> row.getString(1),
                schema);
        if (comment.isPresent() && !comment.get().equals(AuditLog.COMMENT)) {
            problems.add("There is a schema " + schema + " that is not an audit log of Howdah; name another");
        }
        if (comment.isEmpty()
                && !session.holds("SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')")) {
            problems.add(
                    "The role may not create the schema " + schema + ", where changes are recorded; let the owner of"
                            + " the database run: GRANT CREATE ON DATABASE … TO …");
        }
        return new PlannedStep(
                Kind.TRANSACTION,
                0,
                null,
                new QualifiedName(schema, "entry"),
                "make the audit log in schema " + schema,
                log.create(AuditMonths.next(session, AuditMonths.AHEAD)),
                List.of(log.drop()),
                null,
                false,
                comment.isPresent() ? StepState.ALREADY : StepState.PLANNED);
    }

    private Optional<LiveTable> table(QualifiedName name, String schema) throws SQLException {
        var found = LiveTable.named(session, name);
        var problem = found.isEmpty()
                ? Optional.of("There is no table " + name)
                : found.get().problem(session);
        if (problem.isEmpty() && (found.orElseThrow().kind().equals("m") || ours(name, schema))) {
            problem = Optional.of(name + " cannot be audited: only tables can that are not Howdah's own");
        }
        problem.filter(p -> !problems.contains(p)).ifPresent(problems::add);
        return problem.isPresent() ? Optional.empty() : found;
    }

    private static boolean ours(QualifiedName name, String schema) {
        return name.schema().equals(schema) || name.schema().equals("howdah");
    }

    private Optional<PlannedStep> audited(LiveTable table, AuditedTable wanted, AuditTables change) {
        try {
            var key = columns(KEY, table);
            if (!namesColumns(table, wanted, key)) {
                return Optional.empty();
            }
            var partitioned = table.partitioned() ? "'partitioned'" : "'plain'";
            var call = new AuditLog(change.schema()).table("capture") + "(" + array(key) + ", "
                    + array(wanted.leftOut()) + ", " + array(wanted.masked()) + ", "
                    + Name.literal(change.actorSetting()) + ", " + partitioned + ")";
            return planned(table, call);
        } catch (SQLException e) {
            throw io.howdah.engine.apply.run.Refusals.problem(e, "Looking at " + table.name());
        }
    }

    private Optional<PlannedStep> planned(LiveTable table, String call) throws SQLException {
        var present = columns(TRIGGERS, table, AuditLog.TRIGGER);
        if (!present.isEmpty() && !present.getFirst().endsWith(" EXECUTE FUNCTION " + call)) {
            problems.add("Table " + table.name() + " is audited otherwise: " + present.getFirst()
                    + "; stop that first: howdah audit remove");
            return Optional.empty();
        }
        return Optional.of(
                PlannedStep.on(Kind.TRANSACTION, table, "record changes of " + table.name(), begin(table, call))
                        .undo(end(table))
                        .state(present.isEmpty() ? StepState.PLANNED : StepState.ALREADY));
    }

    private boolean namesColumns(LiveTable table, AuditedTable wanted, List<String> key) throws SQLException {
        var there = columns(COLUMNS, table);
        int before = problems.size();
        for (String column : Stream.concat(wanted.leftOut().stream(), wanted.masked().stream())
                .toList()) {
            if (!there.contains(column)) {
                problems.add("Table " + table.name() + " has no column " + column);
            } else if (key.contains(column)) {
                problems.add(
                        "Column " + column + " of " + table.name()
                                + " is of its primary key, by which entries name the row; it can be neither left out nor masked");
            }
        }
        return problems.size() == before;
    }

    private List<String> columns(String sql, LiveTable table, String... more) throws SQLException {
        var parameters =
                Stream.concat(Stream.<Object>of(table.oid()), Stream.of(more)).toArray();
        return session.query(sql, row -> row.getString(1), parameters);
    }

    /** As the server writes such a literal. */
    private static String array(List<String> names) {
        return Name.literal(names.stream()
                .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String lock(LiveTable table, String mode) {
        return Locks.ask((table.partitioned() ? "" : "ONLY ") + table.name().quoted(), mode);
    }

    private List<String> begin(LiveTable table, String call) throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(lock(table, "SHARE ROW EXCLUSIVE"));
        sql.add("CREATE TRIGGER " + AuditLog.TRIGGER + " AFTER INSERT OR UPDATE OR DELETE ON "
                + table.name().quoted() + " FOR EACH ROW EXECUTE FUNCTION " + call);
        for (LiveTable each : withPartitions(table)) {
            var name = each.name().quoted();
            sql.add("CREATE TRIGGER " + AuditLog.TRUNCATION + " AFTER TRUNCATE ON " + name
                    + " FOR EACH STATEMENT EXECUTE FUNCTION " + call);
            sql.add("ALTER TABLE ONLY " + name + " ENABLE ALWAYS TRIGGER " + AuditLog.TRIGGER
                    + ", ENABLE ALWAYS TRIGGER " + AuditLog.TRUNCATION);
        }
        return sql;
    }

    private List<String> end(LiveTable table) throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(lock(table, "ACCESS EXCLUSIVE"));
        for (LiveTable each : withPartitions(table)) {
            sql.add("DROP TRIGGER IF EXISTS " + AuditLog.TRUNCATION + " ON "
                    + each.name().quoted());
        }
        sql.add("DROP TRIGGER IF EXISTS " + AuditLog.TRIGGER + " ON "
                + table.name().quoted());
        return sql;
    }

    private List<LiveTable> withPartitions(LiveTable table) throws SQLException {
        var all = new ArrayList<LiveTable>();
        all.add(table);
        if (table.partitioned()) {
            all.addAll(table.partitions(session));
        }
        return all;
    }

    /** Steps that end the recording of tables; undo begins it again as it was. */
    public List<PlannedStep> steps(StopAudit change) throws SQLException {
        var audited =
                session.query(AUDITED, row -> new QualifiedName(row.getString(1), row.getString(2)), change.schema());
        var steps = new ArrayList<PlannedStep>();
        for (QualifiedName name : new HashSet<>(change.tables())) {
            if (!audited.contains(name)) {
                problems.add("Table " + name + " is not audited in schema " + change.schema());
            }
        }
        for (QualifiedName name : audited) {
            if (change.tables().isEmpty() || change.tables().contains(name)) {
                var table = table(name, change.schema());
                if (table.isPresent()) {
                    steps.add(ending(table.get()));
                }
            }
        }
        if (audited.isEmpty() && change.tables().isEmpty()) {
            problems.add("No table is audited in schema " + change.schema());
        }
        return steps;
    }

    private PlannedStep ending(LiveTable table) throws SQLException {
        var definition = columns(TRIGGERS, table, AuditLog.TRIGGER).getFirst();
        var call = definition.substring(definition.indexOf(" EXECUTE FUNCTION ") + " EXECUTE FUNCTION ".length());
        return PlannedStep.on(Kind.TRANSACTION, table, "no longer record changes of " + table.name(), end(table))
                .undo(begin(table, call));
    }
}

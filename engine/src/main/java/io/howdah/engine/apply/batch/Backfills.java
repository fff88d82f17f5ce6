package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.batch.BackfillWork.KeyColumn;
import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans backfills, having looked at what would make them do something else than they should. */
public final class Backfills {

    /** The columns of the best key to go by: the primary key, else that of the smallest unique index without nulls. */
    private static final String KEY = """
            WITH best AS (
              SELECT i.indexrelid, i.indrelid, i.indkey, i.indnkeyatts
                FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                JOIN pg_catalog.pg_am am ON am.oid = c.relam AND am.amname = 'btree'
               WHERE i.indrelid = CAST(? AS oid) AND i.indisunique AND i.indisvalid AND i.indisready AND i.indimmediate
                 AND i.indpred IS NULL AND i.indexprs IS NULL
                 AND NOT EXISTS (
                   SELECT FROM generate_series(0, i.indnkeyatts - 1) k
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k]
                     JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[k]
                    WHERE NOT a.attnotnull OR NOT o.opcdefault OR i.indcollation[k] <> a.attcollation
                       OR (i.indoption[k] & 1) <> (i.indoption[0] & 1))
               ORDER BY i.indisprimary DESC, i.indnkeyatts, pg_catalog.pg_relation_size(i.indexrelid), i.indexrelid LIMIT 1)
            SELECT a.attname, pg_catalog.format_type(a.atttypid, -1) AS type
              FROM best, generate_series(0, best.indnkeyatts - 1) k, pg_catalog.pg_attribute a
             WHERE a.attrelid = best.indrelid AND a.attnum = best.indkey[k] ORDER BY k""";

    /** An UPDATE trigger for certain columns is called where one of these is assigned. */
    private static final String TRIGGERS = """
            SELECT tgname, tgenabled IN ('A', 'R') AS always FROM pg_catalog.pg_trigger t
             WHERE tgrelid = CAST(? AS oid) AND NOT tgisinternal AND tgtype & 16 <> 0 AND tgenabled <> 'D'
               AND (tgattr::text = '' OR EXISTS (
                 SELECT FROM pg_catalog.pg_attribute a
                  WHERE a.attrelid = tgrelid AND a.attnum = ANY (tgattr) AND a.attname = ANY (?)))
             ORDER BY tgname""";

    private static final String RULES = """
            SELECT string_agg(quote_ident(rulename), ', ') FROM pg_catalog.pg_rewrite
             WHERE ev_class = CAST(? AS oid) AND ev_type = '2' AND ev_enabled <> 'D'""";

    private static final String CHANGES_PARAMETERS =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_proc WHERE proname = 'has_parameter_privilege')";

    private static final String MAY_REST_TRIGGERS =
            "SELECT pg_catalog.has_parameter_privilege('session_replication_role', 'SET')";

    private final Session session;
    private final List<String> problems;

    /** @param problems what stands against a backfill is added here */
    public Backfills(Session session, List<String> problems) {
        this.session = session;
        this.problems = problems;
    }

    /** An assignment to a column, of an expression over the row. */
    public record Assignment(String column, String expression) {

        String sql() {
            return Name.quoted(column) + " = " + expression;
        }
    }

    /**
     * The step; empty, with problems noted, where something stands against it.
     *
     * @param notDone a condition that holds for the rows that are not done yet
     * @param triggersMayWork whether triggers of the table may be called for each row, where they cannot be made to rest
     */
    public Optional<PlannedStep> plan(
            LiveTable table, String summary, List<Assignment> set, String notDone, boolean triggersMayWork)
            throws SQLException {
        int before = problems.size();
        var key = key(table);
        boolean replica = triggersRest(table, set, triggersMayWork);
        lookAtRules(table);
        if (problems.size() > before) {
            return Optional.empty();
        }
        var assignments = set.stream().map(Assignment::sql).collect(Collectors.joining(", "));
        var work = new BackfillWork(table.name(), !table.partitioned(), key, assignments, notDone, replica);
        return Optional.of(PlannedStep.on(Kind.BACKFILL, table, summary, List.of(work.update(true, true)))
                .detail(work.json()));
    }

    private List<KeyColumn> key(LiveTable table) throws SQLException {
        var key =
                session.query(KEY, row -> new KeyColumn(row.getString("attname"), row.getString("type")), table.oid());
        if (key.isEmpty()) {
            problems.add(
                    "Table " + table.name() + " has no primary key and no other unique index over columns that are NOT"
                            + " NULL, so its rows cannot be gone through in batches; give it such a key first");
        }
        return key;
    }

    /** What the names of triggers begin with that keep two forms of a table in step. */
    private static final String OURS = "!howdah_";

    private record Trigger(String name, boolean always) {}

    /** Whether triggers are to be made to rest; a problem where there are some that cannot be. */
    private boolean triggersRest(LiveTable table, List<Assignment> set, boolean mayWork) throws SQLException {
        var columns = session.array(set.stream().map(Assignment::column).toList());
        var triggers = session.query(
                TRIGGERS, row -> new Trigger(row.getString(1), row.getBoolean("always")), table.oid(), columns);
        if (triggers.isEmpty() || mayWork) {
            return false;
        }
        if (triggers.stream().anyMatch(t -> t.name().startsWith(OURS))) {
            problems.add(
                    "Table " + table.name() + " is kept in step with another form of itself by a change that is not"
                            + " finished; end that first by howdah finish or howdah undo (howdah undo --list shows its number)");
            return false;
        }
        boolean may = mayRestTriggers();
        var working = triggers.stream()
                .filter(t -> t.always() || !may)
                .map(Trigger::name)
                .toList();
        if (!working.isEmpty()) {
            problems.add("Table " + table.name() + " has triggers that would be called for each row that is filled in: "
                    + String.join(", ", working)
                    + "; accept that, or connect as a superuser or as a role with GRANT SET ON PARAMETER"
                    + " session_replication_role, so that those that are not ENABLE ALWAYS rest meanwhile");
        }
        return may;
    }

    private boolean mayRestTriggers() throws SQLException {
        return session.holds("SELECT pg_catalog.current_setting('is_superuser') = 'on'")
                || (session.holds(CHANGES_PARAMETERS) && session.holds(MAY_REST_TRIGGERS));
    }

    private void lookAtRules(LiveTable table) throws SQLException {
        session.first(RULES, row -> Optional.ofNullable(row.getString(1)), table.oid())
                .flatMap(rules -> rules)
                .ifPresent(rules -> problems.add("Table " + table.name()
                        + " has rules that would make something else of each UPDATE: " + rules));
        if (session.holds("SELECT pg_catalog.row_security_active(CAST(? AS oid))", table.oid())) {
            problems.add("Row-level security hides rows of table " + table.name()
                    + " from the role, so not all would be filled in; connect as a role with BYPASSRLS");
        }
    }
}

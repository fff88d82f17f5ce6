package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.disk.DiskCheck;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.JournalSchema;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything that could go wrong before anything is done, and tells all of it at once. */
final class Preconditions {

    private static final String READ_ONLY = """
            SELECT EXISTS (
              SELECT FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c
               WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
                 AND s.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))
                 AND c ~* '^default_transaction_read_only=(on|true|yes|1)$')""";

    /** Of whom it receives WAL; nothing where it receives none, or where that is not for our eyes. */
    private static final String PRIMARY = """
            SELECT concat_ws(':', sender_host, sender_port) FROM pg_catalog.pg_stat_get_wal_receiver()
             WHERE sender_host IS NOT NULL""";

    private static final String MAY_WRITE_JOURNAL = """
            SELECT bool_and(pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
                            AND pg_catalog.has_table_privilege(c.oid, 'UPDATE'))
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'howdah' AND c.relkind = 'r' AND c.relname IN ('application', 'step')
               AND pg_catalog.has_schema_privilege('howdah', 'USAGE')""";

    private Preconditions() {}

    /** That the server can be changed at all, and by us; said at once, as nothing else matters without it. */
    static void ofServer(Session session) throws SQLException {
        if (session.holds("SELECT pg_catalog.pg_is_in_recovery()")) {
            throw Problem.refused(
                    "The server is a standby and cannot be changed; give the address of the primary"
                            + session.first(PRIMARY, row -> row.getString(1))
                                    .map(place -> ", which it follows at " + place)
                                    .orElse(""),
                    null);
        }
        if (session.holds(READ_ONLY)) {
            throw Problem.refused(
                    "The database or the role is set to default_transaction_read_only, so somebody wants it unchanged;"
                            + " take that setting back first (ALTER DATABASE or ALTER ROLE … RESET)",
                    null);
        }
        if (JournalSchema.exists(session) && !JournalSchema.isJournal(session)) {
            throw Problem.refused(
                    "The database has a schema named howdah that is not Howdah's journal; rename it first", null);
        }
    }

    /** The steps of the changes; or a problem that names whatever stands against any of them. */
    static List<PlannedStep> of(Session session, List<? extends Change> changes, ApplyOptions options)
            throws SQLException {
        var problems = new ArrayList<String>();
        journal(session, problems);
        var plans = Plans.of(session, changes, problems);
        if (problems.isEmpty()) {
            plans = new DiskCheck(session, options.ignoreDisk(), problems).of(plans);
        }
        if (!problems.isEmpty()) {
            throw Problem.refused("Nothing was changed, because:\n  " + String.join("\n  ", problems), null);
        }
        return plans;
    }

    private static void journal(Session session, List<String> problems) throws SQLException {
        if (JournalSchema.exists(session)) {
            if (!session.holds(MAY_WRITE_JOURNAL)) {
                problems.add("The journal in schema howdah belongs to another role; connect as that role, or let it"
                        + " grant USAGE on the schema and SELECT, INSERT, UPDATE on its tables");
            }
            return;
        }
        if (!session.holds("SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')")) {
            problems.add("The role may not create the schema howdah, where the journal is kept; let the owner of the"
                    + " database run: GRANT CREATE ON DATABASE … TO …");
        }
    }
}

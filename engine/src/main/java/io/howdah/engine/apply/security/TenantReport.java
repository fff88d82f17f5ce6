package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.SecureTenants.Stage;
import io.howdah.engine.change.SecureTenants.TenantTable;
import io.howdah.engine.postgres.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How far the separation of tenants is in a database, and what stands in its way. Changes nothing. */
public final class TenantReport {

    private static final String SECURED = """
            SELECT DISTINCT n.nspname, c.relname, a.attname, c.relispartition,
                   pg_catalog.strpos(pg_catalog.pg_get_expr(p.polqual, p.polrelid), 'tenant_seen_') > 0 AS observed,
                   coalesce(pg_catalog.pg_stat_get_numscans(s.oid), 0) AS occasions
              FROM pg_catalog.pg_policy p
              JOIN pg_catalog.pg_class c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
               AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid > 0
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
              LEFT JOIN pg_catalog.pg_namespace h ON h.nspname = 'howdah'
              LEFT JOIN pg_catalog.pg_class s ON s.relnamespace = h.oid AND s.relname = 'tenant_seen_' || c.oid
             WHERE p.polname = 'howdah_tenant' ORDER BY 1, 2""";

    private static final String CANDIDATES = """
            SELECT n.nspname, c.relname, a.attname FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_'
               AND n.nspname NOT IN ('information_schema', 'howdah')
             WHERE a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped
               AND pg_catalog.obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM 'Audit log of Howdah'
             ORDER BY 1, 2""";

    private final Sessions sessions;

    public TenantReport(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * A table whose tenants are kept apart, or observed.
     *
     * @param occasions since its counters began at which somebody would have met rows of another tenant; a write can count more than once
     */
    public record Secured(TenantTable table, Stage stage, boolean partition, long occasions) {}

    public List<Secured> secured() {
        return reading(session -> session.query(SECURED, TenantReport::secured));
    }

    private static Secured secured(ResultSet row) throws SQLException {
        return new Secured(
                tenantTable(row),
                row.getBoolean("observed") ? Stage.OBSERVE : Stage.ENFORCE,
                row.getBoolean("relispartition"),
                row.getLong("occasions"));
    }

    private static TenantTable tenantTable(ResultSet row) throws SQLException {
        return new TenantTable(
                new QualifiedName(row.getString("nspname"), row.getString("relname")), row.getString("attname"));
    }

    /** Tables that have a column of the name; partitions come with their tables. */
    public List<TenantTable> candidates(String column) {
        return reading(session -> session.query(CANDIDATES, TenantReport::tenantTable, column));
    }

    /** What the separation of these tables does not hold for, and what it makes slower; in sentences. */
    public List<String> warnings(List<TenantTable> tables) {
        return reading(session -> {
            var warnings = new ArrayList<String>();
            for (TenantTable wanted : tables) {
                var table = LiveTable.named(session, wanted.table());
                if (table.isPresent()) {
                    new TenantWarnings(session, table.get(), wanted.column())
                            .all().stream().filter(w -> !warnings.contains(w)).forEach(warnings::add);
                }
            }
            return List.copyOf(warnings);
        });
    }

    /** What is read of the database. */
    private interface Reading<T> {
        T of(Session session) throws SQLException;
    }

    private <T> T reading(Reading<T> reading) {
        try (var session = new Session(sessions.readOnly())) {
            return reading.of(session);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking at tenants");
        }
    }
}

package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.EncodeColumns.Code;
import io.howdah.engine.change.EncodeColumns.Lookup;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that say what codes mean. */
final class LookupTables {

    /** Whoever may read the table may read what its codes mean; and the owner is the same where that can be. */
    private static final String RIGHTS = """
            SELECT pg_catalog.format('GRANT SELECT ON %s TO %s', CAST(? AS text),
                     CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END)
              FROM pg_catalog.pg_class c
              CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) x
              LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
             WHERE c.oid = CAST(? AS oid) AND x.privilege_type = 'SELECT' AND x.grantee <> c.relowner
               AND r.rolname IS DISTINCT FROM current_user
             ORDER BY 1""";

    private static final String THERE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = ? AND c.relname = ?)""";

    private static final String MAY_CREATE = """
            SELECT coalesce((SELECT pg_catalog.has_schema_privilege(oid, 'CREATE')
                               FROM pg_catalog.pg_namespace WHERE nspname = ?), false)""";

    private final Session session;
    private final LiveTable table;
    private final List<String> problems;

    LookupTables(Session session, LiveTable table, List<String> problems) {
        this.session = session;
        this.table = table;
        this.problems = problems;
    }

    /** The step that makes them; empty where there are to be none. */
    Optional<PlannedStep> step(List<Coding> codings) throws SQLException {
        var sql = new ArrayList<String>();
        var undo = new ArrayList<String>();
        var names = new HashSet<QualifiedName>();
        for (Coding coding : codings) {
            var lookup = coding.encoding().lookup();
            if (lookup != null && isFree(lookup.table(), names)) {
                sql.addAll(make(lookup, coding));
                undo.add("DROP TABLE IF EXISTS " + lookup.table().quoted());
            }
        }
        if (sql.isEmpty()) {
            return Optional.empty();
        }
        var made = names.stream().sorted().map(QualifiedName::toString).collect(Collectors.joining(", "));
        return Optional.of(PlannedStep.on(Kind.TRANSACTION, table, "create table " + made + " of codes", sql)
                .undo(undo.reversed()));
    }

    private boolean isFree(QualifiedName name, Set<QualifiedName> names) throws SQLException {
        if (!names.add(name)) {
            problems.add("Two columns are to have their codes in table " + name);
            return false;
        }
        if (session.holds(THERE, name.schema(), name.name())) {
            problems.add("There is something called " + name + " already, which is to be a table of codes");
            return false;
        }
        if (!session.holds(MAY_CREATE, name.schema())) {
            problems.add("There is no schema " + name.schema() + " in which the role may create table " + name.name());
            return false;
        }
        return true;
    }

    private List<String> make(Lookup lookup, Coding coding) throws SQLException {
        var name = lookup.table().quoted();
        var create =
                "CREATE TABLE " + name + " (code smallint PRIMARY KEY, value text NOT NULL UNIQUE, description text)";
        var rows = coding.encoding().codes().stream().map(LookupTables::row).collect(Collectors.joining(", "));
        var comment = "COMMENT ON TABLE " + name + " IS "
                + Name.literal("Codes of column " + coding.encoding().column() + " of table " + table.name());
        var rights = session.query(RIGHTS, row -> row.getString(1), name, table.oid());
        return Stream.concat(
                        Stream.of(
                                create, "INSERT INTO " + name + " (code, value, description) VALUES " + rows, comment),
                        rights.stream())
                .toList();
    }

    private static String row(Code code) {
        return "(" + code.code() + ", " + Name.literal(code.value()) + ", "
                + (code.description() == null ? "NULL" : Name.literal(code.description())) + ")";
    }
}

package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as the target database has it now.
 *
 * @param kind as {@code pg_class.relkind}
 * @param parent that it is a direct partition of; null where it is none, or was not looked at as one
 * @param owned whether our role is or belongs to the owner
 * @param mayCreate whether our role may create in the table's schema
 */
public record LiveTable(
        long oid, QualifiedName name, String kind, @Nullable QualifiedName parent, boolean owned, boolean mayCreate) {

    private static final String COLUMNS = """
            SELECT c.oid::bigint AS oid, n.nspname, c.relname, c.relkind::text AS kind, pn.nspname AS parent_schema,
                   p.relname AS parent, pg_catalog.pg_has_role(c.relowner, 'USAGE') AS owned,
                   pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS may_create
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            """;

    private static final String ONE = COLUMNS + """
              LEFT JOIN pg_catalog.pg_class p ON false
              LEFT JOIN pg_catalog.pg_namespace pn ON false
             WHERE n.nspname = ? AND c.relname = ?""";

    private static final String PARTITIONS = COLUMNS + """
              JOIN pg_catalog.pg_partition_tree(CAST(CAST(? AS oid) AS regclass)) t ON t.relid = c.oid AND t.level > 0
              JOIN pg_catalog.pg_class p ON p.oid = t.parentrelid
              JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
             ORDER BY t.level, c.oid""";

    public static Optional<LiveTable> named(Session session, QualifiedName name) throws SQLException {
        return session.first(ONE, LiveTable::read, name.schema(), name.name());
    }

    /** The partitions at all levels, each after the one that it is a part of. */
    public List<LiveTable> partitions(Session session) throws SQLException {
        return session.query(PARTITIONS, LiveTable::read, oid);
    }

    private static LiveTable read(ResultSet row) throws SQLException {
        var parent = row.getString("parent");
        return new LiveTable(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getString("kind"),
                parent == null ? null : new QualifiedName(row.getString("parent_schema"), parent),
                row.getBoolean("owned"),
                row.getBoolean("may_create"));
    }

    public boolean partitioned() {
        return kind.equals("p");
    }

    /** What stands against changing it by us; empty where nothing does. */
    public Optional<String> problem(Session session) throws SQLException {
        if (kind.equals("v")) {
            return StandIn.problem(session, name).or(() -> Optional.of(name + " is not a table"));
        }
        if (!kind.equals("r") && !kind.equals("m") && !partitioned()) {
            return Optional.of(name + " is not a table");
        }
        if (!owned) {
            return Optional.of("Table " + name + " belongs to another role, and only its owner may change it;"
                    + " connect as that role or as a member of it");
        }
        return mayCreate
                ? Optional.empty()
                : Optional.of("The role may not create anything in schema " + name.schema()
                        + "; let its owner run: GRANT CREATE ON SCHEMA … TO …");
    }
}

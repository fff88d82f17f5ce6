package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.DefaultGrants;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements that make a new table like another in what CREATE TABLE … (LIKE …) leaves out. */
final class Likeness {

    private static final String GRANTS = """
            SELECT format('GRANT %s%s ON %s%s TO %s%s', x.privilege_type, x.columns, x.kind, CAST(? AS text),
                          CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                          CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM (SELECT a.privilege_type, '' AS columns, CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END AS kind,
                           a.grantee, a.is_grantable, c.relowner, 0 AS n
                      FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = CAST(CAST(? AS text) AS regclass)
                    UNION ALL
                    SELECT a.privilege_type, ' (' || quote_ident(t.attname) || ')', '', a.grantee, a.is_grantable, c.relowner, t.attnum
                      FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
                     WHERE c.oid = CAST(CAST(? AS text) AS regclass)) x
             WHERE x.grantee <> x.relowner ORDER BY x.n, 1""";

    private final Session session;
    private final TableFacts like;

    Likeness(Session session, TableFacts like) {
        this.session = session;
        this.like = like;
    }

    /** What any table in its place needs: the same owner, the same privileges, the same statistics targets. */
    List<String> of(QualifiedName table) throws SQLException {
        return of(table, true);
    }

    private List<String> of(QualifiedName table, boolean granted) throws SQLException {
        var all = new ArrayList<String>();
        if (like.ownedBySomeoneElse()) {
            all.add("ALTER TABLE " + table.quoted() + " OWNER TO " + Name.quoted(like.owner()));
        }
        all.addAll(DefaultGrants.revoked(session, table));
        if (granted) {
            all.addAll(grants(like.name().quoted(), table.quoted()));
        }
        for (var column : like.columns()) {
            if (column.target() != null) {
                all.add(column.alter(table, "SET STATISTICS " + column.target()));
            }
            if (column.options() != null) {
                all.add(column.alter(table, "SET (" + column.options() + ")"));
            }
        }
        return all;
    }

    /** What is granted on one table or sequence, granted on another. */
    List<String> grants(String from, String to) throws SQLException {
        return session.query(GRANTS, row -> row.getString(1), to, from, from);
    }

    /**
     * A partition that stands alone yet: with the storage, the replica identity and the promises that the pattern keeps among its
     * own rows only. With row-level security it has no privileges, as it would be read past the policies of its parent.
     *
     * @param parent whose columns, defaults and checks it gets
     */
    List<String> partition(QualifiedName parent, QualifiedName table, List<LiveKey> ownKeys) throws SQLException {
        var all = new ArrayList<String>();
        all.add("CREATE TABLE " + table.quoted() + " (LIKE " + parent.quoted()
                + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION"
                + " INCLUDING COMMENTS INCLUDING STATISTICS)" + like.storage() + tablespace());
        all.addAll(of(table, !like.policiesEnabled()));
        switch (like.replicaIdentity()) {
            case "f" -> all.add("ALTER TABLE " + table.quoted() + " REPLICA IDENTITY FULL");
            case "n" -> all.add("ALTER TABLE " + table.quoted() + " REPLICA IDENTITY NOTHING");
            default -> {}
        }
        for (var key : ownKeys) {
            all.add(
                    key.isConstraint()
                            ? "ALTER TABLE " + table.quoted() + " ADD " + key.constraintSql(List.of())
                            : "CREATE " + (key.unique() ? "UNIQUE " : "") + "INDEX ON " + table.quoted() + key.body());
        }
        return all;
    }

    String tablespace() {
        return like.tablespace() == null ? "" : " TABLESPACE " + Name.quoted(like.tablespace());
    }
}

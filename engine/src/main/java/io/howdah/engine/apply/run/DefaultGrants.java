package io.howdah.engine.apply.run;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.List;

/** Whom tables and views made by us in a schema are granted to without being asked. */
public final class DefaultGrants {

    private static final String SQL = """
            SELECT DISTINCT 'REVOKE ALL ON ' || CAST(? AS text) || ' FROM '
                   || CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                           ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
              FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace,
                   pg_catalog.aclexplode(d.defaclacl) a
             WHERE d.defaclobjtype = 'r'
               AND d.defaclrole = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
               AND (n.oid IS NULL OR n.nspname = ?) AND a.grantee <> d.defaclrole""";

    private DefaultGrants() {}

    /** The statements that take it all away again from a new one. */
    public static List<String> revoked(Session session, QualifiedName made) throws SQLException {
        return session.query(SQL, row -> row.getString(1), made.quoted(), made.schema());
    }
}

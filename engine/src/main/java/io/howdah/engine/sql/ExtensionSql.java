package io.howdah.engine.sql;

import java.util.Collection;
import java.util.stream.Collectors;

/** The statement that makes an extension's functions its superuser's only. */
public final class ExtensionSql {

    private ExtensionSql() {}

    /** @param names of extensions; plain words */
    public static String restricted(Collection<String> names) {
        return """
                UPDATE pg_catalog.pg_proc p
                   SET proacl = ARRAY[pg_catalog.makeaclitem(p.proowner, p.proowner, 'EXECUTE', false)]
                  FROM pg_catalog.pg_depend d
                  JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
                 WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e'
                   AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND e.extname IN (""" + names.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", ")) + ")";
    }
}

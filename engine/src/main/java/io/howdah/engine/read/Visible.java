package io.howdah.engine.read;

import io.howdah.engine.catalog.Extension;

/** The part of the system catalogs that belongs to users. */
final class Visible {

    /**
     * Schemas of users, as a condition on {@code n.nspname}: not the server's own, not temporary ones, not ours.
     */
    static final String SCHEMA = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'howdah')";

    /** Tables, partitioned tables, materialized views, views and foreign tables, as a condition on {@code c}. */
    static final String RELATION = "c.relkind IN ('r', 'p', 'm', 'v', 'f') AND c.oid <> ALL (:locked) AND " + SCHEMA;

    /** Extensions whose members are listed: those that do not come with PostgreSQL; a condition on {@code e}. */
    static final String FOREIGN_EXTENSION =
            "e.extname <> ALL ('{" + String.join(",", Extension.SUPPLIED) + "}'::name[])";

    /** What a user made, or such an extension, in whatever schema; a condition on {@code n} and {@code e}. */
    static final String MADE = "(e.extname IS NULL AND " + SCHEMA + " OR " + FOREIGN_EXTENSION + ")";

    /** Joins {@code e}, the extension that an object belongs to. */
    static String extensionOf(String catalog, String oid) {
        return " LEFT JOIN pg_depend x ON x.classid = '" + catalog + "'::regclass AND x.objid = " + oid
                + " AND x.objsubid = 0 AND x.deptype = 'e' AND x.refclassid = 'pg_extension'::regclass"
                + " LEFT JOIN pg_extension e ON e.oid = x.refobjid ";
    }

    private Visible() {}
}

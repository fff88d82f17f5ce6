package io.howdah.engine.read;

/** The part of the system catalogs that belongs to users. */
final class Visible {

    /**
     * Schemas of users, as a condition on {@code n.nspname}: not the server's own, not temporary ones, not ours.
     */
    static final String SCHEMA = "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'howdah')";

    /** Tables, partitioned tables, materialized views, views and foreign tables, as a condition on {@code c}. */
    static final String RELATION = "c.relkind IN ('r', 'p', 'm', 'v', 'f') AND c.oid <> ALL (:locked) AND " + SCHEMA;

    private Visible() {}
}

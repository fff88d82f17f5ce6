package io.howdah.engine.read;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the levels of B-trees from their meta pages with {@code bt_metap} (extension pageinspect, superusers only), or by
 * the function {@code howdah.btree_levels()} of {@link Grants}. The planner charges every descent by the level of the fast
 * root (selfuncs.c, {@code btcostestimate}), so that is the one read.
 */
final class TreeHeights {

    /** What both ways have in common; {@code %1$s} is the schema of the extension, {@code %2$s} a further condition. */
    static final String LEVELS = """
            SELECT c.oid, m.fastlevel::int AS level
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_am am ON am.oid = c.relam AND am.amname = 'btree'
              CROSS JOIN LATERAL %1$s.bt_metap(pg_catalog.format('%%I.%%I', n.nspname, c.relname)) m
             WHERE c.relkind = 'i' AND c.relpersistence = 'p' AND %2$s""";

    private TreeHeights() {}

    /** Levels by the index's oid; empty where the role may not read them, or where a read failed. */
    static Map<Long, Integer> read(Query query, Role role) throws SQLException {
        if (role.levelsFunction()) {
            return read(query, "SELECT * FROM howdah.btree_levels()");
        }
        if (role.superuser() && !role.pageinspect().isEmpty()) {
            return read(query, LEVELS.formatted(role.pageinspect(), Visible.SCHEMA + " AND c.oid <> ALL (:locked)"));
        }
        return Map.of();
    }

    private static Map<Long, Integer> read(Query query, String sql) throws SQLException {
        var levels = new HashMap<Long, Integer>();
        var before = query.connection().setSavepoint();
        try {
            query.each(sql, row -> levels.put(row.number("oid"), row.integer("level")));
        } catch (SQLException e) {
            query.connection().rollback(before);
            return Map.of();
        }
        return levels;
    }
}

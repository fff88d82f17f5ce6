package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A column of an index as the server made it.
 *
 * @param type {@code typname}
 * @param length {@code attlen}
 * @param alignment {@code attalign}
 */
record IndexAttribute(String type, int length, char alignment) {

    int alignmentBytes() {
        return switch (alignment) {
            case 'd' -> 8;
            case 'i' -> 4;
            case 's' -> 2;
            default -> 1;
        };
    }

    /** The columns of each of the indexes, keys before included ones. */
    static Map<Long, List<IndexAttribute>> of(Statement session, List<Long> indexes) throws SQLException {
        var found = new HashMap<Long, List<IndexAttribute>>();
        if (indexes.isEmpty()) {
            return found;
        }
        var oids = indexes.stream().map(String::valueOf).collect(Collectors.joining(", "));
        try (var rows = session.executeQuery("/* howdah */ SELECT a.attrelid, t.typname, a.attlen, a.attalign"
                + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                + " WHERE a.attnum > 0 AND a.attrelid IN (" + oids + ") ORDER BY a.attrelid, a.attnum")) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                        .add(new IndexAttribute(
                                rows.getString(2),
                                rows.getInt(3),
                                rows.getString(4).charAt(0)));
            }
        }
        return found;
    }
}

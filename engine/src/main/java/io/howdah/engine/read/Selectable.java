package io.howdah.engine.read;

import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which tables the role may read whole: it has SELECT, and no policy hides rows from it. */
final class Selectable {

    private Selectable() {}

    /** Their oids. */
    static Set<Long> among(Query query, Collection<Relation> tables) throws SQLException {
        var oids = tables.stream().map(r -> r.oid() + "::oid").collect(Collectors.joining(", "));
        var sql = "SELECT c.oid FROM pg_class c WHERE c.oid IN (" + oids
                + ") AND has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)";
        return new HashSet<>(query.list(sql, row -> row.number("oid")));
    }
}

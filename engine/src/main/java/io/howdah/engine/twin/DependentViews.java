package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Views that stand on a table. */
final class DependentViews {

    private final Statement session;
    private final QualifiedName table;
    private final Set<QualifiedName> dropped = new TreeSet<>();

    DependentViews(Statement session, QualifiedName table) {
        this.session = session;
        this.table = table;
    }

    void drop() throws SQLException {
        try (var rows = session.executeQuery("/* howdah */ WITH RECURSIVE above(oid) AS ("
                + " SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = " + Name.literal(table.schema()) + " AND c.relname = "
                + Name.literal(table.name())
                + " UNION SELECT r.ev_class FROM above"
                + " JOIN pg_catalog.pg_depend d ON d.refobjid = above.oid"
                + " AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass"
                + " JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid)"
                + " SELECT n.nspname, c.relname FROM above JOIN pg_catalog.pg_class c USING (oid)"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v'")) {
            while (rows.next()) {
                dropped.add(new QualifiedName(rows.getString(1), rows.getString(2)));
            }
        }
        for (var view : dropped) {
            session.execute("DROP VIEW IF EXISTS " + view.quoted() + " CASCADE");
        }
    }

    /** In rounds, since one may need another; the answer names those that cannot be made again. */
    List<String> recreate(Catalog catalog) throws SQLException {
        var left = new ArrayList<>(catalog.relations().stream()
                .filter(r -> dropped.contains(r.name()))
                .toList());
        Map<QualifiedName, String> failures = new TreeMap<>();
        for (int before = -1; before != left.size(); ) {
            before = left.size();
            failures.clear();
            Batch.WITHIN.run(
                    session,
                    left,
                    view -> "CREATE VIEW " + view.name().quoted() + " AS " + view.viewDefinition(),
                    (view, message) -> failures.put(view.name(), message));
            left.removeIf(view -> !failures.containsKey(view.name()));
        }
        return failures.entrySet().stream()
                .map(f -> "the view " + f.getKey() + " could not be made again: " + f.getValue())
                .toList();
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Definitions as the server understood them: every type, function and operator class with its schema, so that they mean the
 * same under whatever search path the index is built.
 */
final class QualifiedDefinitions {

    /** What the server says of one index; keys in their order. */
    private record Understood(@Nullable String predicate, List<String> keys, List<String> operatorClasses) {}

    private final Map<String, Understood> byName = new HashMap<>();

    /** Reads those of the indexes with names that begin so. */
    static QualifiedDefinitions read(Statement session, String prefix) throws SQLException {
        var definitions = new QualifiedDefinitions();
        session.execute("SET LOCAL search_path = pg_catalog");
        try (var rows = session.executeQuery("/* howdah */ SELECT c.relname, pg_get_expr(x.indpred, x.indrelid),"
                + " pg_get_indexdef(x.indexrelid, k.n::int, false), n.nspname, o.opcname"
                + " FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid"
                + " CROSS JOIN LATERAL unnest(x.indclass) WITH ORDINALITY k(opclass, n)"
                + " JOIN pg_opclass o ON o.oid = k.opclass JOIN pg_namespace n ON n.oid = o.opcnamespace"
                + " WHERE c.relname LIKE '" + prefix.replace("_", "\\_") + "%' ORDER BY c.relname, k.n")) {
            while (rows.next()) {
                var predicate = rows.getString(2);
                var known = definitions.byName.computeIfAbsent(
                        rows.getString(1), name -> new Understood(predicate, new ArrayList<>(), new ArrayList<>()));
                known.keys().add(rows.getString(3));
                known.operatorClasses().add(Name.quoted(rows.getString(4)) + "." + Name.quoted(rows.getString(5)));
            }
        }
        return definitions;
    }

    IndexDefinition of(String name, IndexDefinition definition) {
        var understood = byName.get(name);
        if (understood == null) {
            return definition;
        }
        var keys = new ArrayList<IndexKey>();
        for (int i = 0; i < definition.keys().size(); i++) {
            keys.add(key(definition.keys().get(i), understood, i));
        }
        return new IndexDefinition(
                definition.table(),
                definition.method(),
                definition.unique(),
                definition.nullsNotDistinct(),
                List.copyOf(keys),
                definition.include(),
                understood.predicate(),
                definition.options());
    }

    /** Of each key, qualified. */
    List<String> operatorClasses(String name) {
        var understood = byName.get(name);
        return understood == null ? List.of() : List.copyOf(understood.operatorClasses());
    }

    private static IndexKey key(IndexKey key, Understood understood, int position) {
        return new IndexKey(
                key.column(),
                key.column() == null ? understood.keys().get(position) : key.expression(),
                key.operatorClass() == null
                        ? null
                        : understood.operatorClasses().get(position),
                key.collation(),
                key.descending(),
                key.nullsFirst());
    }
}

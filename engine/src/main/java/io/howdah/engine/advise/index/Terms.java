package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which expressions could be keys of a B-tree, and of which table. */
final class Terms {

    /** A B-tree entry must fit a third of a page, 2,704 bytes; columns beyond this average would come near. */
    static final int WIDEST_KEY = 200;

    /** Types without a default B-tree operator class, or with one that no comparison of an application uses. */
    private static final Set<String> NO_KEYS = Set.of(
            "pg_catalog.json",
            "pg_catalog.jsonb",
            "pg_catalog.xml",
            "pg_catalog.point",
            "pg_catalog.box",
            "pg_catalog.line",
            "pg_catalog.lseg",
            "pg_catalog.path",
            "pg_catalog.polygon",
            "pg_catalog.circle",
            "pg_catalog.tsvector",
            "pg_catalog.tsquery");

    private Terms() {}

    /** A key of the relation that goes by this alias. */
    record Term(String alias, QualifiedName table, IndexKey key) {}

    static Optional<Term> of(Expression expression, Map<String, Relation> relations) {
        var aliases = expression.columns().stream()
                .map(ColumnRef::relation)
                .distinct()
                .toList();
        if (aliases.size() != 1 || expression.hasUnknown()) {
            return Optional.empty();
        }
        var alias = aliases.getFirst();
        var relation = alias == null ? null : relations.get(alias);
        return alias == null || relation == null
                ? Optional.empty()
                : key(expression, relation).map(k -> new Term(alias, relation.name(), k));
    }

    private static Optional<IndexKey> key(Expression expression, Relation relation) {
        boolean usable = expression.columns().stream()
                .allMatch(
                        c -> relation.column(c.column()).filter(Terms::canBeKey).isPresent());
        if (expression instanceof ColumnRef column) {
            return usable ? Optional.of(IndexKey.on(column.column())) : Optional.empty();
        }
        if (expression instanceof Expression.Cast cast) {
            return cast.operand() instanceof ColumnRef column
                            && usable
                            && isRelabelled(relation.column(column.column()), cast.type())
                    ? Optional.of(IndexKey.on(column.column()))
                    : Optional.empty();
        }
        if (expression instanceof Expression.Call || expression instanceof Expression.Operation) {
            return Optional.of(expressionKey(expression.sql()));
        }
        return expression instanceof Expression.Opaque
                ? Optional.of(expressionKey("(" + expression.sql() + ")"))
                : Optional.empty();
    }

    private static IndexKey expressionKey(String sql) {
        return new IndexKey(null, sql, null, null, false, false);
    }

    static boolean canBeKey(Column column) {
        boolean narrow = column.statistics() == null || column.statistics().averageWidth() <= WIDEST_KEY;
        return narrow && !NO_KEYS.contains(column.typeName()) && !column.type().endsWith("[]");
    }

    /** Whether the cast changes nothing but the type's name: varchar is compared as text, a domain as its base. */
    private static boolean isRelabelled(Optional<Column> column, String type) {
        return column.filter(c ->
                        c.typeKind().equals("d") || (c.typeName().equals("pg_catalog.varchar") && type.equals("text")))
                .isPresent();
    }
}

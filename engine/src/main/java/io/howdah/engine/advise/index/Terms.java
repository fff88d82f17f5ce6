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

/** Tells which expressions could be keys of an index, and of which table. */
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

    /** Functions and operators of these give no value that a B-tree is searched by. */
    private static final Set<String> NO_KEYS_IN_CALLS = Set.of("pg_catalog.tsquery", "pg_catalog.xml");

    /** Compared with a number of another type by a cast that the statement did not write: its parameter is to be mended. */
    private static final Set<String> WHOLE = Set.of("pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8");

    private static final Set<String> MEASURES =
            Set.of("similarity", "word_similarity", "strict_word_similarity", "levenshtein", "ts_rank", "ts_rank_cd");

    private Terms() {}

    /** A key of the relation that goes by this alias. */
    record Term(String alias, QualifiedName table, IndexKey key) {}

    /** What a B-tree could have as key. */
    static Optional<Term> of(Expression expression, Map<String, Relation> relations) {
        return ofOneTable(expression, relations)
                .filter(t -> expression.columns().stream()
                        .allMatch(c -> relations.get(t.alias()) != null
                                && relations
                                        .get(t.alias())
                                        .column(c.column())
                                        .filter(column -> canBeKey(expression, column))
                                        .isPresent()));
    }

    /** What an index of any kind could have as key. */
    static Optional<Term> searched(Expression expression, Map<String, Relation> relations) {
        return ofOneTable(expression, relations);
    }

    private static Optional<Term> ofOneTable(Expression expression, Map<String, Relation> relations) {
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
        boolean known = expression.columns().stream()
                .allMatch(c -> relation.column(c.column()).isPresent());
        if (!known || Search.isDistance(expression) || measures(expression)) {
            return Optional.empty();
        }
        return switch (expression) {
            case ColumnRef column -> Optional.of(IndexKey.on(column.column()));
            case Expression.Cast cast -> cast(cast, relation);
            case Expression.Call call -> Optional.of(expressionKey(call.sql()));
            case Expression.Operation operation -> Optional.of(expressionKey(operation.sql()));
            case Expression.Opaque opaque -> Optional.of(expressionKey("(" + opaque.sql() + ")"));
            default -> Optional.empty();
        };
    }

    private static Optional<IndexKey> cast(Expression.Cast cast, Relation relation) {
        if (cast.operand() instanceof ColumnRef ref) {
            var column = relation.column(ref.column());
            if (isRelabelled(column, cast.type())) {
                return Optional.of(IndexKey.on(ref.column()));
            }
            if (column.filter(c -> WHOLE.contains(c.typeName())).isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.of(expressionKey("(" + cast.sql() + ")"));
    }

    /** A measure of likeness to a text that was asked for: the next call asks for another. */
    private static boolean measures(Expression expression) {
        return expression instanceof Expression.Call call && MEASURES.contains(call.name());
    }

    private static IndexKey expressionKey(String sql) {
        return new IndexKey(null, sql, null, null, false, false);
    }

    private static boolean canBeKey(Expression expression, Column column) {
        return expression.uncast() instanceof ColumnRef
                ? canBeKey(column)
                : !NO_KEYS_IN_CALLS.contains(column.typeName());
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

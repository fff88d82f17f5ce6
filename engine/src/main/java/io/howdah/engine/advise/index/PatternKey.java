package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseLocale;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys for {@code LIKE 'abc%'}: under collations other than C they need an operator class of their own (manual, 11.10). */
final class PatternKey {

    private static final Set<String> BYTEWISE =
            Set.of("pg_catalog.\"C\"", "pg_catalog.\"POSIX\"", "\"C\"", "\"POSIX\"");

    private PatternKey() {}

    /** Whether a B-tree can look for the texts that the operator finds by this pattern. */
    static boolean isAnchored(String operator, Expression pattern) {
        return switch (operator) {
            case "~~" -> startsUnlike(pattern, "%_\\");
            case "~" -> startsWith(pattern, "^") && lengthOver(pattern, 1);
            case "^@" -> true;
            default -> false;
        };
    }

    private static boolean startsUnlike(Expression pattern, String wild) {
        return pattern.uncast() instanceof Expression.Literal literal
                && literal.value() != null
                && !literal.value().isEmpty()
                && wild.indexOf(literal.value().charAt(0)) < 0;
    }

    private static boolean startsWith(Expression pattern, String start) {
        return pattern.uncast() instanceof Expression.Literal literal
                && literal.value() != null
                && literal.value().startsWith(start);
    }

    private static boolean lengthOver(Expression pattern, int least) {
        return pattern.uncast() instanceof Expression.Literal literal
                && literal.value() != null
                && literal.value().length() > least;
    }

    /** The key with the operator class that it needs for patterns; as it is where the column compares byte by byte. */
    static IndexKey of(IndexKey key, Relation table, Catalog catalog) {
        var column = key.column() == null ? null : table.column(key.column()).orElse(null);
        var collation = column == null ? null : column.collation();
        boolean bytewise = collation == null ? isBytewise(catalog.locale()) : BYTEWISE.contains(collation);
        if (bytewise) {
            return key;
        }
        var padded = column != null && column.typeName().equals("pg_catalog.bpchar");
        return new IndexKey(
                key.column(),
                key.expression(),
                padded ? "bpchar_pattern_ops" : "text_pattern_ops",
                key.collation(),
                false,
                false);
    }

    private static boolean isBytewise(@Nullable DatabaseLocale locale) {
        return locale != null && locale.bytewise();
    }
}

package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.sql.Expression;

/** Keys for {@code LIKE 'abc%'}: under collations other than C they need an operator class of their own (manual, 11.10). */
final class PatternKey {

    private PatternKey() {}

    static boolean hasFixedStart(Expression pattern) {
        return pattern.uncast() instanceof Expression.Literal literal
                && literal.value() != null
                && !literal.value().isEmpty()
                && "%_\\".indexOf(literal.value().charAt(0)) < 0;
    }

    static IndexKey of(IndexKey key) {
        return new IndexKey(key.column(), key.expression(), "text_pattern_ops", key.collation(), false, false);
    }
}

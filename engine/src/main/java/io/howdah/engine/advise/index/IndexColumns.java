package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.sql.Expression.ColumnRef;
import io.howdah.engine.sql.ExpressionParser;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All columns that occur in an index: in its keys and their expressions, carried, or in its predicate. */
final class IndexColumns {

    private IndexColumns() {}

    static Set<String> of(IndexDefinition index) {
        var columns = new LinkedHashSet<String>(index.include());
        for (IndexKey key : index.keys()) {
            if (key.column() != null) {
                columns.add(key.column());
            } else {
                columns.addAll(named(key.expression()));
            }
        }
        columns.addAll(named(index.predicate()));
        return columns;
    }

    static Set<String> ofPredicate(IndexDefinition index) {
        return named(index.predicate());
    }

    /** Columns named in an expression; where it cannot be read, every name in it. */
    private static Set<String> named(@Nullable String sql) {
        if (sql == null) {
            return Set.of();
        }
        return ExpressionParser.parse(sql)
                .map(e -> e.columns().stream().map(ColumnRef::column).collect(Collectors.toSet()))
                .orElseGet(() -> Tokens.of(sql).stream()
                        .filter(Token::isName)
                        .map(Token::name)
                        .collect(Collectors.toSet()));
    }
}

package io.howdah.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an index is, existing or hypothetical, apart from its name.
 *
 * @param method access method, such as {@code btree}
 * @param include names of the columns carried without being keys
 * @param predicate of a partial index, as SQL without WHERE; null where the index is total
 * @param options storage parameters, such as {@code fillfactor}
 */
public record IndexDefinition(
        QualifiedName table,
        String method,
        boolean unique,
        boolean nullsNotDistinct,
        List<IndexKey> keys,
        List<String> include,
        @Nullable String predicate,
        Map<String, String> options) {

    public static IndexDefinition btree(QualifiedName table, List<IndexKey> keys) {
        return new IndexDefinition(table, "btree", false, false, keys, List.of(), null, Map.of());
    }

    public IndexDefinition where(@Nullable String condition) {
        return new IndexDefinition(table, method, unique, nullsNotDistinct, keys, include, condition, options);
    }

    public IndexDefinition including(List<String> columns) {
        return new IndexDefinition(table, method, unique, nullsNotDistinct, keys, columns, predicate, options);
    }

    /** CREATE INDEX under the given name (in the table's schema), online or not. */
    public String createSql(String name, boolean concurrently) {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + (concurrently ? "CONCURRENTLY " : "")
                + Name.quoted(name) + " ON " + table.quoted() + body();
    }

    /** What follows the table's name. */
    public String body() {
        var text = new StringBuilder("btree".equals(method) ? "" : " USING " + method).append(" (");
        text.append(keys.stream().map(IndexKey::sql).collect(Collectors.joining(", ")))
                .append(')');
        if (!include.isEmpty()) {
            text.append(" INCLUDE (")
                    .append(include.stream().map(Name::quoted).collect(Collectors.joining(", ")))
                    .append(')');
        }
        if (nullsNotDistinct) {
            text.append(" NULLS NOT DISTINCT");
        }
        if (!options.isEmpty()) {
            text.append(" WITH (")
                    .append(options.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(o -> o.getKey() + "=" + o.getValue())
                            .collect(Collectors.joining(", ")))
                    .append(')');
        }
        if (predicate != null) {
            text.append(" WHERE ").append(predicate);
        }
        return text.toString();
    }

    /** As people read it: {@code orders (customer_id, placed_at DESC) WHERE …}. */
    @Override
    public String toString() {
        return table + body();
    }
}

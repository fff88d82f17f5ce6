package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table anew beside the one in use and puts it in its place: to give columns other types, to drop columns, or to be rid of
 * bloat. The application goes on meanwhile.
 *
 * @param types the columns that get other types
 * @param dropped the columns that the new table does not have
 * @param wishes what else is wanted of it
 */
public record RewriteTable(QualifiedName table, List<NewType> types, List<String> dropped, Set<Wish> wishes)
        implements LiveChange {

    /** What is not done unless it is asked for. */
    public enum Wish {
        /** The columns of foreign keys that refer to the columns, near or far, get the wider type too. */
        WITH_REFERENCES,
        /** Undo may give another value than the old one to rows that are written after the change. */
        LOSSY_UNDO
    }

    public RewriteTable {
        types = List.copyOf(types);
        dropped = List.copyOf(dropped);
        wishes = Set.copyOf(wishes);
    }

    public RewriteTable(QualifiedName table, List<NewType> types, List<String> dropped) {
        this(table, types, dropped, Set.of());
    }

    /**
     * Another type of a column.
     *
     * @param type as SQL writes it
     * @param using the new value, as an expression over the table's columns; null to cast it
     * @param back the old value, as an expression over the new table's columns, for undo; null to cast it
     */
    public record NewType(
            String column,
            String type,
            @Nullable String using,
            @Nullable String back) {

        public NewType back(String expression) {
            return new NewType(column, type, using, expression);
        }

        /** What ALTER TABLE would say. */
        public String sql() {
            return "ALTER COLUMN " + Name.quoted(column) + " TYPE " + type + (using == null ? "" : " USING " + using);
        }
    }

    /** The same rows in as few pages as they need. */
    public static RewriteTable compact(QualifiedName table) {
        return new RewriteTable(table, List.of(), List.of());
    }

    public static RewriteTable types(QualifiedName table, List<NewType> types) {
        return new RewriteTable(table, types, List.of());
    }

    public boolean wants(Wish wish) {
        return wishes.contains(wish);
    }

    public RewriteTable wishing(Wish wish) {
        var all = new TreeSet<>(wishes);
        all.add(wish);
        return new RewriteTable(table, types, dropped, all);
    }

    public RewriteTable types(List<NewType> others) {
        return new RewriteTable(table, others, dropped, wishes);
    }

    /** The same wishes of other columns of another table. */
    public RewriteTable of(QualifiedName other, List<NewType> others) {
        return new RewriteTable(other, others, List.of(), wishes);
    }

    /** What one statement would do under a lock for all the time that it takes. */
    public String plainSql() {
        if (types.isEmpty() && dropped.isEmpty()) {
            return "VACUUM FULL " + table.quoted();
        }
        var drops = dropped.stream().map(column -> "DROP COLUMN " + Name.quoted(column));
        return "ALTER TABLE " + table.quoted() + " "
                + Stream.concat(types.stream().map(NewType::sql), drops).collect(Collectors.joining(", "));
    }

    @Override
    public String summary() {
        if (types.isEmpty() && dropped.isEmpty()) {
            return "rewrite table " + table + " without bloat";
        }
        var parts = Stream.concat(
                types.stream().map(t -> "column " + t.column() + " of type " + t.type()),
                dropped.stream().map(column -> "without column " + column));
        return "rewrite table " + table + ": " + parts.collect(Collectors.joining(", "))
                + (wants(Wish.WITH_REFERENCES) ? ", and all that refers to it" : "");
    }
}

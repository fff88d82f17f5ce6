package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Tokens;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * The tables that a SELECT reads, by the names under which it speaks of them.
 *
 * @param tables as the catalog has them, in their order
 */
record Scope(Map<String, Relation> tables) {

    /** The scope; empty where something is read that is no table or is not known for certain. */
    static Optional<Scope> of(PlainSelect select, Catalog catalog) {
        var tables = new LinkedHashMap<String, Relation>();
        if (select.getFromItem() == null || !add(select.getFromItem(), catalog, tables)) {
            return Optional.empty();
        }
        for (var join :
                Objects.requireNonNullElse(select.getJoins(), List.<net.sf.jsqlparser.statement.select.Join>of())) {
            if (!add(join.getFromItem(), catalog, tables)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Scope(tables));
    }

    private static boolean add(FromItem item, Catalog catalog, Map<String, Relation> tables) {
        if (!(item instanceof Table table) || table.getSampleClause() != null) {
            return false;
        }
        var found = relation(table, catalog);
        return found.isPresent() && tables.put(alias(table), found.get()) == null;
    }

    static String alias(Table table) {
        return Expressions.stored(
                table.getAlias() == null ? table.getName() : table.getAlias().getName());
    }

    /** The relation that a name means; empty where several schemas have it. */
    static Optional<Relation> relation(Table table, Catalog catalog) {
        var name = Expressions.stored(table.getName());
        var schema = table.getSchemaName() == null ? null : Expressions.stored(table.getSchemaName());
        var found = catalog.relations(name).stream()
                .filter(r -> schema == null || r.name().schema().equals(schema))
                .filter(r -> r.kind() == Relation.Kind.TABLE
                        || r.kind() == Relation.Kind.PARTITIONED_TABLE
                        || r.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .toList();
        return found.size() == 1 && !hasHeirs(found.getFirst(), catalog)
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    /** Keys of a table do not hold for the tables that inherit from it. */
    private static boolean hasHeirs(Relation table, Catalog catalog) {
        return table.kind() == Relation.Kind.TABLE && catalog.isParent(table);
    }

    /** A column with the table that it is of. */
    record Owned(String alias, Relation table, Column column) {

        String qualified() {
            return Expressions.qualified(alias, column.name());
        }
    }

    /** The column that is meant; empty where that is not certain. */
    Optional<Owned> owner(net.sf.jsqlparser.schema.Column column) {
        var name = Expressions.stored(column);
        var of = column.getTable() == null ? null : Expressions.stored(column.getTableName());
        var found = tables.entrySet().stream()
                .filter(t -> of == null || t.getKey().equals(of))
                .flatMap(t -> t.getValue().columns().stream()
                        .filter(c -> c.name().equals(name))
                        .map(c -> new Owned(t.getKey(), t.getValue(), c)))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The tables that an expression speaks of; empty where it holds a query or an unknown name. */
    Optional<Set<String>> aliases(Expression expression) {
        var content = Expressions.content(expression);
        if (content.subqueries() || content.windows() || content.stars()) {
            return Optional.empty();
        }
        var aliases = new HashSet<String>();
        for (var column : content.columns()) {
            var owner = owner(column);
            if (owner.isEmpty()) {
                return Optional.empty();
            }
            aliases.add(owner.get().alias());
        }
        return Optional.of(aliases);
    }

    /** Whether no two rows of the table can agree in these columns. */
    static boolean unique(Relation table, Collection<String> columns) {
        return table.indexes().stream().anyMatch(i -> isKey(table, i) && columns.containsAll(names(i)));
    }

    /** The columns of the primary key, or of another key without NULL; empty where there is none. */
    static List<String> key(Relation table) {
        return table.indexes().stream()
                .filter(i -> isKey(table, i))
                .min((one, other) -> Boolean.compare(other.primary(), one.primary()))
                .map(Scope::names)
                .orElse(List.of());
    }

    private static boolean isKey(Relation table, Index index) {
        var definition = index.definition();
        return definition.unique()
                && index.valid()
                && definition.predicate() == null
                && definition.keys().stream().allMatch(k -> k.column() != null)
                && names(index).stream()
                        .allMatch(
                                name -> column(table, name).map(Column::notNull).orElse(false))
                && table.constraints().stream().noneMatch(c -> isDeferrable(c, index));
    }

    /** Until the transaction ends, two rows may agree. */
    private static boolean isDeferrable(Constraint constraint, Index index) {
        return index.name().equals(constraint.index())
                && Tokens.of(constraint.definition()).stream().anyMatch(t -> t.is("deferrable"));
    }

    private static List<String> names(Index index) {
        return index.definition().keys().stream()
                .map(k -> Objects.requireNonNullElse(k.column(), ""))
                .toList();
    }

    static Optional<Column> column(Relation table, String name) {
        return table.columns().stream().filter(c -> c.name().equals(name)).findFirst();
    }
}

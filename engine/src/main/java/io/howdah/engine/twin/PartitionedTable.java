package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Structure.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A catalog in which a plain table is partitioned.
 *
 * <p>The table keeps its name, columns, indexes and statistics, these as of the whole tree; rows, pages and index sizes are
 * divided among the partitions by their shares. A unique index has to contain the key: where it does not, the key is added to
 * it, as it would have to be on a real server, and a note says so.
 */
final class PartitionedTable {

    private static final int NAME_LENGTH = 63;

    private final Relation table;
    private final Column key;
    private final List<Slice> slices;
    private final String by;
    private final Set<String> taken = new HashSet<>();
    private final List<String> notes;

    private PartitionedTable(Catalog catalog, Relation table, Partitioning by, List<String> notes) {
        this.table = table;
        this.notes = notes;
        this.key = table.column(by.column())
                .orElseThrow(() -> Problem.input("there is no column " + by.column() + " in " + table.name()));
        this.slices = Slices.of(by, key, table.name() + "." + key.name());
        this.by = method(by) + " (" + Name.quoted(key.name()) + ")";
        catalog.relations().stream()
                .filter(r -> r.name().schema().equals(table.name().schema()))
                .flatMap(r ->
                        Stream.concat(Stream.of(r.name()), r.indexes().stream().map(Index::name)))
                .forEach(name -> taken.add(name.name()));
    }

    private static String method(Partitioning by) {
        return switch (by) {
            case Partitioning.ByTime time -> "RANGE";
            case Partitioning.ByNumber number -> "RANGE";
            case Partitioning.ByList list -> "LIST";
            case Partitioning.ByHash hash -> "HASH";
        };
    }

    /** @param notes what is otherwise than before is told here */
    static Catalog in(Catalog catalog, Structure.Partitioned change, List<String> notes) {
        var table = catalog.relation(change.table())
                .orElseThrow(() -> Problem.input("there is no table " + change.table()));
        if (table.kind() != Relation.Kind.TABLE || table.parent() != null) {
            throw Problem.input(table.name() + " is no plain table that could be partitioned");
        }
        if (catalog.relations().stream().anyMatch(r -> table.name().equals(r.parent()))) {
            throw Problem.input(table.name() + " has children, and cannot be partitioned as well");
        }
        var made = new PartitionedTable(catalog, table, change.by(), notes);
        var relations = new ArrayList<Relation>();
        for (var relation : catalog.relations()) {
            if (relation.equals(table)) {
                relations.add(made.parent());
                relations.addAll(made.partitions());
            } else {
                relations.add(relation);
            }
        }
        return Changed.extendedStatistics(
                Changed.relations(catalog, relations),
                catalog.extendedStatistics().stream()
                        .map(s -> s.table().equals(table.name()) ? Changed.inherited(s) : s)
                        .toList());
    }

    private Relation parent() {
        var indexes = table.indexes().stream()
                .filter(Index::valid)
                .map(index -> index(index, index.name(), table.name(), 0, index.definition()))
                .toList();
        var columns = table.columns().stream()
                .map(column -> Changed.statistics(column, inherited(column)))
                .toList();
        var constraints = table.constraints().stream()
                .map(c -> constraint(c, c.name(), c.index()))
                .toList();
        return Changed.kind(
                table, table.name(), Relation.Kind.PARTITIONED_TABLE, columns, indexes, constraints, null, by, null, 0);
    }

    private static @org.jspecify.annotations.Nullable ColumnStatistics inherited(Column column) {
        var own = column.statistics();
        return own == null
                ? null
                : new ColumnStatistics(
                        true,
                        own.nullFraction(),
                        own.averageWidth(),
                        own.distinct(),
                        own.mostCommonValues(),
                        own.mostCommonFrequencies(),
                        own.histogramBounds(),
                        own.correlation(),
                        own.mostCommonElements(),
                        own.mostCommonElementFrequencies(),
                        own.elementCountHistogram(),
                        own.rangeLengthHistogram(),
                        own.rangeEmptyFraction(),
                        own.rangeBoundsHistogram());
    }

    private List<Relation> partitions() {
        return slices.stream().map(this::partition).toList();
    }

    private Relation partition(Slice slice) {
        var name = new QualifiedName(table.name().schema(), free(table.name().name() + "_" + slice.suffix()));
        var statistics = new SlicedStatistics(key, table.estimatedRows(), slice);
        var columns = table.columns().stream()
                .map(column -> Changed.ofPartition(column, slice.share() > 0 ? statistics.of(column) : null))
                .toList();
        Map<QualifiedName, QualifiedName> names = new HashMap<>();
        table.indexes()
                .forEach(index -> names.put(
                        index.name(),
                        new QualifiedName(name.schema(), free(index.name().name() + "_" + slice.suffix()))));
        var indexes = table.indexes().stream()
                .filter(Index::valid)
                .map(index -> index(
                        index, names.getOrDefault(index.name(), index.name()), name, slice.share(), on(index, name)))
                .toList();
        var constraints = table.constraints().stream()
                .filter(c -> c.kind() != Constraint.Kind.FOREIGN_KEY)
                .map(c -> {
                    var index = c.index();
                    var own = index == null ? null : names.get(index);
                    return constraint(c, own == null ? c.name() : own.name(), own);
                })
                .toList();
        return Changed.kind(
                table,
                name,
                Relation.Kind.TABLE,
                columns,
                indexes,
                constraints,
                table.name(),
                null,
                slice.bound(),
                slice.share());
    }

    private static IndexDefinition on(Index index, QualifiedName partition) {
        var definition = index.definition();
        return new IndexDefinition(
                partition,
                definition.method(),
                definition.unique(),
                definition.nullsNotDistinct(),
                definition.keys(),
                definition.include(),
                definition.predicate(),
                definition.options());
    }

    private Index index(Index index, QualifiedName name, QualifiedName on, double share, IndexDefinition definition) {
        var kept = definition.unique() && !hasKey(definition) ? withKey(definition, on) : definition;
        var partitionOf = on.equals(table.name()) ? null : index.name();
        return Changed.index(index, name, kept, kept.createSql(name.name(), false), share, partitionOf);
    }

    private boolean hasKey(IndexDefinition definition) {
        return definition.keys().stream().anyMatch(k -> key.name().equals(k.column()));
    }

    private IndexDefinition withKey(IndexDefinition definition, QualifiedName on) {
        if (on.equals(table.name())) {
            notes.add("the unique index on " + definition + " would have to contain the key, and has " + key.name()
                    + " added: uniqueness over the whole table would be lost");
        }
        var keys = new ArrayList<>(definition.keys());
        keys.add(IndexKey.on(key.name()));
        return new IndexDefinition(
                definition.table(),
                definition.method(),
                true,
                definition.nullsNotDistinct(),
                List.copyOf(keys),
                definition.include().stream().filter(c -> !c.equals(key.name())).toList(),
                definition.predicate(),
                definition.options());
    }

    /** Of a primary key or a unique constraint that lacks the partition key, the columns of the text get it added. */
    private Constraint constraint(
            Constraint constraint, String name, @org.jspecify.annotations.Nullable QualifiedName index) {
        var columns = constraint.columns();
        var definition = constraint.definition();
        boolean unique =
                constraint.kind() == Constraint.Kind.PRIMARY_KEY || constraint.kind() == Constraint.Kind.UNIQUE;
        if (unique && !columns.contains(key.name())) {
            int end = definition.indexOf(')');
            definition = definition.substring(0, end) + ", " + Name.quoted(key.name()) + definition.substring(end);
            columns = Stream.concat(columns.stream(), Stream.of(key.name())).toList();
        }
        return new Constraint(
                name,
                constraint.kind(),
                columns,
                constraint.referenced(),
                constraint.referencedColumns(),
                constraint.validated(),
                definition,
                index);
    }

    /** A name that nothing else in the schema has. */
    private String free(String wanted) {
        var base = wanted.length() > NAME_LENGTH ? wanted.substring(0, NAME_LENGTH) : wanted;
        var name = base;
        for (int i = 1; !taken.add(name); i++) {
            var number = "_" + i;
            name = base.substring(0, Math.min(base.length(), NAME_LENGTH - number.length())) + number;
        }
        return name;
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records of a catalog with some of their parts changed. */
final class Changed {

    private Changed() {}

    static Catalog relations(Catalog catalog, List<Relation> relations) {
        return new Catalog(
                catalog.server(),
                catalog.database(),
                catalog.databaseBytes(),
                catalog.readAt(),
                List.copyOf(relations),
                catalog.sequences(),
                catalog.settings(),
                catalog.extensions(),
                catalog.activity(),
                catalog.unseen(),
                catalog.types(),
                catalog.locale(),
                catalog.roleSettings(),
                catalog.extendedStatistics(),
                catalog.definitions());
    }

    /**
     * The table as another kind of relation.
     *
     * @param share how much of the rows and pages it has
     */
    static Relation kind(
            Relation table,
            QualifiedName name,
            Relation.Kind kind,
            List<Column> columns,
            List<Index> indexes,
            List<Constraint> constraints,
            @Nullable QualifiedName parent,
            @Nullable String partitionKey,
            @Nullable String partitionBound,
            double share) {
        return new Relation(
                0,
                name,
                kind,
                table.temporary(),
                table.unlogged(),
                table.owner(),
                pages(table.pages(), share),
                table.tuples() < 0 ? -1 : Math.round(table.tuples() * share),
                Math.round(table.allVisiblePages() * share),
                pages(table.heapBytes() / SparseFiles.PAGE, share) * SparseFiles.PAGE,
                Math.round(table.toastBytes() * share),
                columns,
                indexes,
                constraints,
                kind == Relation.Kind.PARTITIONED_TABLE ? Map.of() : table.options(),
                null,
                parent,
                partitionKey,
                partitionBound,
                null,
                null,
                table.rowSecurity(),
                table.rowSecurityForced(),
                table.statisticsVisible());
    }

    /** So much of them, rounded up: rows that are there are on some page. */
    static long pages(long pages, double share) {
        return (long) Math.ceil(pages * share - 1e-9);
    }

    static Column statistics(Column column, @Nullable ColumnStatistics statistics) {
        return new Column(
                column.number(),
                column.name(),
                column.type(),
                column.typeName(),
                column.typeKind(),
                column.length(),
                column.alignment(),
                column.storage(),
                column.notNull(),
                column.defaultExpression(),
                column.identity(),
                column.generated(),
                column.collation(),
                column.statisticsTarget(),
                statistics);
    }

    /** The column in a partition, which has no identity of its own. */
    static Column ofPartition(Column column, @Nullable ColumnStatistics statistics) {
        return new Column(
                column.number(),
                column.name(),
                column.type(),
                column.typeName(),
                column.typeKind(),
                column.length(),
                column.alignment(),
                column.storage(),
                column.notNull() || column.identity() != null,
                column.identity() == null ? column.defaultExpression() : null,
                null,
                column.generated(),
                column.collation(),
                column.statisticsTarget(),
                statistics);
    }

    /**
     * The index under another name and on another table.
     *
     * @param partitionOf the index whose part it is; null for the index of the whole tree, which has no size
     */
    static Index index(
            Index index,
            QualifiedName name,
            IndexDefinition definition,
            String sql,
            double share,
            @Nullable QualifiedName partitionOf) {
        boolean whole = partitionOf == null;
        return new Index(
                0,
                name,
                definition,
                sql,
                index.primary(),
                index.enforced(),
                index.constraint() == null ? null : name.name(),
                index.replicaIdentity(),
                index.clustered(),
                index.valid(),
                whole ? 0 : pages(index.pages(), share),
                whole ? 0 : Math.round(index.tuples() * share),
                whole ? 0 : Math.max(1, pages(index.sizeBytes() / SparseFiles.PAGE, share)) * SparseFiles.PAGE,
                null,
                0,
                0,
                0,
                null,
                whole ? Map.of() : index.expressionStatistics(),
                partitionOf);
    }

    /** The index so many times as long. */
    static Index grown(Index index, double factor) {
        return new Index(
                index.oid(),
                index.name(),
                index.definition(),
                index.definitionSql(),
                index.primary(),
                index.enforced(),
                index.constraint(),
                index.replicaIdentity(),
                index.clustered(),
                index.valid(),
                pages(index.pages(), factor),
                index.tuples(),
                pages(index.sizeBytes() / SparseFiles.PAGE, factor) * SparseFiles.PAGE,
                factor == 1 ? index.treeHeight() : null,
                index.scans(),
                index.tuplesRead(),
                index.tuplesFetched(),
                index.lastScan(),
                index.expressionStatistics(),
                index.partitionOf());
    }

    /** The relation with other columns and indexes, its pages so many times as many. */
    static Relation grown(Relation relation, List<Column> columns, List<Index> indexes, double factor) {
        return new Relation(
                relation.oid(),
                relation.name(),
                relation.kind(),
                relation.temporary(),
                relation.unlogged(),
                relation.owner(),
                pages(relation.pages(), factor),
                relation.tuples(),
                Math.round(relation.allVisiblePages() * factor),
                pages(relation.heapBytes() / SparseFiles.PAGE, factor) * SparseFiles.PAGE,
                relation.toastBytes(),
                columns,
                indexes,
                relation.constraints(),
                relation.options(),
                relation.use(),
                relation.parent(),
                relation.partitionKey(),
                relation.partitionBound(),
                relation.ofExtension(),
                relation.viewDefinition(),
                relation.rowSecurity(),
                relation.rowSecurityForced(),
                relation.statisticsVisible(),
                relation.nature());
    }

    static Catalog extendedStatistics(Catalog catalog, List<ExtendedStatistics> statistics) {
        return new Catalog(
                catalog.server(),
                catalog.database(),
                catalog.databaseBytes(),
                catalog.readAt(),
                catalog.relations(),
                catalog.sequences(),
                catalog.settings(),
                catalog.extensions(),
                catalog.activity(),
                catalog.unseen(),
                catalog.types(),
                catalog.locale(),
                catalog.roleSettings(),
                List.copyOf(statistics),
                catalog.definitions());
    }

    /** The same of all tables under a partitioned one, where it was of one table before. */
    static ExtendedStatistics inherited(ExtendedStatistics statistics) {
        return new ExtendedStatistics(
                statistics.name(),
                statistics.table(),
                statistics.definitionSql(),
                statistics.data().stream()
                        .map(d -> new ExtendedStatistics.Data(
                                true, d.distinct(), d.dependencies(), d.common(), d.expressions()))
                        .toList());
    }

    /** The catalog without what goes on, of which queries are a part, and without values of several columns together. */
    static Catalog withoutActivity(Catalog catalog, List<Relation> relations) {
        return new Catalog(
                catalog.server(),
                catalog.database(),
                catalog.databaseBytes(),
                catalog.readAt(),
                List.copyOf(relations),
                catalog.sequences(),
                catalog.settings(),
                catalog.extensions(),
                Activity.NONE,
                catalog.unseen(),
                catalog.types(),
                catalog.locale(),
                catalog.roleSettings(),
                catalog.extendedStatistics().stream()
                        .map(Changed::withoutValues)
                        .toList(),
                catalog.definitions());
    }

    private static ExtendedStatistics withoutValues(ExtendedStatistics statistics) {
        return new ExtendedStatistics(
                statistics.name(),
                statistics.table(),
                statistics.definitionSql(),
                statistics.data().stream()
                        .map(d -> new ExtendedStatistics.Data(
                                d.inherited(), d.distinct(), d.dependencies(), List.of(), List.of()))
                        .toList());
    }

    static Relation masked(
            Relation relation,
            List<Column> columns,
            List<Index> indexes,
            List<Constraint> constraints,
            @Nullable String partitionBound,
            @Nullable String viewDefinition) {
        return new Relation(
                relation.oid(),
                relation.name(),
                relation.kind(),
                relation.temporary(),
                relation.unlogged(),
                relation.owner(),
                relation.pages(),
                relation.tuples(),
                relation.allVisiblePages(),
                relation.heapBytes(),
                relation.toastBytes(),
                columns,
                indexes,
                constraints,
                relation.options(),
                relation.use(),
                relation.parent(),
                relation.partitionKey(),
                partitionBound,
                relation.ofExtension(),
                viewDefinition,
                relation.rowSecurity(),
                relation.rowSecurityForced(),
                relation.statisticsVisible(),
                relation.nature());
    }

    static Constraint masked(Constraint constraint, UnaryOperator<String> sql) {
        return new Constraint(
                constraint.name(),
                constraint.kind(),
                constraint.columns(),
                constraint.referenced(),
                constraint.referencedColumns(),
                constraint.validated(),
                constraint.kind() == Constraint.Kind.CHECK
                        ? sql.apply(constraint.definition())
                        : constraint.definition(),
                constraint.index());
    }

    static Index masked(Index index, UnaryOperator<String> sql, UnaryOperator<ColumnStatistics> values) {
        var definition = index.definition();
        var predicate = definition.predicate();
        var expressions = new HashMap<Integer, ColumnStatistics>();
        index.expressionStatistics().forEach((position, own) -> expressions.put(position, values.apply(own)));
        var masked = new Index(
                index.oid(),
                index.name(),
                definition.where(predicate == null ? null : sql.apply(predicate)),
                predicate == null ? index.definitionSql() : sql.apply(index.definitionSql()),
                index.primary(),
                index.enforced(),
                index.constraint(),
                index.replicaIdentity(),
                index.clustered(),
                index.valid(),
                index.pages(),
                index.tuples(),
                index.sizeBytes(),
                index.treeHeight(),
                index.scans(),
                index.tuplesRead(),
                index.tuplesFetched(),
                index.lastScan(),
                expressions,
                index.partitionOf());
        var density = index.density();
        return (density == null ? masked : masked.with(density)).with(index.gin());
    }
}

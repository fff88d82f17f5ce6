package io.howdah.engine.change;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets how much ANALYZE gathers of a column, and gathers it. The server sets it on all partitions too.
 *
 * @param target most common values and histogram bounds at most, 1 to 10,000
 * @param earlier what it was, of the table first and then of each partition
 */
public record SetStatisticsTarget(QualifiedName table, String column, int target, List<Earlier> earlier)
        implements Change {

    /** The most that the server takes. */
    public static final int MOST = 10_000;

    /** Marks the server's own {@code default_statistics_target}, in every version. */
    private static final int DEFAULT = -1;

    /** The earlier target of one table; null for the server's default. */
    public record Earlier(QualifiedName table, @Nullable Integer target) {

        /** Puts it back on this table alone. */
        public String sql(String column) {
            return "ALTER TABLE ONLY " + table.quoted() + " ALTER COLUMN " + Name.quoted(column) + " SET STATISTICS "
                    + (target == null ? DEFAULT : target);
        }
    }

    /** On a table as the catalog knows it. */
    public static SetStatisticsTarget on(Catalog catalog, QualifiedName table, String column, int target) {
        var partitions = Partition.of(catalog, table).stream().map(Partition::table);
        return new SetStatisticsTarget(
                table,
                column,
                target,
                Stream.concat(Stream.of(table), partitions)
                        .flatMap(name -> catalog.relation(name).stream())
                        .map(relation -> earlier(relation, column))
                        .toList());
    }

    private static Earlier earlier(Relation relation, String column) {
        var target = relation.column(column).map(found -> found.statisticsTarget());
        return new Earlier(relation.name(), target.orElse(null));
    }

    @Override
    public String summary() {
        return "set statistics target of column " + column + " of " + table + " to " + target;
    }

    @Override
    public List<Step> steps() {
        var sql =
                "ALTER TABLE " + table.quoted() + " ALTER COLUMN " + Name.quoted(column) + " SET STATISTICS " + target;
        return List.of(new Step(sql, Step.Lock.SHARE_UPDATE_EXCLUSIVE, false), analyze());
    }

    @Override
    public List<Step> undo() {
        var steps = new ArrayList<Step>();
        earlier.forEach(e -> steps.add(new Step(e.sql(column), Step.Lock.SHARE_UPDATE_EXCLUSIVE, false)));
        steps.add(analyze());
        return List.copyOf(steps);
    }

    private Step analyze() {
        return new Step(
                "ANALYZE " + table.quoted() + " (" + Name.quoted(column) + ")", Step.Lock.SHARE_UPDATE_EXCLUSIVE, true);
    }
}

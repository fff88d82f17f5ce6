package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the statistics that the twin is to have in {@code pg_statistic}. */
final class StatisticsWriter {

    /**
     * A row of {@code pg_statistic}.
     *
     * @param relation a table or an index
     * @param column its name; null where the position says which it is
     * @param position {@code attnum} of an index's expression; 0 where the name says which it is
     */
    record Given(QualifiedName relation, @Nullable String column, int position, ColumnStatistics statistics) {

        /** For people. */
        String what() {
            return column == null ? "expression " + position + " of " + relation : relation + "." + column;
        }
    }

    private StatisticsWriter() {}

    /** Columns and index expressions of the relation. */
    static List<Given> attributes(Relation relation) {
        var given = new ArrayList<Given>();
        for (Column column : relation.columns()) {
            var statistics = column.statistics();
            if (statistics != null) {
                given.add(column(relation.name(), column.name(), statistics));
                var own = statistics.ownRows();
                if (own != null) {
                    given.add(column(relation.name(), column.name(), own));
                }
            }
        }
        for (Index index : relation.indexes()) {
            if (index.valid()) {
                index.expressionStatistics()
                        .forEach((position, statistics) -> given.add(expression(index.name(), position, statistics)));
            }
        }
        return given;
    }

    static Given column(QualifiedName relation, String column, ColumnStatistics statistics) {
        return new Given(relation, column, 0, statistics);
    }

    static Given expression(QualifiedName index, int position, ColumnStatistics statistics) {
        return new Given(index, null, position, statistics);
    }
}

package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import java.util.List;

/**
 * Makes extended statistics and gathers them. Until ANALYZE has run, the planner knows nothing of them (manual, CREATE STATISTICS).
 *
 * <p>On a partitioned table ANALYZE gathers those of the whole; each partition would need its own.
 *
 * @param name in the table's schema
 */
public record CreateStatistics(String name, StatisticsDefinition definition) implements Change {

    /** Under a name made of the table, its columns and the first kind. */
    public static CreateStatistics of(StatisticsDefinition definition) {
        var name = definition.table().name() + "_" + String.join("_", definition.columns()) + "_"
                + definition.kinds().getFirst();
        return new CreateStatistics(Name.limited(name), definition);
    }

    public QualifiedName table() {
        return definition.table();
    }

    /** The statistics' own name. */
    public QualifiedName statisticsName() {
        return new QualifiedName(table().schema(), name);
    }

    @Override
    public String summary() {
        return "create statistics " + name + " on " + definition;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step(definition.createSql(statisticsName()), Step.Lock.SHARE_UPDATE_EXCLUSIVE, false),
                new Step(definition.analyzeSql(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    @Override
    public List<Step> undo() {
        return List.of(new Step(
                "DROP STATISTICS IF EXISTS " + statisticsName().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, false));
    }
}

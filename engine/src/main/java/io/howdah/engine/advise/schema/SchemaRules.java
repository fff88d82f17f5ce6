package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Rule;
import java.util.List;

/** All rules of this package. */
public final class SchemaRules {

    private SchemaRules() {}

    public static List<Rule> all() {
        return List.of(
                new TextEnumRule(),
                new ColumnOrderRule(),
                new StaleTimestampRule(),
                new NoPrimaryKeyRule(),
                new ForeignKeyTypeRule(),
                new DuplicateForeignKeyRule(),
                new UnvalidatedConstraintRule(),
                new NullableUniqueRule(),
                new CaseBlindKeyRule(),
                new JsonColumnRule(),
                new ZonelessTimeRule(),
                new FixedCharRule(),
                new MoneyColumnRule(),
                new UpgradeBlockerRule(),
                new IntegerKeyDateRule(),
                new UnloggedTableRule(),
                new InheritanceRule(),
                new UnreadTableRule(),
                new DeadColumnRule(),
                new WideTableRule(),
                new LowHotRatioRule(),
                new SequentialScansRule(),
                new ManyIndexesRule(),
                new WideIndexRule(),
                new UselessPredicateRule(),
                new RandomKeyRule(),
                new TextUuidRule(),
                new SerialColumnRule(),
                new NumberedColumnsRule(),
                new LongNameRule(),
                new NestedViewsRule(),
                new OrderedViewRule(),
                new DisabledTriggerRule(),
                new MissingForeignKeyRule(),
                new CircularForeignKeyRule(),
                new LengthLimitRule(),
                new MaterializedViewRule(),
                new TriggerColumnRule(),
                new NullableForeignKeyRule(),
                new ReferenceTypeRule(),
                new WideKeyRule(),
                new JsonPathRule(),
                new WideRowRule(),
                new LargeValuesRule(),
                new LargeObjectsRule(),
                new RowLoopRule(),
                new EmptyTableRule(),
                new MisreadNameRule());
    }
}

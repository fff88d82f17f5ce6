package io.howdah.engine.advise.index;

import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Whether enough is known of what runs to let an index go for want of use.
 *
 * <p>That another index answers the same lookups is proof by itself. That nobody needs an index is proven only where every
 * statement on its table could be judged, and where counting has lasted long enough or nothing else ever runs.
 */
record KnownWell(Scene scene, List<NotAdvised> notJudged, boolean wholeWorkload) implements Predicate<DropCandidate> {

    @Override
    public boolean test(DropCandidate drop) {
        return switch (drop.finding().slug()) {
            case UnusedIndexRule.SLUG -> isJudged(drop.index().table()) && isWatchedLongEnough();
            case UnprofitableIndexRule.SLUG, UnusedIncludeRule.SLUG, MergeableIndexesRule.SLUG ->
                isJudged(drop.index().table()) && isWatchedLongEnough();
            case LowValueIndexRule.SLUG,
                    LowCardinalityIndexRule.SLUG,
                    ArrayBtreeIndexRule.SLUG,
                    MostlyNullIndexRule.SLUG -> isJudged(drop.index().table());
            default -> true;
        };
    }

    private boolean isWatchedLongEnough() {
        return wholeWorkload || StatisticsAge.isLongEnough(scene);
    }

    /** By its name, and by that of the table that it is a partition of. */
    private boolean isJudged(QualifiedName table) {
        var catalog = scene.catalog();
        var whole = catalog.relation(table)
                .map(t -> PartitionedTables.root(catalog, t).name())
                .orElse(table);
        return notJudged.stream()
                .map(n -> n.statement().toLowerCase(Locale.ROOT))
                .noneMatch(s -> s.contains(table.name().toLowerCase(Locale.ROOT))
                        || s.contains(whole.name().toLowerCase(Locale.ROOT)));
    }
}

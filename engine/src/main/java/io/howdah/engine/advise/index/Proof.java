package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.twin.Candidate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the twin what every statement that reads a table loses from one set of indexes to another, and says whether that is
 * within noise for each, and for all together less than what writes gain.
 */
final class Proof {

    /** A statement may cost this much more … */
    private static final double NOISE_SHARE = 0.02;

    /** … or so many random pages: less than what caching makes of a page read. */
    private static final double NOISE_PAGES = 1.25;

    /** … and the workload as a whole by this share beyond what its writes save. */
    private static final double NOISE_WORKLOAD = 0.001;

    private final List<Asked> workload;
    private final PriceList prices;
    private final Upkeep upkeep;
    private final double page;
    private final Catalog catalog;

    Proof(Catalog catalog, List<Asked> workload, PriceList prices, Upkeep upkeep) {
        this.catalog = catalog;
        this.workload = workload;
        this.prices = prices;
        this.upkeep = upkeep;
        this.page = catalog.setting("random_page_cost")
                .map(Setting::value)
                .map(Double::valueOf)
                .orElse(4.0);
    }

    /** Indexes that are there: candidates built, existing ones gone. */
    record Indexes(Set<Candidate> added, Set<QualifiedName> hidden) {}

    /**
     * What moving from one set to another does to the statements that read the table, or the one that it is a partition of.
     *
     * @param plans how many plans were compared
     * @param largestRise of a single plan, in cost of one call
     * @param readsLost over all calls; negative where they gain
     * @param writesSaved over all writes of the workload
     * @param victim a statement that gets costlier beyond noise; null where there is none
     * @param holds whether the second set does as well as the first
     */
    record Effect(
            int plans,
            double largestRise,
            double readsLost,
            double writesSaved,
            @Nullable Victim victim,
            boolean holds) {}

    /** A plan that gets costlier; costs of one call. */
    record Victim(Asked asked, double before, double after) {}

    Effect of(QualifiedName table, Indexes from, Indexes to) {
        var whole = catalog.relation(table)
                .map(t -> PartitionedTables.root(catalog, t).name())
                .orElse(table);
        var readers = workload.stream().filter(q -> q.tables().contains(whole)).toList();
        var before = prices.prices(readers, from.added(), from.hidden());
        var after = prices.prices(readers, to.added(), to.hidden());
        double lost = 0;
        double largest = 0;
        Victim victim = null;
        for (int i = 0; i < readers.size(); i++) {
            double more = after.get(i).cost() - before.get(i).cost();
            if (more > noise(before.get(i).cost()) && (victim == null || more > victim.after() - victim.before())) {
                victim = new Victim(
                        readers.get(i), before.get(i).cost(), after.get(i).cost());
            }
            largest = Math.max(largest, more);
            lost += readers.get(i).weight() * more;
        }
        double saved = upkeep.of(from.added(), from.hidden()) - upkeep.of(to.added(), to.hidden());
        boolean holds = victim == null && lost <= saved + NOISE_WORKLOAD * total(from.added());
        return new Effect(readers.size(), largest, lost, saved, victim, holds);
    }

    private double total(Set<Candidate> added) {
        return workload.stream()
                .mapToDouble(q -> q.weight() * prices.price(q, added).cost())
                .sum();
    }

    private double noise(double cost) {
        return Math.max(NOISE_SHARE * cost, NOISE_PAGES * page);
    }
}

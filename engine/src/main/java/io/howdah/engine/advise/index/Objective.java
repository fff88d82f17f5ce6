package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a set of indexes costs in all: the workload's statements as planned with it, the upkeep that its writes pay, and a
 * small rent for disk, in the planner's units. The less the better.
 *
 * <p>An index that carries columns is believed only as far as pages stay all-visible under the workload: for the other part
 * its statements are priced with the same index without the carried columns.
 */
final class Objective {

    /** To fill the whole budget must gain at least this share of the workload as it is. */
    private static final double RENT_SHARE = 0.0002;

    private final List<Asked> workload;
    private final PriceList prices;
    private final Upkeep upkeep;
    private final Visibility visibility;
    private final Map<IndexDefinition, Candidate> made;
    private final double rentPerByte;

    Objective(
            List<Asked> workload,
            PriceList prices,
            Upkeep upkeep,
            Visibility visibility,
            Map<IndexDefinition, Candidate> made,
            long budgetBytes) {
        this.workload = workload;
        this.prices = prices;
        this.upkeep = upkeep;
        this.visibility = visibility;
        this.made = made;
        double base =
                workload.stream().mapToDouble(q -> q.weight() * q.plan().cost()).sum();
        this.rentPerByte = RENT_SHARE * base / Math.max(1, budgetBytes);
    }

    double of(Set<Candidate> added) {
        return reads(added) + upkeep.of(added, Set.of()) + rent(added);
    }

    double rent(Set<Candidate> added) {
        return rentPerByte * bytes(added);
    }

    static double bytes(Set<Candidate> added) {
        return added.stream().mapToLong(Candidate::sizeBytes).sum();
    }

    List<Asked> workload() {
        return workload;
    }

    /** Cost of the workload's statements, weighted by calls. */
    double reads(Set<Candidate> added) {
        var costs = costs(added);
        double sum = 0;
        for (int i = 0; i < workload.size(); i++) {
            sum += workload.get(i).weight() * costs[i];
        }
        return sum;
    }

    /** Cost of one call of each question, in the workload's order. */
    double[] costs(Set<Candidate> added) {
        var bare = bare(added);
        var with = prices.prices(workload, added, Set.of());
        var without = bare.equals(added) ? with : prices.prices(workload, bare, Set.of());
        var costs = new double[workload.size()];
        for (int i = 0; i < costs.length; i++) {
            double visible = visibleFor(with.get(i).used());
            costs[i] = visible * with.get(i).prudentCost()
                    + (1 - visible) * without.get(i).prudentCost();
        }
        return costs;
    }

    private double visibleFor(Set<Candidate> used) {
        return used.stream()
                .filter(c -> !c.definition().include().isEmpty())
                .mapToDouble(c -> visibility.of(c.definition().table()))
                .min()
                .orElse(1);
    }

    /** The set with each index that carries columns of a table that changes replaced by the same without them. */
    private Set<Candidate> bare(Set<Candidate> added) {
        var bare = new LinkedHashSet<Candidate>();
        for (Candidate candidate : added) {
            var definition = candidate.definition();
            boolean doubtful = !definition.include().isEmpty() && visibility.of(definition.table()) < 1;
            bare.add(doubtful ? made.getOrDefault(definition.including(List.of()), candidate) : candidate);
        }
        return bare;
    }

    /** The same without the columns that it carries; nothing where it carries none. */
    Optional<Candidate> withoutCarried(Candidate candidate) {
        var definition = candidate.definition();
        return definition.include().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(made.get(definition.including(List.of())));
    }

    /** The candidate with the order behind its keys that some statement asks for which it serves; the costliest first. */
    List<Candidate> withOrder(Candidate candidate) {
        var definition = candidate.definition();
        return workload.stream()
                .sorted(Comparator.comparingDouble(
                        (Asked a) -> -a.weight() * a.plan().cost()))
                .flatMap(a -> a.needs().stream())
                .filter(n -> n.table.equals(definition.table()) && n.equal.containsAll(definition.keys()))
                .flatMap(n -> n.orders.stream())
                .map(order -> followedBy(definition, order))
                .map(made::get)
                .filter(Objects::nonNull)
                .filter(c -> c.definition().keys().size() > definition.keys().size())
                .toList();
    }

    private static IndexDefinition followedBy(IndexDefinition definition, List<IndexKey> order) {
        var keys = new ArrayList<>(definition.keys());
        order.stream()
                .filter(k -> keys.stream().noneMatch(o -> o.expression().equals(k.expression())))
                .toList()
                .forEach(keys::add);
        return new IndexDefinition(
                definition.table(),
                definition.method(),
                definition.unique(),
                definition.nullsNotDistinct(),
                List.copyOf(keys),
                definition.include(),
                definition.predicate(),
                definition.options());
    }
}

package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Proves on the twin which existing indexes can go: each is hidden, with those proven before it, from every statement of the
 * workload while the new indexes are there. It goes if no statement gets costlier beyond noise and writes gain more than
 * reads lose.
 */
final class Drops {

    /** A statement may cost this much more … */
    private static final double NOISE_SHARE = 0.02;

    /** … or so many random pages: less than what caching makes of a page read. */
    private static final double NOISE_PAGES = 1.25;

    /** … and the workload as a whole by this share beyond what its writes save. */
    private static final double NOISE_WORKLOAD = 0.001;

    private final Catalog catalog;
    private final List<Asked> workload;
    private final PriceList prices;
    private final Upkeep upkeep;
    private final Set<Candidate> chosen;
    private final Predicate<DropCandidate> provable;
    private final Set<QualifiedName> hidden = new LinkedHashSet<>();
    private final List<DropCandidate> unproven = new ArrayList<>();

    /** @param provable whether the workload as it is known can prove that an index may go */
    Drops(
            Catalog catalog,
            List<Asked> workload,
            PriceList prices,
            Upkeep upkeep,
            Set<Candidate> chosen,
            Predicate<DropCandidate> provable) {
        this.catalog = catalog;
        this.workload = workload;
        this.prices = prices;
        this.upkeep = upkeep;
        this.chosen = chosen;
        this.provable = provable;
    }

    /** The indexes that can go, with the finding and its proof. */
    List<DropCandidate> prove() {
        var proven = new ArrayList<DropCandidate>();
        for (DropCandidate drop : candidates().values()) {
            if (!isPlainTable(drop.index()) || !provable.test(drop)) {
                unproven.add(drop);
                continue;
            }
            var proof = drop.index().valid() ? proof(drop.index()) : Evidence.catalog("no plan can use it");
            if (proof == null) {
                unproven.add(drop);
            } else {
                hidden.add(drop.index().name());
                proven.add(new DropCandidate(drop.index(), with(drop.finding(), proof)));
            }
        }
        return proven;
    }

    Set<QualifiedName> hidden() {
        return hidden;
    }

    /** What rules found without the twin bearing it out. */
    List<DropCandidate> unproven() {
        return unproven;
    }

    /** Each index once, for the first of the reasons. */
    private Map<QualifiedName, DropCandidate> candidates() {
        var candidates = new LinkedHashMap<QualifiedName, DropCandidate>();
        for (var drops : List.of(
                InvalidIndexRule.drops(catalog),
                RedundantIndexRule.drops(catalog),
                replaced(),
                LowValueIndexRule.drops(catalog),
                UnusedIndexRule.drops(catalog))) {
            drops.forEach(d -> candidates.putIfAbsent(d.index().name(), d));
        }
        return candidates;
    }

    /** Existing indexes whose lookups a new one answers. */
    private List<DropCandidate> replaced() {
        var replaced = new ArrayList<DropCandidate>();
        for (Index index : catalog.indexes()) {
            chosen.stream()
                    .filter(c -> index.valid() && Droppable.mayGo(index))
                    .filter(c -> Covering.covers(c.definition(), index.definition()))
                    .findFirst()
                    .ifPresent(c -> replaced.add(new DropCandidate(index, finding(index, c))));
        }
        return replaced;
    }

    private static Finding finding(Index index, Candidate standIn) {
        return Finding.of(
                RedundantIndexRule.SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s is a prefix of a new one".formatted(index.name()),
                "Once the index on %s is there, it answers every lookup of %s. Drop %s then."
                        .formatted(standIn.definition(), index.name(), index.name()),
                List.of(Evidence.catalog(index.definitionSql())));
    }

    private boolean isPlainTable(Index index) {
        return catalog.relation(index.table())
                .filter(t -> t.kind() != Relation.Kind.PARTITIONED_TABLE)
                .isPresent();
    }

    private @Nullable Evidence proof(Index index) {
        var readers = workload.stream()
                .filter(q -> q.tables().contains(index.table()))
                .toList();
        var also = new LinkedHashSet<>(hidden);
        also.add(index.name());
        var before = prices.prices(readers, chosen, Set.copyOf(hidden));
        var after = prices.prices(readers, chosen, Set.copyOf(also));
        double lost = 0;
        double largest = 0;
        for (int i = 0; i < readers.size(); i++) {
            double more = after.get(i).cost() - before.get(i).cost();
            if (more > noise(before.get(i).cost())) {
                return null;
            }
            largest = Math.max(largest, more);
            lost += readers.get(i).weight() * more;
        }
        double gained = upkeep.of(chosen, Set.copyOf(hidden)) - upkeep.of(chosen, also);
        return lost > gained + NOISE_WORKLOAD * total() ? null : evidence(readers.size(), largest, gained);
    }

    private double total() {
        return workload.stream()
                .mapToDouble(q -> q.weight() * prices.price(q, chosen).cost())
                .sum();
    }

    private double noise(double cost) {
        double page = catalog.setting("random_page_cost")
                .map(Setting::value)
                .map(Double::valueOf)
                .orElse(4.0);
        return Math.max(NOISE_SHARE * cost, NOISE_PAGES * page);
    }

    private static Evidence evidence(int statements, double largest, double gained) {
        var text = statements == 0
                ? "no statement that could be judged reads the table; its writes save %,.0f".formatted(gained)
                : "hidden on the twin, none of %d plans on its table gets costlier by more than %.1f; writes save %,.0f"
                        .formatted(statements, Math.max(0, largest), gained);
        return new Evidence(
                Evidence.Label.ESTIMATED,
                text,
                Map.of("plans", (double) statements, "largest_rise", largest, "write_cost_saved", gained));
    }

    private static Finding with(Finding finding, Evidence proof) {
        var evidence = new ArrayList<>(finding.evidence());
        evidence.add(proof);
        return new Finding(
                finding.slug(),
                finding.key(),
                finding.severity(),
                finding.subject(),
                finding.title(),
                finding.why(),
                List.copyOf(evidence));
    }
}

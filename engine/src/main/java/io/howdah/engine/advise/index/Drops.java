package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Proves on the twin which existing indexes can go: each is hidden, with those proven before it, from every statement of the
 * workload while the new indexes are there. It goes if no statement gets costlier beyond noise and writes gain more than
 * reads lose.
 */
final class Drops {

    private final Scene scene;
    private final Catalog catalog;
    private final List<Asked> workload;
    private final Proof proof;
    private final Upkeep upkeep;
    private final Set<Candidate> chosen;
    private final Predicate<DropCandidate> provable;
    private final double cost;
    private final Set<QualifiedName> hidden = new LinkedHashSet<>();
    private final List<Unproven> unproven = new ArrayList<>();
    private final List<Finding> byHand = new ArrayList<>();

    /**
     * Of one set of chosen indexes.
     *
     * @param provable whether the workload as it is known can prove that an index may go
     * @param cost of the workload with the chosen indexes
     */
    Drops(
            Scene scene,
            List<Asked> workload,
            Proof proof,
            Upkeep upkeep,
            Set<Candidate> chosen,
            Predicate<DropCandidate> provable,
            double cost) {
        this.scene = scene;
        this.catalog = scene.catalog();
        this.workload = workload;
        this.proof = proof;
        this.upkeep = upkeep;
        this.chosen = chosen;
        this.provable = provable;
        this.cost = cost;
    }

    /** The indexes that can go, with the finding and its proof. */
    List<DropCandidate> prove() {
        var proven = new ArrayList<DropCandidate>();
        for (DropCandidate drop : candidates()) {
            if (hidden.contains(drop.index().name()) || leavesForeignKeyAlone(drop.index())) {
                continue;
            }
            boolean plain = isPlainTable(drop.index());
            if (!provable.test(drop) || (!plain && !drop.index().valid())) {
                unproven.add(new Unproven(drop, null));
                continue;
            }
            var effect = drop.index().valid() ? effect(drop.index()) : null;
            if (effect != null && !effect.holds()) {
                unproven.add(new Unproven(drop, effect));
                continue;
            }
            hidden.add(drop.index().name());
            var evidence = effect == null ? Evidence.catalog("no plan can use it") : evidence(effect);
            var finding = Replacements.with(drop.finding(), evidence);
            if (plain) {
                proven.add(new DropCandidate(drop.index(), finding, drop.instead()));
            } else {
                byHand.add(Replacements.with(finding, howByHand(drop.index())));
            }
        }
        return proven;
    }

    /** Each rule by itself leaves an index to a foreign key; two of them might take two. */
    private boolean leavesForeignKeyAlone(Index index) {
        return catalog.relation(index.table()).stream()
                .anyMatch(table -> ForeignKeys.of(table).stream()
                        .filter(key -> ForeignKeys.serves(index, key))
                        .anyMatch(key -> areGone(ForeignKeys.others(table, index, key)) && !isServedByNew(table, key)));
    }

    private boolean areGone(List<Index> servants) {
        return !servants.isEmpty() && servants.stream().allMatch(i -> hidden.contains(i.name()));
    }

    private boolean isServedByNew(Relation table, Constraint key) {
        return chosen.stream()
                .map(Candidate::definition)
                .anyMatch(d -> d.table().equals(table.name()) && ForeignKeys.serves(d, key));
    }

    Set<QualifiedName> hidden() {
        return hidden;
    }

    /** Of those on partitioned tables, which PostgreSQL drops with a lock on the whole only. */
    List<Finding> byHand() {
        return byHand;
    }

    /** What rules found without the twin bearing it out. */
    List<Unproven> unproven() {
        return unproven;
    }

    /** The reasons to drop an index, the surest first; where one of them holds the others are not asked about. */
    private List<DropCandidate> candidates() {
        var candidates = new ArrayList<DropCandidate>();
        for (var drops : List.of(
                InvalidIndexRule.drops(scene),
                RedundantIndexRule.drops(scene),
                replaced(),
                WrongColumnOrderRule.drops(catalog, workload, chosen),
                LowValueIndexRule.drops(scene),
                LowCardinalityIndexRule.drops(scene),
                ArrayBtreeIndexRule.drops(scene),
                UnusedIndexRule.drops(scene))) {
            candidates.addAll(firstReasons(drops, candidates));
        }
        candidates.addAll(firstReasons(UnprofitableIndexRule.drops(scene, upkeep, chosen, cost), candidates));
        return candidates;
    }

    private static List<DropCandidate> firstReasons(List<DropCandidate> drops, List<DropCandidate> before) {
        return drops.stream()
                .filter(d -> before.stream()
                        .noneMatch(b -> b.index().name().equals(d.index().name())))
                .toList();
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

    private Evidence howByHand(Index index) {
        boolean after = chosen.stream().anyMatch(c -> c.definition().table().equals(index.table()));
        return Evidence.catalog(
                (after ? "to be dropped by hand once the new indexes on its table are there" : "to be dropped by hand")
                        + ": SET lock_timeout = '2s'; DROP INDEX %s; locks the table and its partitions for a moment, since CONCURRENTLY drops no index of a partitioned table"
                                .formatted(index.name().quoted()));
    }

    private Proof.Effect effect(Index index) {
        var also = new LinkedHashSet<>(hidden);
        also.add(index.name());
        return proof.of(
                index.table(),
                new Proof.Indexes(chosen, Set.copyOf(hidden)),
                new Proof.Indexes(chosen, Set.copyOf(also)));
    }

    private static Evidence evidence(Proof.Effect effect) {
        int statements = effect.plans();
        double gained = effect.writesSaved();
        double largest = effect.largestRise();
        var text = statements == 0
                ? "no statement that could be judged reads the table; its writes save %,.0f".formatted(gained)
                : "hidden on the twin, none of %d plans on its table gets costlier by more than %.1f; writes save %,.0f"
                        .formatted(statements, Math.max(0, largest), gained);
        return new Evidence(
                Evidence.Label.ESTIMATED,
                text,
                Map.of("plans", (double) statements, "largest_rise", largest, "write_cost_saved", gained));
    }
}

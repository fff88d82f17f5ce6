package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves on the twin which existing indexes can be replaced by a smaller one, or two by one that does the work of both: with
 * that in place and the old ones hidden, no statement of the workload gets costlier beyond noise.
 */
final class Replacements {

    /** Less room than this is not worth building an index for, in bytes. */
    static final long SMALLEST_SAVING = 1L << 20;

    /** Nor is less than this share of the old one's size. */
    private static final double SMALLEST_SHARE = 0.1;

    private final WhatIf twin;
    private final Proof proof;
    private final Set<Candidate> added;
    private final Set<QualifiedName> hidden;
    private final List<Proven> proven = new ArrayList<>();
    private final List<Unproven> unproven = new ArrayList<>();

    /** From the new indexes and without the dropped ones. */
    Replacements(WhatIf twin, Proof proof, Set<Candidate> chosen, Set<QualifiedName> dropped) {
        this.twin = twin;
        this.proof = proof;
        this.added = new LinkedHashSet<>(chosen);
        this.hidden = new LinkedHashSet<>(dropped);
    }

    /** A replacement that holds, and the index on the twin that it builds. */
    record Proven(Replacement replacement, Candidate candidate) {

        /** Built under the name, before the old ones go. */
        Advice advice(String name) {
            var changes = new ArrayList<Change>();
            changes.add(new CreateIndex(name, candidate.definition()));
            replacement.indexes().forEach(i -> changes.add(new DropIndex(i)));
            return new Advice(
                    replacement.finding(),
                    List.copyOf(changes),
                    candidate.sizeBytes() - replacement.sizeBytes(),
                    List.of());
        }
    }

    void prove(List<Replacement> proposals) {
        var open = proposals.stream().filter(this::isOpen).toList();
        var candidates =
                twin.add(open.stream().map(Replacement::instead).distinct().toList());
        for (Replacement proposal : open) {
            candidates.stream()
                    .filter(c -> c.definition().equals(proposal.instead()))
                    .filter(c -> isWorth(proposal, c) && isOpen(proposal))
                    .findFirst()
                    .ifPresent(c -> prove(proposal, c));
        }
    }

    /** Whether all that it would replace is still there. */
    private boolean isOpen(Replacement proposal) {
        return proposal.indexes().stream().noneMatch(i -> hidden.contains(i.name()));
    }

    private static boolean isWorth(Replacement proposal, Candidate candidate) {
        long size = proposal.sizeBytes();
        return size - candidate.sizeBytes() >= Math.max(SMALLEST_SAVING, SMALLEST_SHARE * size);
    }

    /** That several cannot be one speaks against none of them, so it is not told. */
    private void prove(Replacement proposal, Candidate candidate) {
        var more = new LinkedHashSet<>(added);
        more.add(candidate);
        var without = new LinkedHashSet<>(hidden);
        proposal.indexes().forEach(i -> without.add(i.name()));
        var effect = proof.of(
                proposal.instead().table(),
                new Proof.Indexes(Set.copyOf(added), Set.copyOf(hidden)),
                new Proof.Indexes(Set.copyOf(more), Set.copyOf(without)));
        if (!effect.holds()) {
            if (proposal.indexes().size() == 1) {
                proposal.drops().forEach(d -> unproven.add(new Unproven(d, effect)));
            }
            return;
        }
        added.add(candidate);
        hidden.addAll(without);
        var evidence = evidence(effect, proposal.sizeBytes(), candidate.sizeBytes());
        var finding = with(proposal.finding(), evidence);
        proven.add(new Proven(new Replacement(proposal.indexes(), proposal.instead(), finding), candidate));
    }

    private static Evidence evidence(Proof.Effect effect, long before, long after) {
        return new Evidence(
                Evidence.Label.ESTIMATED,
                "%s → %s; with the new one on the twin and the old hidden, none of %d plans on the table gets costlier by more than %.1f; writes save %,.0f"
                        .formatted(
                                Figures.bytes((double) before),
                                Figures.bytes((double) after),
                                effect.plans(),
                                Math.max(0, effect.largestRise()),
                                effect.writesSaved()),
                Map.of(
                        "plans",
                        (double) effect.plans(),
                        "largest_rise",
                        effect.largestRise(),
                        "write_cost_saved",
                        effect.writesSaved(),
                        "bytes_saved",
                        (double) (before - after)));
    }

    static Finding with(Finding finding, Evidence more) {
        var evidence = new ArrayList<>(finding.evidence());
        evidence.add(more);
        return new Finding(
                finding.slug(),
                finding.key(),
                finding.severity(),
                finding.subject(),
                finding.title(),
                finding.why(),
                List.copyOf(evidence));
    }

    List<Proven> proven() {
        return proven;
    }

    List<Unproven> unproven() {
        return unproven;
    }

    /** All new indexes, the replacing ones among them. */
    Set<Candidate> added() {
        return Set.copyOf(added);
    }

    /** All existing indexes that go. */
    Set<QualifiedName> hidden() {
        return Set.copyOf(hidden);
    }
}

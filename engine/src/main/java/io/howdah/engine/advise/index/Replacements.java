package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.QualifiedName;
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
 * Proves on the twin which existing indexes can be replaced by a smaller one: with that in place and the old one hidden, no
 * statement of the workload gets costlier beyond noise.
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

        /** Built under the name, before the old one goes. */
        Advice advice(String name) {
            var index = replacement.index();
            return new Advice(
                    replacement.finding(),
                    List.of(new CreateIndex(name, candidate.definition()), new DropIndex(index)),
                    candidate.sizeBytes() - index.sizeBytes(),
                    List.of());
        }
    }

    void prove(List<Replacement> proposals) {
        var open = proposals.stream()
                .filter(p -> !hidden.contains(p.index().name()))
                .toList();
        var candidates =
                twin.add(open.stream().map(Replacement::instead).distinct().toList());
        for (Replacement proposal : open) {
            candidates.stream()
                    .filter(c -> c.definition().equals(proposal.instead()))
                    .filter(c -> isWorth(proposal, c)
                            && !hidden.contains(proposal.index().name()))
                    .findFirst()
                    .ifPresent(c -> prove(proposal, c));
        }
    }

    private static boolean isWorth(Replacement proposal, Candidate candidate) {
        long size = proposal.index().sizeBytes();
        return size - candidate.sizeBytes() >= Math.max(SMALLEST_SAVING, SMALLEST_SHARE * size);
    }

    private void prove(Replacement proposal, Candidate candidate) {
        var index = proposal.index();
        var more = new LinkedHashSet<>(added);
        more.add(candidate);
        var without = new LinkedHashSet<>(hidden);
        without.add(index.name());
        var effect = proof.of(
                index.table(),
                new Proof.Indexes(Set.copyOf(added), Set.copyOf(hidden)),
                new Proof.Indexes(Set.copyOf(more), Set.copyOf(without)));
        if (!effect.holds()) {
            unproven.add(new Unproven(new DropCandidate(index, proposal.finding()), effect));
            return;
        }
        added.add(candidate);
        hidden.add(index.name());
        var evidence = evidence(effect, index.sizeBytes(), candidate.sizeBytes());
        proven.add(
                new Proven(new Replacement(index, proposal.instead(), with(proposal.finding(), evidence)), candidate));
    }

    private static Evidence evidence(Proof.Effect effect, long before, long after) {
        return new Evidence(
                Evidence.Label.ESTIMATED,
                "%s → %s; with the new one on the twin and the old one hidden, none of %d plans on the table gets costlier by more than %.1f; writes save %,.0f"
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

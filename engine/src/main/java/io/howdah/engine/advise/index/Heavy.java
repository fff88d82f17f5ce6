package io.howdah.engine.advise.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The part of a workload that candidates are made for and priced with. */
final class Heavy {

    /** Up to so many questions all are taken. */
    private static final int FEW = 150;

    /** Beyond that, the costliest that make up this share of the workload's cost. */
    private static final double SHARE = 0.995;

    private Heavy() {}

    static List<Asked> of(List<Asked> workload) {
        if (workload.size() <= FEW) {
            return workload;
        }
        double total = workload.stream().mapToDouble(Heavy::cost).sum();
        var heavy = new ArrayList<Asked>();
        double sum = 0;
        for (Asked asked : workload.stream()
                .sorted(Comparator.comparingDouble((Asked a) -> -cost(a)))
                .toList()) {
            if (sum > SHARE * total) {
                break;
            }
            sum += cost(asked);
            heavy.add(asked);
        }
        return List.copyOf(heavy);
    }

    private static double cost(Asked asked) {
        return asked.weight() * asked.plan().cost();
    }
}

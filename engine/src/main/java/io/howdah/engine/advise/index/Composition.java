package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Makes pieces of advice of what was chosen and proven: what belongs together stands in one, so that it is applied together. */
final class Composition {

    private final CreationWriter writer;
    private final UpkeepNotes upkeep;
    private final Map<Candidate, String> names;

    /** @param names what the new indexes will be called, the one that gains most first */
    Composition(CreationWriter writer, UpkeepNotes upkeep, Map<Candidate, String> names) {
        this.writer = writer;
        this.upkeep = upkeep;
        this.names = names;
    }

    List<Advice> advice(Set<Candidate> chosen, List<DropCandidate> dropped, List<Replacements.Proven> replaced) {
        var advice = new ArrayList<Advice>();
        names.forEach((candidate, name) -> {
            if (chosen.contains(candidate)) {
                var reordered = dropped.stream()
                        .filter(d -> candidate.equals(d.instead()))
                        .toList();
                advice.add(with(writer.write(candidate, name), reordered));
            }
        });
        replaced.forEach(r -> advice.add(r.advice(Objects.requireNonNull(names.get(r.candidate())))));
        dropped.stream().filter(d -> d.instead() == null).map(this::drop).forEach(advice::add);
        return List.copyOf(advice);
    }

    private Advice drop(DropCandidate drop) {
        return new Advice(
                Replacements.with(drop.finding(), upkeep.wal(drop.index())),
                List.of(new DropIndex(drop.index())),
                -drop.index().sizeBytes(),
                List.of());
    }

    /** A new index that takes the place of existing ones: their finding speaks, with the gains of the new one. */
    private static Advice with(Advice creation, List<DropCandidate> reordered) {
        if (reordered.isEmpty()) {
            return creation;
        }
        var first = reordered.getFirst().finding();
        var finding = creation.finding().evidence().stream().reduce(first, Replacements::with, (one, other) -> other);
        var drops = reordered.stream().map(d -> (Change) new DropIndex(d.index()));
        long freed = reordered.stream().mapToLong(d -> d.index().sizeBytes()).sum();
        return new Advice(
                finding,
                Stream.concat(creation.changes().stream(), drops).toList(),
                creation.sizeBytes() - freed,
                creation.statements(),
                creation.notes());
    }
}

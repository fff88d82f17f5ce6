package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.twin.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells whether a candidate is an index that is there with columns to carry, or with its keys or the first of them in another order, some of
 * them carried perhaps. The planner knows the order of rows by the first key only (btcostestimate), and so takes one order of keys
 * that are all compared for cheaper than another.
 */
final class Widening {

    private final Catalog catalog;

    Widening(Catalog catalog) {
        this.catalog = catalog;
    }

    boolean test(Candidate candidate) {
        var wanted = candidate.definition();
        return existing(wanted).anyMatch(d -> hasItsFirstKeys(wanted, d) || holdsItsKeys(wanted, d));
    }

    /** Whether one that is there serves the statement as well: what stands in another order is compared for equality. */
    boolean isNoBetter(Candidate candidate, Asked asked) {
        var wanted = candidate.definition();
        return existing(wanted)
                .filter(d -> hasItsFirstKeys(wanted, d) && held(d).containsAll(held(wanted)))
                .map(d -> moved(wanted, d))
                .anyMatch(moved -> asked.needs().stream()
                        .anyMatch(n -> n.table.equals(wanted.table()) && n.equal.containsAll(moved)));
    }

    private Stream<IndexDefinition> existing(IndexDefinition wanted) {
        return catalog.relation(wanted.table()).stream()
                .flatMap(t -> t.indexes().stream())
                .filter(Index::valid)
                .map(Index::definition)
                .filter(d -> d.method().equals(wanted.method()) && Objects.equals(d.predicate(), wanted.predicate()));
    }

    private static boolean hasItsFirstKeys(IndexDefinition wanted, IndexDefinition existing) {
        int keys = wanted.keys().size();
        return keys <= existing.keys().size()
                && Set.copyOf(existing.keys().subList(0, keys)).equals(Set.copyOf(wanted.keys()));
    }

    private static boolean holdsItsKeys(IndexDefinition wanted, IndexDefinition existing) {
        return Set.copyOf(existing.keys()).containsAll(wanted.keys())
                && held(wanted).containsAll(expressions(existing));
    }

    private static List<IndexKey> moved(IndexDefinition wanted, IndexDefinition existing) {
        return IntStream.range(0, wanted.keys().size())
                .filter(i -> !wanted.keys().get(i).equals(existing.keys().get(i)))
                .mapToObj(wanted.keys()::get)
                .toList();
    }

    private static Set<String> held(IndexDefinition definition) {
        var held = new HashSet<>(expressions(definition));
        definition.include().stream().map(Name::quoted).forEach(held::add);
        return held;
    }

    private static List<String> expressions(IndexDefinition definition) {
        return definition.keys().stream().map(IndexKey::expression).toList();
    }
}

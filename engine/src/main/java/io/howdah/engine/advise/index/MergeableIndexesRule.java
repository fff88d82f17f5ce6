package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds indexes of one table that a single one could replace: the keys of the first, then what the others have more. Whether the
 * statements of all do as well with it is for {@link Replacements} to prove.
 */
final class MergeableIndexesRule {

    static final String SLUG = "mergeable-indexes";

    /** More at once than two are tried so that the second advice does not follow from the first. */
    private static final int LARGEST_GROUP = 3;

    /** Tables with so many indexes that begin alike have another problem. */
    private static final int MOST_TRIED = 200;

    private final Scene scene;
    private final Relation table;
    private final List<Index> indexes;
    private final List<Replacement> found = new ArrayList<>();

    private MergeableIndexesRule(Scene scene, Relation table, Set<String> used) {
        this.scene = scene;
        this.table = table;
        this.indexes = Droppable.own(table).stream()
                .filter(i -> i.valid()
                        && Droppable.mayGo(i)
                        && used.contains(i.name().name()))
                .sorted(Comparator.comparing(Index::name))
                .toList();
    }

    /**
     * In every order, since which keys should stand first the plans tell; the larger groups first.
     *
     * @param used names of the indexes that plans use: what another one is scanned for, in functions or on replicas, nobody knows
     */
    static List<Replacement> replacements(Scene scene, Set<String> used) {
        return Droppable.tables(scene.catalog()).stream()
                .flatMap(t -> new MergeableIndexesRule(scene, t, used).groups().stream())
                .toList();
    }

    private List<Replacement> groups() {
        for (Index first : indexes) {
            grow(List.of(first), first.definition());
        }
        return found.stream()
                .sorted(Comparator.comparingInt((Replacement r) -> r.indexes().size())
                        .reversed())
                .limit(MOST_TRIED)
                .toList();
    }

    private void grow(List<Index> group, IndexDefinition merged) {
        if (group.size() == LARGEST_GROUP || found.size() == MOST_TRIED) {
            return;
        }
        for (Index next : indexes) {
            if (!group.contains(next) && group.stream().noneMatch(i -> isRedundant(i, next))) {
                var more = Stream.concat(group.stream(), Stream.of(next)).toList();
                CandidateMerge.inOne(merged, next.definition())
                        .filter(one -> fits(one) && servesKeys(one, more) && !isThere(one))
                        .ifPresent(one -> {
                            found.add(new Replacement(more, one, finding(more, one)));
                            grow(more, one);
                        });
            }
        }
    }

    /** The checks of foreign keys are seldom in a workload, so what serves them now must be followed by what does so too. */
    private boolean servesKeys(IndexDefinition one, List<Index> group) {
        return ForeignKeys.of(table).stream()
                .filter(key -> group.stream().anyMatch(i -> ForeignKeys.serves(i, key)))
                .allMatch(key -> ForeignKeys.serves(one, key));
    }

    /** Whether what is there does all that it would do. */
    private boolean isThere(IndexDefinition one) {
        return table.indexes().stream().anyMatch(i -> i.valid() && Covering.covers(i.definition(), one));
    }

    private static boolean isRedundant(Index one, Index other) {
        return Covering.covers(one.definition(), other.definition())
                || Covering.covers(other.definition(), one.definition());
    }

    /** Two values that each fit an entry may not fit one together. */
    private boolean fits(IndexDefinition merged) {
        long computed = merged.keys().stream().filter(k -> k.column() == null).count();
        long wide = columns(merged)
                .flatMap(name -> table.column(name).stream())
                .filter(c -> OutOfLine.mayGrow(c) && !isShort(c))
                .count();
        return computed + wide <= 1;
    }

    private boolean isShort(Column column) {
        var statistics = column.statistics();
        return statistics != null
                && statistics.averageWidth() <= CandidateMaker.WIDEST_INCLUDED_BYTES
                && OutOfLine.never(table, column);
    }

    private static Stream<String> columns(IndexDefinition definition) {
        return Stream.concat(
                definition.keys().stream().map(IndexKey::column).filter(Objects::nonNull),
                definition.include().stream());
    }

    private Finding finding(List<Index> group, IndexDefinition merged) {
        var names = group.stream().map(i -> i.name().toString()).sorted().collect(Collectors.joining(", "));
        var evidence = group.stream()
                .map(i -> new Evidence(
                        Evidence.Label.CATALOG,
                        "%s; %,d scans, %,d kB".formatted(i.definitionSql(), i.scans(), i.sizeBytes() / 1024),
                        Map.of("scans", (double) i.scans(), "size_bytes", (double) i.sizeBytes())))
                .toList();
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                names,
                "indexes %s can be one".formatted(names),
                "The statements that use them do as well with one on %s. Each insert and each update that is not HOT pays for every index, and each takes room in memory. Build the one, then drop these. %s"
                        .formatted(merged, StatisticsAge.caveat(scene)),
                evidence);
    }
}

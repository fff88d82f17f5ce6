package io.howdah.engine.advise.index;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds indexes whose lookups another index of the same table answers: exact duplicates, prefixes of a wider index, and
 * indexes that begin with a unique key and add columns to it.
 *
 * <p>An index that enforces a constraint is never named: its worth is the promise, not the lookup. One that is merely unique is
 * named where another unique index makes the same promise, and no foreign key can be leaning on it. Indexes are judged best
 * first, and each is measured only against those already kept, so that a stand-in is never itself named.
 */
public final class RedundantIndexRule implements Rule {

    static final String SLUG = "redundant-index";

    private static final Comparator<Index> BEST_TO_KEEP_FIRST = comparing(Droppable::mayGo)
            .thenComparing((Index i) -> i.constraint() == null)
            .thenComparing(i -> i.definition().keys().size(), reverseOrder())
            .thenComparing(i -> i.definition().include().size(), reverseOrder())
            .thenComparing(Index::scans, reverseOrder())
            .thenComparing(Index::name);

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return drops(scene).stream().map(DropCandidate::finding).toList();
    }

    static List<DropCandidate> drops(Scene scene) {
        var catalog = scene.catalog();
        var drops = new ArrayList<DropCandidate>();
        for (Relation table : Droppable.tables(catalog)) {
            judge(catalog, table, drops);
        }
        return List.copyOf(drops);
    }

    private static void judge(Catalog catalog, Relation table, List<DropCandidate> drops) {
        var kept = new ArrayList<Index>();
        var valid = Droppable.own(table).stream()
                .filter(Index::valid)
                .sorted(BEST_TO_KEEP_FIRST)
                .toList();
        for (Index index : valid) {
            standIns(table, index, kept)
                    .filter(s -> Droppable.mayGo(index) || keepsPromise(catalog, s, index))
                    .findFirst()
                    .ifPresentOrElse(
                            s -> drops.add(new DropCandidate(index, finding(index, s))), () -> kept.add(index));
        }
    }

    private static Stream<Index> standIns(Relation table, Index index, List<Index> kept) {
        return kept.stream()
                .filter(other ->
                        Covering.covers(other.definition(), index.definition()) || decides(table, other, index));
    }

    /** Not a partial one, which may be there to list the few rows of its predicate. */
    private static boolean decides(Relation table, Index unique, Index index) {
        return index.definition().predicate() == null
                && Covering.decides(unique.definition(), index.definition())
                && neverNull(table, unique);
    }

    /** Whether the one index says of the same keys that they are unique, and the other does nothing but that. */
    private static boolean keepsPromise(Catalog catalog, Index standIn, Index index) {
        var unique = standIn.definition();
        var other = index.definition();
        return Droppable.mayGoButForBeingUnique(index)
                && unique.unique()
                && Objects.equals(unique.predicate(), other.predicate())
                && (unique.nullsNotDistinct() || !other.nullsNotDistinct())
                && unique.keys().equals(other.keys())
                && !isReferenced(catalog, index);
    }

    /** A foreign key leans on one unique index of the columns that it refers to; which one, the catalog does not say. */
    private static boolean isReferenced(Catalog catalog, Index index) {
        var columns = index.definition().keys().stream().map(IndexKey::column).collect(Collectors.toSet());
        return catalog.relations().stream()
                .flatMap(r -> ForeignKeys.of(r).stream())
                .anyMatch(key ->
                        index.table().equals(key.referenced()) && columns.equals(Set.copyOf(key.referencedColumns())));
    }

    /** A unique index may hold any number of NULLs, whose order the further columns would decide. */
    private static boolean neverNull(Relation table, Index unique) {
        return unique.definition().keys().stream()
                .allMatch(k -> Optional.ofNullable(k.column())
                        .flatMap(table::column)
                        .filter(Column::notNull)
                        .isPresent());
    }

    private static Finding finding(Index index, Index standIn) {
        var relation = relation(index, standIn);
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index " + index.name() + " " + relation + " " + standIn.name(),
                "%s %s %s, which answers the same lookups in the same order. Each insert and each update that is not HOT pays for both, and both take room in memory. Drop %s."
                        .formatted(index.name(), relation, standIn.name(), index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        Evidence.catalog(standIn.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%s was scanned %,d times, %s %,d times"
                                        .formatted(index.name(), index.scans(), standIn.name(), standIn.scans()),
                                Map.of("size_bytes", (double) index.sizeBytes()))));
    }

    private static String relation(Index index, Index standIn) {
        if (Covering.same(index.definition(), standIn.definition())) {
            return "is a duplicate of";
        }
        if (Covering.covers(standIn.definition(), index.definition())) {
            return Objects.equals(
                            index.definition().keys(), standIn.definition().keys())
                    ? "carries less than"
                    : "is a prefix of";
        }
        return "begins with the unique key of";
    }
}

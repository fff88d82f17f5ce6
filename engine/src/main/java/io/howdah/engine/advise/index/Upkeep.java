package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the workload's writes pay for indexes, in the planner's cost units, which EXPLAIN leaves out.
 *
 * <p>A new entry costs {@code (height + 1) × 50 × cpu_operator_cost + log2(entries) × cpu_operator_cost} for the descent
 * (the planner's own charge for one, {@code btcostestimate} in selfuncs.c), {@code cpu_index_tuple_cost} for the entry, and a
 * share of {@code random_page_cost} for the leaf page that it dirties: one page for each page full of entries where keys
 * arrive in order (correlation 1); else, in the measure in which they do not, a tenth of a page while the index fits in
 * {@code effective_cache_size} and the part that does not fit beyond that. For other methods than B-tree that is multiplied by
 * what {@link IndexWriteCost} says. An update that is not HOT makes an entry in every
 * index of the table, and leaves one to be removed by VACUUM, which is charged like another.
 *
 * <p>An update is HOT only if it sets no column that occurs in any index of the table, be it key, INCLUDE or predicate (BRIN
 * excepted; manual, 65.7). So a first index on a column that an UPDATE of the workload sets costs entries in all the others
 * too, for as many of the updates as were HOT so far.
 */
final class Upkeep {

    private static final double PAGE = 8192;

    /** Of the leaf pages of an index that is cached, the share that is written out once more for each random entry. */
    private static final double DIRTY_SHARE = 0.1;

    /** Inner levels of a B-tree have a few hundred children a page. */
    private static final double FAN_OUT = 250;

    private final List<Written> writes;
    private final Map<String, Kept> candidates = new HashMap<>();
    private final double operatorCost;
    private final double tupleCost;
    private final double pageCost;
    private final double cachePages;

    Upkeep(Catalog catalog, Collection<Writes> writes) {
        this.operatorCost = setting(catalog, "cpu_operator_cost", 0.0025);
        this.tupleCost = setting(catalog, "cpu_index_tuple_cost", 0.005);
        this.pageCost = setting(catalog, "random_page_cost", 4);
        this.cachePages = setting(catalog, "effective_cache_size", 524_288);
        this.writes = writes.stream()
                .flatMap(w -> catalog.relation(w.table()).stream()
                        .map(t -> written(w, t, PartitionedTables.root(catalog, t))))
                .toList();
    }

    /**
     * What is written to a table, and the table's own indexes.
     *
     * @param whole the table that it is a partition of in the end, whose new indexes it pays for too; itself where it is none
     */
    private record Written(Writes write, Relation table, Relation whole, Map<QualifiedName, Kept> existing) {

        @Nullable
        Relation of(Candidate candidate) {
            var on = candidate.definition().table();
            return on.equals(table.name()) ? table : on.equals(whole.name()) ? whole : null;
        }
    }

    /**
     * An index as far as upkeep goes.
     *
     * @param blocking columns whose update cannot be HOT because of it
     */
    private record Kept(double entryCost, Set<String> blocking) {}

    private Written written(Writes write, Relation table, Relation whole) {
        var existing = new LinkedHashMap<QualifiedName, Kept>();
        for (Index index : table.indexes()) {
            double cost = entryCost(table, index.definition(), index.tuples(), index.sizeBytes());
            existing.put(index.name(), new Kept(cost, blocking(index.definition())));
        }
        return new Written(write, table, whole, existing);
    }

    /** Tables that the workload writes to, each once. */
    List<Relation> written() {
        return writes.stream().map(Written::table).distinct().toList();
    }

    /** What the workload's writes pay with these candidates added and these indexes gone. */
    double of(Set<Candidate> added, Set<QualifiedName> hidden) {
        double sum = 0;
        for (Written written : writes) {
            sum += of(written, added, hidden);
        }
        return sum;
    }

    private double of(Written written, Set<Candidate> added, Set<QualifiedName> hidden) {
        var kept = new ArrayList<Kept>();
        written.existing().forEach((name, index) -> {
            if (!hidden.contains(name)) {
                kept.add(index);
            }
        });
        for (Candidate candidate : added) {
            var table = written.of(candidate);
            if (table != null) {
                kept.add(kept(table, candidate));
            }
        }
        double entries = kept.stream().mapToDouble(Kept::entryCost).sum();
        return written.write().rows()
                * switch (written.write().kind()) {
                    case INSERT, DELETE -> entries;
                    case UPDATE -> 2 * entries * (1 - hotShare(written, kept));
                };
    }

    private Kept kept(Relation table, Candidate candidate) {
        return candidates.computeIfAbsent(
                candidate.name(),
                name -> new Kept(
                        entryCost(table, candidate.definition(), candidate.entries(), candidate.sizeBytes()),
                        blocking(candidate.definition())));
    }

    /** The share of the updates that would be HOT with these indexes. */
    private static double hotShare(Written written, List<Kept> kept) {
        boolean blocked = kept.stream()
                .anyMatch(
                        k -> !Collections.disjoint(k.blocking(), written.write().columns()));
        return blocked ? 0 : hotNow(written.table());
    }

    /** As counted; all of them where none was counted yet, so that losing them is not taken lightly. */
    static double hotNow(Relation table) {
        var use = table.use();
        return use == null || use.updated() == 0 ? 1 : (double) use.hotUpdated() / use.updated();
    }

    /** Whether an update of these columns cannot be HOT because of the index. */
    static boolean blocks(IndexDefinition index, Set<String> columns) {
        return !Collections.disjoint(blocking(index), columns);
    }

    private static Set<String> blocking(IndexDefinition index) {
        return index.method().equals("brin") ? Set.of() : IndexColumns.of(index);
    }

    private double entryCost(Relation table, IndexDefinition index, double tuples, long bytes) {
        double pages = Math.max(1, bytes / PAGE);
        double entries = Math.max(2, tuples);
        double height = Math.ceil(Math.log(pages) / Math.log(FAN_OUT));
        double descent = (height + 1) * 50 * operatorCost + Math.log(entries) / Math.log(2) * operatorCost;
        double uncached = Math.max(0, 1 - cachePages / pages);
        double order = IndexWriteCost.order(table, index);
        double random = (1 - order) * (DIRTY_SHARE + uncached);
        double times = IndexWriteCost.of(table, index, order).times();
        return times * (descent + tupleCost + pageCost * Math.max(pages / entries, random));
    }

    private static double setting(Catalog catalog, String name, double otherwise) {
        return catalog.setting(name).map(Setting::value).map(Double::valueOf).orElse(otherwise);
    }
}

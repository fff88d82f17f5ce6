package io.howdah.engine.apply.shadow;

import io.howdah.engine.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the new table is divided into partitions.
 *
 * @param by what stands behind PARTITION BY
 * @param columns those that decide
 * @param parts the partitions
 * @param keys the unique indexes that cannot be on the whole what they were, by their names: what they are there, as a constraint's
 *     definition or an index's from USING on; an empty text where only each partition has its own
 * @param gaps whether a row may belong to no partition
 */
public record Division(String by, List<String> columns, List<Part> parts, Map<String, String> keys, boolean gaps) {

    /**
     * A partition.
     *
     * @param by what stands behind PARTITION BY where it is divided in its turn; null where it has rows
     * @param parts its partitions
     */
    public record Part(
            QualifiedName name, String forValues, @Nullable String by, List<Part> parts) {

        /** One with rows. */
        public static Part leaf(QualifiedName name, String forValues) {
            return new Part(name, forValues, null, List.of());
        }

        /** Itself, and all below it. */
        public Stream<Part> tree() {
            return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::tree));
        }

        List<String> create(String parent) {
            var all = new ArrayList<String>();
            all.add("CREATE TABLE " + name.quoted() + " PARTITION OF " + parent + " " + forValues
                    + (by == null ? "" : " PARTITION BY " + by));
            parts.forEach(part -> all.addAll(part.create(name.quoted())));
            return all;
        }
    }

    /** All that have rows. */
    public List<Part> leaves() {
        return tree().filter(part -> part.by() == null).toList();
    }

    Stream<Part> tree() {
        return parts.stream().flatMap(Part::tree);
    }

    /** Whether the index is on the whole table. */
    boolean whole(LivePart.Index index) {
        return !"".equals(keys.get(index.name()));
    }

    /** Whether rows can still be found by what a foreign key points at. */
    boolean keeps(LivePart.ForeignKey incoming) {
        return incoming.columns().containsAll(columns);
    }
}

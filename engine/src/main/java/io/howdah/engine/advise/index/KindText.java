package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.twin.Candidate;
import java.util.Objects;

/** Says why an index is of its kind; of a B-tree, which needs no reason, nothing. */
final class KindText {

    private KindText() {}

    static String of(Candidate candidate) {
        var definition = candidate.definition();
        return switch (definition.method()) {
            case "gin" -> " " + gin(definition);
            case "gist" ->
                has(definition, "gist_trgm_ops")
                        ? " GiST with trigrams gives the texts in the order of their likeness, which GIN cannot."
                        : " GiST finds what overlaps, contains or lies near without sorting it; a B-tree knows one order only.";
            case "spgist" ->
                " SP-GiST divides the space into parts that do not overlap, so that one path leads to a value; it is smaller or"
                        + " cheaper here than GiST.";
            case "hash" ->
                " A hash index holds four bytes of each long value and is only ever asked for equality: %s, where a B-tree would hold the values themselves."
                        .formatted(Figures.bytes((double) candidate.sizeBytes()));
            case "brin" -> " " + brin(candidate);
            default -> "";
        };
    }

    private static String gin(IndexDefinition definition) {
        if (has(definition, "gin_trgm_ops")) {
            return "GIN with trigrams finds the texts that have all groups of three letters of the pattern, wherever they stand; a B-tree"
                    + " only knows how a text begins.";
        }
        if (has(definition, "jsonb_path_ops")) {
            return "GIN with jsonb_path_ops holds a hash for each value with the path to it: smaller than jsonb_ops, and enough since"
                    + " nothing asks for keys by themselves. Its size is a rough estimate, from the hundred documents that the statistics show.";
        }
        return "GIN holds each element with the rows that have it; a B-tree knows only values as a whole.";
    }

    private static String brin(Candidate candidate) {
        var key = candidate.definition().keys().getFirst();
        if (has(candidate.definition(), "bloom_ops")) {
            return "BRIN with Bloom filters tells which ranges of pages cannot hold the value, in %s; a B-tree did not fit the budget."
                    .formatted(Figures.bytes((double) candidate.sizeBytes()));
        }
        double entries = Math.max(1, candidate.entries());
        double btree = entries * 20 / 0.9;
        return "The table's rows lie in the order of %s, so the smallest and largest value of each range of pages are enough: BRIN takes %s where a B-tree would take at least %s. It is summarised as the table grows (autosummarize); do not CLUSTER the table by another index."
                .formatted(
                        Objects.requireNonNullElse(key.column(), key.expression()),
                        Figures.bytes((double) candidate.sizeBytes()),
                        Figures.bytes(btree));
    }

    private static boolean has(IndexDefinition definition, String operatorClass) {
        return definition.keys().stream()
                .map(IndexKey::operatorClass)
                .filter(Objects::nonNull)
                .anyMatch(c -> c.endsWith(operatorClass));
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.KeyExtraction;
import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the operator classes of a GIN index take out of the values: as counted in the rows, else as the statistics show it. */
final class GinColumns {

    private static final String TRIGRAMS = "gin_trgm_ops";

    private final IndexSize index;
    private final Entries entries;

    GinColumns(IndexSize index, Entries entries) {
        this.index = index;
        this.entries = entries;
    }

    /** What to ask of the rows; nothing for keys that are the values themselves (btree_gin), or may not be asked for. */
    List<KeysWanted> wanted() {
        var wanted = new ArrayList<KeysWanted>();
        for (int i = 0; i < index.keyCount(); i++) {
            var one = wanted(i);
            if (one != null) {
                wanted.add(one);
            }
        }
        return wanted;
    }

    private @Nullable KeysWanted wanted(int position) {
        var extraction = extraction(index.operatorClass(position));
        return extraction == null
                ? null
                : index.sql(position)
                        .map(sql -> new KeysWanted(
                                index.table().name(), List.of(sql), extraction, index.operatorSchema(position)))
                        .orElse(null);
    }

    private static @Nullable KeyExtraction extraction(String operatorClass) {
        return switch (operatorClass) {
            case TRIGRAMS -> KeyExtraction.TRIGRAMS;
            case "array_ops" -> KeyExtraction.ELEMENTS;
            case "tsvector_ops" -> KeyExtraction.WORDS;
            case "jsonb_ops" -> KeyExtraction.JSON_KEYS;
            case "jsonb_path_ops" -> KeyExtraction.JSON_PATHS;
            default -> null;
        };
    }

    List<GinKeys> keys(Map<KeysWanted, KeySpectrum> counted) {
        var keys = new ArrayList<GinKeys>();
        for (int i = 0; i < index.keyCount(); i++) {
            var wanted = wanted(i);
            var spectrum = wanted == null ? null : counted.get(wanted);
            keys.add(spectrum == null ? ofStatistics(i) : counted(i, spectrum));
        }
        return keys;
    }

    /** The keys of each origin by themselves, for as many rows as are indexed. */
    private GinKeys counted(int position, KeySpectrum spectrum) {
        int length = index.attribute(position).length();
        double factor = entries.rows() * spectrum.share() / Math.max(1, spectrum.rows());
        var families = spectrum.seen().stream().collect(Collectors.groupingBy(KeySpectrum.Seen::family));
        var groups = families.values().stream()
                .flatMap(family -> GinSpectrum.groups(family, spectrum.share()).stream())
                .map(g -> g.width(length > 0 ? length : g.width()).times(factor))
                .toList();
        return groups.isEmpty() ? ofStatistics(position) : new GinKeys(groups, false);
    }

    private GinKeys ofStatistics(int position) {
        var gin = new GinStatistics(entries.rows());
        var key = index.key(position);
        var base = index.base(key);
        var statistics = base == null ? null : base.statistics();
        var rough = gin.rough(
                index.column(position).averageWidth(), index.attribute(position).length());
        if (base == null || statistics == null) {
            return rough;
        }
        if (statistics.mostCommonElements() != null && key.column() != null) {
            return gin.elements(statistics, index.attribute(position).length());
        }
        var extract = extract(key, index.operatorClass(position), base);
        if (extract != null) {
            var sampled = gin.sampled(statistics, extract);
            return sampled.rough() ? rough : sampled;
        }
        return base.type().endsWith("[]") || key.column() == null ? rough : gin.scalar(index.column(position));
    }

    private static @Nullable GinExtract extract(IndexKey key, String operatorClass, Column base) {
        if (operatorClass.equals(TRIGRAMS)) {
            return GinExtract.TRIGRAMS;
        }
        if (base.typeName().equals("pg_catalog.jsonb")) {
            return operatorClass.equals("jsonb_path_ops") ? GinExtract.JSON_PATHS : GinExtract.JSON_KEYS;
        }
        return key.expression().contains("to_tsvector") ? GinExtract.WORDS_OF_TEXT : null;
    }
}

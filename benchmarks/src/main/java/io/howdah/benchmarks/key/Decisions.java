package io.howdah.benchmarks.key;

import io.howdah.samples.fault.Decision;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for the way out that a planted decision is about, by what its SQL does and to what. */
final class Decisions {

    private Decisions() {}

    /** The way out; empty where nobody laid it out. */
    static Optional<Way> laidOut(Decision fault, Said said) {
        return said.findings().stream()
                .flatMap(Way::of)
                .filter(w -> does(fault.kind(), w) && isAbout(fault, w))
                .findFirst();
    }

    private static boolean does(Decision.Kind kind, Way way) {
        return Pattern.compile(sign(kind), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(way.text())
                .find();
    }

    /** What SQL of this kind has in it. */
    private static String sign(Decision.Kind kind) {
        return switch (kind) {
            case UNIQUE_INDEX -> "CREATE UNIQUE INDEX";
            case RANGE_PARTITIONS -> "PARTITION BY RANGE";
            case LIST_PARTITIONS -> "PARTITION BY LIST";
            case MAINTAINED_COUNT -> "CREATE TRIGGER.*INSERT|INSERT.*CREATE TRIGGER";
            case MATERIALIZED_VIEW -> "CREATE MATERIALIZED VIEW";
            case TRIGGER -> "CREATE TRIGGER.*BEFORE UPDATE";
            case FULL_TEXT -> "to_tsvector";
            case EXACT_MATCH -> "CREATE INDEX(?!.*(gin|gist)).*= ?";
            case CODED_TEXT -> "smallint|AS ENUM";
            case AUTOVACUUM -> "SET \\(autovacuum_";
            case ROW_SECURITY -> "ENABLE ROW LEVEL SECURITY";
            case SETTINGS -> "ALTER SYSTEM SET shared_buffers";
        };
    }

    private static boolean isAbout(Decision fault, Way way) {
        var names = fault.kind() == Decision.Kind.SETTINGS ? List.<String>of() : names(fault);
        return names.stream()
                .allMatch(n -> Pattern.compile("\\b" + Pattern.quote(n) + "\\b")
                        .matcher(way.text())
                        .find());
    }

    private static List<String> names(Decision fault) {
        return Stream.concat(Stream.of(fault.table()), fault.columns().stream()).toList();
    }
}

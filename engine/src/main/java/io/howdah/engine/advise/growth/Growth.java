package io.howdah.engine.advise.growth;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By how much tables grow.
 *
 * @param factors for each table that grows, its rows then for each row now; partitions by themselves
 * @param notes how the factors were found, and of which tables it is not known, for people to read
 */
public record Growth(Map<QualifiedName, Double> factors, List<String> notes) {

    /** A table of fewer rows is taken for a list that does not grow with the business, such as of countries or states. */
    static final double LIST = 1000;

    private static final Duration SHORT = Duration.ofDays(7);

    private static final double SECONDS_A_DAY = 86_400;

    /** The largest table gets so many rows, and all others as many times as many, but for lists of under 1,000 rows. */
    public static Growth toLargest(Catalog catalog, double rows) {
        double largest = tables(catalog).stream()
                .mapToDouble(t -> whole(catalog, t))
                .max()
                .orElse(0);
        if (largest < 1) {
            throw Problem.input("no table has statistics to grow from; run ANALYZE, then try again");
        }
        double factor = rows / largest;
        var factors = new TreeMap<QualifiedName, Double>();
        tables(catalog).stream().filter(t -> whole(catalog, t) >= LIST).forEach(t -> factors.put(t.name(), factor));
        return new Growth(
                Map.copyOf(factors),
                List.of(
                        "Every table of 1,000 rows or more is taken to grow as the largest does; smaller ones are taken for lists that do not."));
    }

    /** These tables get so many rows, a partitioned one its partitions as they share them now; all others stay. */
    public static Growth toRows(Catalog catalog, Map<QualifiedName, Double> rows) {
        var factors = new TreeMap<QualifiedName, Double>();
        rows.forEach((name, wanted) -> {
            var table = catalog.relation(name).orElseThrow(() -> Problem.input("there is no table " + name));
            var leaves = leaves(catalog, table);
            double now = leaves.stream().mapToDouble(Relation::estimatedRows).sum();
            if (now < 1) {
                throw Problem.input(
                        "the table " + name + " has no statistics to grow from; run ANALYZE on it, then try again");
            }
            leaves.forEach(leaf -> factors.put(leaf.name(), wanted / now));
        });
        return new Growth(Map.copyOf(factors), List.of("Tables that were not named stay as they are."));
    }

    /** Each table goes on growing as its counters say: rows inserted less rows deleted since the statistics were reset. */
    public static Growth in(Catalog catalog, Duration time) {
        var reset = catalog.activity().statisticsReset();
        var since = reset != null ? reset : catalog.server().startedAt();
        if (since == null || !since.isBefore(catalog.readAt())) {
            throw Problem.input(
                    "the server does not say since when it has counted, so growth is not known; give the sizes with --at");
        }
        var counted = Duration.between(since, catalog.readAt());
        var factors = new TreeMap<QualifiedName, Double>();
        var notes = new ArrayList<String>();
        notes.add("Growth is rows inserted less rows deleted in the %s since the counters were last reset."
                .formatted(inWords(counted)));
        if (counted.compareTo(SHORT) < 0) {
            notes.add("That is less than a week: loading in bulk, or a quiet day, makes much of the figure.");
        }
        var loaded = new ArrayList<String>();
        for (Relation table : tables(catalog)) {
            var use = table.use();
            double rows = table.estimatedRows();
            if (use == null || rows < 1) {
                continue;
            }
            double net = use.inserted() - use.deleted();
            double factor = 1 + net / counted.toMillis() * time.toMillis() / rows;
            if (factor > 1.001) {
                factors.put(table.name(), factor);
            }
            if (net > 0.9 * rows && rows >= LIST) {
                loaded.add(table.name().toString());
            }
        }
        if (!loaded.isEmpty()) {
            notes.add(
                    "Nearly all rows of %s came in that time: if they were loaded at once, they do not grow so, and --at says it better."
                            .formatted(
                                    String.join(", ", loaded.stream().limit(5).toList())));
        }
        if (factors.isEmpty()) {
            notes.add("No table is seen to grow.");
        }
        return new Growth(Map.copyOf(factors), List.copyOf(notes));
    }

    private static String inWords(Duration duration) {
        double days = duration.toSeconds() / SECONDS_A_DAY;
        return days >= 2 ? "%.0f days".formatted(days) : "%.0f hours".formatted(Math.max(1, days * 24));
    }

    /** 1 for a table that stays as it is. */
    public double factor(QualifiedName table) {
        return factors.getOrDefault(table, 1.0);
    }

    private static List<Relation> tables(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.TABLE || r.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .filter(r -> r.ofExtension() == null)
                .toList();
    }

    /** Rows of the whole partitioned table that it is a part of, else its own. */
    private static double whole(Catalog catalog, Relation table) {
        var parent =
                table.parent() == null ? null : catalog.relation(table.parent()).orElse(null);
        if (parent == null || parent.kind() != Relation.Kind.PARTITIONED_TABLE) {
            return table.estimatedRows();
        }
        return parent.parent() != null
                ? whole(catalog, parent)
                : leaves(catalog, parent).stream()
                        .mapToDouble(Relation::estimatedRows)
                        .sum();
    }

    private static List<Relation> leaves(Catalog catalog, Relation table) {
        if (table.kind() != Relation.Kind.PARTITIONED_TABLE) {
            return List.of(table);
        }
        return catalog.relations().stream()
                .filter(r -> table.name().equals(r.parent()))
                .flatMap(r -> leaves(catalog, r).stream())
                .toList();
    }
}

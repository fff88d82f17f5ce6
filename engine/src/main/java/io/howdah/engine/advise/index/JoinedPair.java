package io.howdah.engine.advise.index;

import io.howdah.engine.advise.index.Terms.Term;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Two tables that one join joins on several columns. */
final class JoinedPair {

    private final Relation left;
    private final Relation right;
    private final List<String> ofLeft = new ArrayList<>();
    private final List<String> ofRight = new ArrayList<>();

    JoinedPair(Relation left, Relation right) {
        this.left = left;
        this.right = right;
    }

    void on(Term ofLeft, Term ofRight) {
        var one = ofLeft.key().column();
        var other = ofRight.key().column();
        if (one != null && other != null && !this.ofLeft.contains(one) && !this.ofRight.contains(other)) {
            this.ofLeft.add(one);
            this.ofRight.add(other);
        }
    }

    /**
     * How many times as many combinations of values the planner reckons with as either table can hold; at least 1, and 1 where
     * it knows better by a foreign key, or nothing is known.
     */
    double excess() {
        if (ofLeft.size() < 2 || isForeignKey(left, ofLeft, right) || isForeignKey(right, ofRight, left)) {
            return 1;
        }
        double reckoned = 1;
        double inLeft = 1;
        double inRight = 1;
        for (int i = 0; i < ofLeft.size(); i++) {
            var one = distinct(left, ofLeft.get(i));
            var other = distinct(right, ofRight.get(i));
            if (one.isEmpty() || other.isEmpty()) {
                return 1;
            }
            reckoned *= Math.max(one.get(), other.get());
            inLeft *= one.get();
            inRight *= other.get();
        }
        return Math.max(
                1,
                reckoned / Math.max(Math.min(inLeft, left.estimatedRows()), Math.min(inRight, right.estimatedRows())));
    }

    private static Optional<Double> distinct(Relation table, String column) {
        return table.column(column)
                .map(Column::statistics)
                .filter(Objects::nonNull)
                .map(s -> distinct(s, table.estimatedRows()));
    }

    private static double distinct(ColumnStatistics statistics, double rows) {
        return Math.max(1, statistics.distinctAmong(rows));
    }

    private static boolean isForeignKey(Relation table, List<String> columns, Relation referenced) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Constraint.Kind.FOREIGN_KEY
                        && referenced.name().equals(c.referenced())
                        && new HashSet<>(c.columns()).containsAll(columns));
    }
}

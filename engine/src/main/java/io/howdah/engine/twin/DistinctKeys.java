package io.howdah.engine.twin;

import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many different combinations of values the keys of an index have.
 *
 * @param columns the keys
 * @param expressions the same as SQL, with every name qualified; empty where nothing can be asked
 * @param candidates rows of the table that may be indexed as far as nulls go
 * @param rows indexed ones
 * @param known what the catalog tells of these columns together, at most
 */
record DistinctKeys(
        List<KeyColumn> columns,
        Optional<KeysWanted> expressions,
        double tableRows,
        double candidates,
        double rows,
        OptionalDouble known) {

    /** ANALYZE's number for one column was seen too small by up to this factor, where many values come seldom. */
    private static final double UNDERESTIMATED = 4;

    /** So many distinct values are all there are. */
    private static final double UNIQUE = 0.99;

    /** As many as the column with the most has. */
    double least() {
        return Math.min(
                rows, columns.stream().mapToDouble(DistinctKeys::withNull).max().orElse(1));
    }

    /** As many as there would be if each value of one came with each of the others; of one column a multiple. */
    double most() {
        double product = columns.size() == 1 && least() < UNIQUE * rows ? UNDERESTIMATED : 1;
        for (var column : columns) {
            product *= withNull(column);
        }
        return Math.min(rows, product);
    }

    private static double withNull(KeyColumn column) {
        return Math.max(1, column.distinct() + (column.nullFraction() > 0 ? 1 : 0));
    }

    /** Counted where the rows were looked at; else at most what the catalog tells; else as if the columns were independent. */
    double estimated(Map<KeysWanted, KeySpectrum> counted) {
        var spectrum = expressions.map(counted::get);
        if (spectrum.isPresent()) {
            double all = spectrum.get().distinct(tableRows);
            return Math.min(rows, Math.max(1, KeyColumn.subset(all, candidates, rows)));
        }
        return columns.size() == 1 ? least() : Math.max(least(), Math.min(most(), known.orElse(most())));
    }
}

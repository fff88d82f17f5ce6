package io.howdah.engine.twin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A degree of commonness at which a parameter is asked, with values for it.
 *
 * @param start place of the first value
 * @param step from a value to the next, where a list needs several
 * @param weight share of the rows that have values such as these, 0 to 1
 */
record Level(List<String> values, int start, int step, double weight) {

    /** Of a column of which no value is known. */
    static final Level UNKNOWN = new Level(List.of(), 0, 0, 1);

    /** Another one for each position, as far as there are so many; null where none is known. */
    @Nullable
    String value(int position) {
        return values.isEmpty() ? null : values.get(Math.floorMod(start + position * step, values.size()));
    }

    Level withWeight(double newWeight) {
        return new Level(values, start, step, newWeight);
    }
}

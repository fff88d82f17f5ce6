package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.ColumnStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnValuesTest {

    @Test
    void asks_each_of_few_values() {
        var column = column("{done,shipped,open}", "{0.9,0.07,0.03}", null);

        assertThat(values(column.levels())).containsExactly("done", "shipped", "open");
        assertThat(column.isFew()).isTrue();
    }

    @Test
    void asks_middling_values_between_the_most_and_the_least_common() {
        var column = column(numbers(100), frequencies(100), "{100,200,300}");

        assertThat(column.levels()).hasSize(5);
        assertThat(values(column.levels())).containsExactly("1", "5", "22", "100", "200");
        assertThat(column.isFew()).isFalse();
    }

    @Test
    void weighs_values_by_the_rows_that_have_such_ones() {
        var column = column("{t,f}", "{0.375,0.125}", null);

        assertThat(column.levels()).extracting(Level::weight).containsExactly(0.75, 0.25);
        assertThat(column(numbers(100), frequencies(100), "{100,200,300}").levels().stream()
                        .mapToDouble(Level::weight)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void leaves_what_is_not_common_to_the_values_of_the_histogram() {
        var levels = column("{1}", "{0.25}", "{10,20,30}").levels();

        assertThat(values(levels)).containsExactly("1", "20");
        assertThat(levels).extracting(Level::weight).containsExactly(0.25, 0.75);
    }

    @Test
    void knows_no_value_where_there_are_no_statistics() {
        assertThat(new ColumnValues(null).levels()).containsExactly(Level.UNKNOWN);
    }

    @Test
    void takes_the_elements_of_arrays_by_how_often_they_occur_and_not_in_their_own_order() {
        // after the elements' own frequencies stand the least, the greatest, and that of nulls (pg_statistic.h)
        var statistics = statistics(null, null, null, "{apple,pear,plum}", "{0.1,0.6,0.3,0.1,0.6,0}");

        assertThat(values(new ColumnValues(statistics).elementLevels())).containsExactly("pear", "plum", "apple");
    }

    @Test
    void takes_other_values_for_the_other_members_of_a_list() {
        var common = column(numbers(100), frequencies(100), null).levels();

        assertThat(List.of(common.getFirst().value(1), common.getLast().value(1)))
                .containsExactly("2", "99");
    }

    private static List<String> values(List<Level> levels) {
        return levels.stream().map(level -> level.value(0)).toList();
    }

    private static String numbers(int many) {
        return IntStream.rangeClosed(1, many).mapToObj(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Each value half as common as that of half its number. */
    private static String frequencies(int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> String.valueOf(0.1 / i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static ColumnValues column(String common, String frequencies, @Nullable String bounds) {
        return new ColumnValues(statistics(common, frequencies, bounds, null, null));
    }

    private static ColumnStatistics statistics(
            @Nullable String common,
            @Nullable String frequencies,
            @Nullable String bounds,
            @Nullable String elements,
            @Nullable String elementFrequencies) {
        return new ColumnStatistics(
                false,
                0,
                8,
                100,
                common,
                frequencies,
                bounds,
                null,
                elements,
                elementFrequencies,
                null,
                null,
                null,
                null);
    }
}

package io.howdah.engine.apply.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeGridTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void days_begin_at_midnight_on_both_changes_of_the_clock() {
        assertThat(from(Span.DAY, KeyType.TIMESTAMPTZ, "2026-03-28T12:00:00Z", 3))
                .containsExactly(
                        "2026_03_28 2026-03-27 23:00:00+00",
                        "2026_03_29 2026-03-28 23:00:00+00",
                        "2026_03_30 2026-03-29 22:00:00+00");
        assertThat(from(Span.DAY, KeyType.TIMESTAMPTZ, "2026-10-24T12:00:00Z", 3))
                .containsExactly(
                        "2026_10_24 2026-10-23 22:00:00+00",
                        "2026_10_25 2026-10-24 22:00:00+00",
                        "2026_10_26 2026-10-25 23:00:00+00");
    }

    @Test
    void an_hour_that_comes_twice_has_two_partitions_of_different_names() {
        assertThat(from(Span.HOUR, KeyType.TIMESTAMPTZ, "2026-10-24T23:59:00Z", 4))
                .containsExactly(
                        "2026_10_24t2300z 2026-10-24 23:00:00+00",
                        "2026_10_25t0000z 2026-10-25 00:00:00+00",
                        "2026_10_25t0100z 2026-10-25 01:00:00+00",
                        "2026_10_25t0200z 2026-10-25 02:00:00+00");
    }

    @Test
    void weeks_months_quarters_and_years_begin_where_the_calendar_says() {
        assertThat(from(Span.WEEK, KeyType.DATE, "2026-12-31T12:00:00Z", 2))
                .containsExactly("2026w53 2026-12-28", "2027w01 2027-01-04");
        assertThat(from(Span.MONTH, KeyType.TIMESTAMP, "2026-11-15T12:00:00Z", 2))
                .containsExactly("2026_11 2026-11-01 00:00:00", "2026_12 2026-12-01 00:00:00");
        assertThat(from(Span.QUARTER, KeyType.DATE, "2026-11-15T12:00:00Z", 2))
                .containsExactly("2026q4 2026-10-01", "2027q1 2027-01-01");
        assertThat(from(Span.YEAR, KeyType.TIMESTAMPTZ, "2026-11-15T12:00:00Z", 2))
                .containsExactly("2026 2025-12-31 23:00:00+00", "2027 2026-12-31 23:00:00+00");
    }

    @Test
    void types_without_a_time_zone_show_the_clock_of_the_zone() {
        var moment = Instant.parse("2026-11-30T23:30:00Z");

        assertThat(grid(Span.MONTH, KeyType.DATE).label(start(grid(Span.MONTH, KeyType.DATE), moment)))
                .isEqualTo("2026_12");
        assertThat(grid(Span.MONTH, KeyType.TIMESTAMP).label(start(grid(Span.MONTH, KeyType.TIMESTAMP), moment)))
                .isEqualTo("2026_12");
    }

    @Test
    void a_uuid_begins_with_its_time() {
        assertThat(from(Span.MONTH, KeyType.UUID, "2026-11-15T12:00:00Z", 1))
                .containsExactly("2026_11 01a19430-f980-0000-0000-000000000000");
    }

    @Test
    void reads_what_it_writes() {
        for (var type : List.of(KeyType.DATE, KeyType.TIMESTAMP, KeyType.TIMESTAMPTZ, KeyType.UUID)) {
            var grid = grid(Span.DAY, type);
            long place = start(grid, Instant.parse("2026-10-25T12:00:00Z"));
            assertThat(grid.place(grid.text(place))).as(type.toString()).isEqualTo(place);
        }
        assertThat(grid(Span.DAY, KeyType.TIMESTAMPTZ).place("2026-10-25 12:00:00.25+05:30"))
                .isEqualTo(grid(Span.DAY, KeyType.TIMESTAMPTZ).place("2026-10-25 06:30:00.25+00"));
    }

    @Test
    void numbers_are_divided_below_zero_too() {
        var grid = new NumberGrid(1000);

        assertThat(grid.floor(-1)).isEqualTo(-1000);
        assertThat(grid.label(-1000)).isEqualTo("m000000001000");
        assertThat(grid.label(grid.next(grid.floor(1_000_999)))).isEqualTo("000001001000");
    }

    @Test
    void refuses_hours_of_dates_and_times_of_numbers() {
        var hours = new PartitionScheme.ByTime("day", Span.HOUR, BERLIN);

        assertThatThrownBy(() -> Grid.of(hours, KeyType.DATE)).hasMessage("Column day is a date, which has no hours");
        assertThatThrownBy(() -> Grid.of(hours, KeyType.NUMBER)).hasMessageContaining("is a number");
        assertThatThrownBy(() -> Grid.of(new PartitionScheme.ByNumber("at", 10), KeyType.DATE))
                .hasMessageContaining("is a time");
    }

    private static TimeGrid grid(Span span, KeyType type) {
        return TimeGrid.of(type, new PartitionScheme.ByTime("at", span, BERLIN));
    }

    private static long start(TimeGrid grid, Instant moment) {
        return grid.floor(grid.place(moment));
    }

    private static List<String> from(Span span, KeyType type, String moment, int count) {
        var grid = grid(span, type);
        var all = new ArrayList<String>();
        long start = start(grid, Instant.parse(moment));
        for (int i = 0; i < count; i++) {
            all.add(grid.label(start) + " " + grid.text(start));
            start = grid.next(start);
        }
        return all;
    }
}

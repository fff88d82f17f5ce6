package io.howdah.engine.advise.partition;

import io.howdah.engine.catalog.Catalog;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The time that a table's last partition holds, by the clock of those who made it.
 *
 * <p>Days and months begin at midnight there, which our session is shown in UTC. The clock is the TimeZone that was set for the
 * database where every partition ends at a midnight of it (that of the server is hidden behind the one that our driver sends); else one that is ahead of UTC, or behind it, by as much as brings the last bound to midnight,
 * with the other bound up to an hour beside it for summer time. What has no zone is taken as it stands, and so is what begins or ends
 * at no midnight.
 */
record Stretch(ZoneId zone, LocalDateTime from, LocalDateTime to) {

    private static final Duration SUMMER_TIME = Duration.ofHours(1);
    private static final int DAY = 86_400;

    /** Clocks are up to 14 hours ahead of UTC, and people that live behind it are at most 10 behind. */
    private static final int FARTHEST_BEHIND = 36_000;

    /** Of the last of these, which are in their order; empty where it has no beginning or no end, or they are no times. */
    static Optional<Stretch> of(Catalog catalog, List<Bounds> bounds) {
        var last = bounds.getLast();
        return Bounds.moment(last.from())
                .flatMap(from -> last.end().map(to -> of(clock(catalog, bounds, to), from, to)));
    }

    private static Stretch of(ZoneId zone, Instant from, Instant to) {
        var first = from.plus(SUMMER_TIME).atZone(zone).toLocalDate();
        var end = to.atZone(zone).toLocalDate();
        var off = Duration.between(first.atStartOfDay(zone).toInstant(), from).abs();
        boolean wholeDays = isMidnight(zone, to) && first.isBefore(end) && off.compareTo(SUMMER_TIME) <= 0;
        return wholeDays
                ? new Stretch(zone, first.atStartOfDay(), end.atStartOfDay())
                : new Stretch(
                        ZoneOffset.UTC,
                        LocalDateTime.ofInstant(from, ZoneOffset.UTC),
                        LocalDateTime.ofInstant(to, ZoneOffset.UTC));
    }

    private static ZoneId clock(Catalog catalog, List<Bounds> bounds, Instant end) {
        if (!bounds.getLast().isZoned()) {
            return ZoneOffset.UTC;
        }
        var ends = bounds.stream().flatMap(b -> b.end().stream()).toList();
        return ofDatabase(catalog)
                .filter(zone -> ends.stream().allMatch(e -> isMidnight(zone, e)))
                .orElseGet(() -> midnightAt(end));
    }

    /** Set for the database or for all of the server's; empty where it is not, or is written in a way that is the server's own. */
    private static Optional<ZoneId> ofDatabase(Catalog catalog) {
        try {
            return catalog.roleSettings().stream()
                    .filter(s -> s.role() == null && s.name().equalsIgnoreCase("TimeZone"))
                    .min(Comparator.comparing(s -> s.database() == null))
                    .map(s -> ZoneId.of(s.value()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isMidnight(ZoneId zone, Instant moment) {
        return moment.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant().equals(moment);
    }

    private static ZoneId midnightAt(Instant moment) {
        int past = moment.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
        return ZoneOffset.ofTotalSeconds(past > FARTHEST_BEHIND ? DAY - past : -past);
    }

    /** Where it ends, and so many more of them behind it: by months where it is whole months, else by its length. */
    private LocalDateTime after(int more) {
        long months = ChronoUnit.MONTHS.between(from, to);
        return months > 0 && from.plusMonths(months).equals(to)
                ? to.plusMonths(months * more)
                : to.plus(Duration.between(from, to).multipliedBy(more));
    }

    /** The moment at which it ends, and so many more of them behind it. */
    Instant end(int more) {
        return after(more).atZone(zone).toInstant();
    }

    /** The same as the day that begins then, with the time where a day has several. */
    String stamp(int more) {
        int length = Duration.between(from, to).compareTo(Duration.ofDays(1)) < 0 ? 16 : 10;
        return after(more).toString().substring(0, length).replaceAll("[-T:]", "_");
    }

    /** Its end with the offset of its clock. */
    String written() {
        return to.atZone(zone).toOffsetDateTime().toString();
    }
}

package io.howdah.engine.advise.partition;

import io.howdah.engine.catalog.Relation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bounds of a range partition on one column, as they are written. */
record Bounds(Relation partition, String from, String to) {

    private static final Pattern RANGE = Pattern.compile("FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)");

    private static final Pattern ZONED = Pattern.compile("'.*:\\d\\d(?:\\.\\d+)?[+-]\\d\\d(?::\\d\\d)?'");

    /** Those of the partitions of a table that have them, in their order; others, such as a default, are left out. */
    static List<Bounds> of(List<Relation> partitions) {
        return partitions.stream()
                .flatMap(p -> of(p).stream())
                .filter(b -> isOne(b.from) && isOne(b.to))
                .sorted(Comparator.comparing(Bounds::lower))
                .toList();
    }

    /** Whether it is of one column. */
    private static boolean isOne(String bound) {
        return !bound.replaceAll("'(?:[^']|'')*'", "").contains(",");
    }

    static Optional<Bounds> of(Relation partition) {
        var match = RANGE.matcher(Objects.requireNonNullElse(partition.partitionBound(), ""));
        return match.matches() ? Optional.of(new Bounds(partition, match.group(1), match.group(2))) : Optional.empty();
    }

    /** As a value that sorts: numbers by size, times and texts as they stand, MINVALUE first. */
    private Key lower() {
        return Key.of(from);
    }

    private record Key(double number, String text) implements Comparable<Key> {

        static Key of(String bound) {
            if (bound.equals("MINVALUE")) {
                return new Key(Double.NEGATIVE_INFINITY, "");
            }
            var bare = bound.replace("'", "");
            return bare.matches("-?\\d+(\\.\\d+)?") ? new Key(Double.parseDouble(bare), "") : new Key(0, bare);
        }

        @Override
        public int compareTo(Key other) {
            return Comparator.comparingDouble(Key::number)
                    .thenComparing(Key::text)
                    .compare(this, other);
        }
    }

    /** The upper bound as a moment; empty where it is none. */
    Optional<Instant> end() {
        return moment(to);
    }

    /** Whether it ends at a time that is written with its distance from UTC, as those of timestamptz are. */
    boolean isZoned() {
        return ZONED.matcher(to).matches();
    }

    /** A literal of a date or a time, without a zone in UTC. */
    static Optional<Instant> moment(String bound) {
        var match = Pattern.compile(
                        "'(\\d{4}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d(?::\\d\\d)?)?)?'")
                .matcher(bound);
        if (!match.matches()) {
            return Optional.empty();
        }
        var time = Objects.requireNonNullElse(match.group(2), "00:00:00");
        var zone = Objects.requireNonNullElse(match.group(3), "+00");
        return Optional.of(
                OffsetDateTime.parse(match.group(1) + "T" + time + (zone.length() == 3 ? zone + ":00" : zone))
                        .toInstant());
    }
}

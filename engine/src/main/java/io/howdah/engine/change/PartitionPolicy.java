package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionScheme.Span;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the partitions of a table: kept in the database, and carried out by maintenance.
 *
 * @param ahead how many partitions there are to be beyond the present one
 * @param keep how long rows are kept; null for ever
 * @param archive the directory of the archives; null where partitions are not archived
 * @param wantsDefault whether there is to be a default partition; null where it is left as it is
 */
public record PartitionPolicy(
        QualifiedName table,
        PartitionScheme scheme,
        int ahead,
        @Nullable Keep keep,
        Old old,
        @Nullable String archive,
        @Nullable Boolean wantsDefault) {

    /** What becomes of partitions that are older than wanted. */
    public enum Old {
        /** They become tables of their own. */
        DETACH,
        /** They are written to files and dropped. */
        ARCHIVE,
        /** They are dropped. */
        DROP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A length of time, or a distance from the newest number.
     *
     * @param unit null where {@code count} is a number's distance
     */
    public record Keep(long count, @Nullable Span unit) {

        private static final Pattern FORM =
                Pattern.compile("(\\d{1,18})\\s*(?:(hour|day|week|month|quarter|year)s?)?", Pattern.CASE_INSENSITIVE);

        /** As the user writes it, such as {@code 12 months} or {@code 1000000}. */
        public static Optional<Keep> of(String text) {
            var match = FORM.matcher(text.strip());
            if (!match.matches()) {
                return Optional.empty();
            }
            var unit = match.group(2);
            return Optional.of(new Keep(
                    Long.parseLong(match.group(1)), unit == null ? null : Span.valueOf(unit.toUpperCase(Locale.ROOT))));
        }

        @Override
        public String toString() {
            return unit == null ? Long.toString(count) : count + " " + unit.word() + (count == 1 ? "" : "s");
        }
    }

    /** How many partitions ahead suit a scheme where nobody said: three months, of hours a week. */
    public static int usualAhead(PartitionScheme scheme) {
        return switch (scheme) {
            case PartitionScheme.ByTime time ->
                switch (time.span()) {
                    case HOUR -> 168;
                    case DAY -> 92;
                    case WEEK -> 13;
                    case MONTH -> 3;
                    case QUARTER, YEAR -> 1;
                };
            case PartitionScheme.ByNumber number -> 3;
            case PartitionScheme.ByValue value -> 0;
        };
    }

    /** The length of a partition as the user writes it; empty where it is none. */
    public static Optional<Span> span(String text) {
        return Arrays.stream(Span.values())
                .filter(span -> span.word().equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    /** For people. */
    @Override
    public String toString() {
        return scheme + ", " + ahead + " ahead, "
                + (keep == null
                        ? "kept for ever"
                        : "kept for " + keep + ", then " + (archive == null ? old.word() : old.word() + ":" + archive))
                + (wantsDefault == null
                        ? ""
                        : wantsDefault ? ", with a default partition" : ", without a default partition");
    }
}

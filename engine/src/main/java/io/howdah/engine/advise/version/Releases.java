package io.howdah.engine.advise.version;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The releases of PostgreSQL as they were known when this program was built: minor releases of all versions come on the same days.
 *
 * <p>Seen were 15.20, of 12 November 2026, and before it 14.24, 15.19, 16.15, 17.11 and 18.6, of August; 18.5 never came out.
 */
final class Releases {

    /** When the table was written down. */
    static final LocalDate KNOWN = LocalDate.of(2026, 11, 21);

    /**
     * A major version.
     *
     * @param minor newest minor release that was known
     * @param end last minor release, by the project's versioning policy: five years after the first
     */
    record Release(int minor, LocalDate end) {}

    /** The newest major version, as which the twin can plan everywhere. */
    static final int NEWEST = 18;

    private static final Map<Integer, Release> MAJORS = Map.of(
            12, new Release(22, LocalDate.of(2024, 11, 21)),
            13, new Release(23, LocalDate.of(2025, 11, 13)),
            14, new Release(25, LocalDate.of(2026, 11, 12)),
            15, new Release(20, LocalDate.of(2027, 11, 11)),
            16, new Release(16, LocalDate.of(2028, 11, 9)),
            17, new Release(12, LocalDate.of(2029, 11, 8)),
            18, new Release(7, LocalDate.of(2030, 11, 14)));

    private Releases() {}

    static @Nullable Release of(int major) {
        return MAJORS.get(major);
    }
}

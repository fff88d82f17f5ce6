package io.howdah.engine.catalog;

/** What a GIN index counts of itself in its meta page, as of the last VACUUM or its build ({@code GinMetaPageData}, ginblock.h). */
public record GinCounters(long pendingPages, long totalPages, long entryPages, long dataPages, long entries) {

    /** The same for so many times as many pages. */
    public GinCounters times(double factor) {
        return new GinCounters(
                pendingPages,
                Math.round(totalPages * factor),
                Math.round(entryPages * factor),
                Math.round(dataPages * factor),
                Math.round(entries * factor));
    }
}

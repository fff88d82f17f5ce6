package io.howdah.app.stage;

import io.howdah.engine.advise.Advisory;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.prove.TriedAdvice;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What advising gave, with what it was drawn from.
 *
 * @param catalog the database as it is
 * @param advisory for the size that it was asked for
 * @param twinNotes what the twin could not carry over
 * @param grown what leads to that size; null where it is today's
 * @param tried how the indexes fared on a copy; null where there was none
 */
public record Advised(
        Catalog catalog,
        Workload workload,
        Advisory advisory,
        List<String> twinNotes,
        @Nullable Grown grown,
        @Nullable TriedAdvice tried) {

    /** Everything that could not be seen or judged, for people to read. */
    public List<String> unseen() {
        return Stream.of(catalog.unseen(), workload.notes(), twinNotes)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}

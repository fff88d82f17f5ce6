package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Structure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to divide a table.
 *
 * @param why what speaks for it
 * @param seen what in the database and its statements does
 * @param bounds of each partition, as CREATE TABLE takes them, by the suffix of its name
 * @param replaced the statements that are not needed any more
 * @param gains what it brings
 * @param way another way to the same end; null where there is none
 * @param otherwise what goes on where nothing is done
 */
record Division(
        Relation table,
        Column key,
        Structure.Partitioned structure,
        String why,
        String seen,
        Map<String, String> bounds,
        List<Question> replaced,
        List<String> gains,
        @Nullable Choice way,
        String otherwise) {

    /** The same with the statements that it replaces. */
    Division with(List<Question> deletes, String sight) {
        return new Division(table, key, structure, why, sight, bounds, deletes, gains, way, otherwise);
    }

    /** How, for people. */
    String by() {
        return structure.by().toString().strip();
    }

    int partitions() {
        return bounds.size();
    }

    Optional<Choice> instead() {
        return Optional.ofNullable(way);
    }
}

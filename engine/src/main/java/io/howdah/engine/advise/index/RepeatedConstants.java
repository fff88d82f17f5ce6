package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.StatementConstants;
import java.util.List;

/**
 * Finds the predicates that a statement repeats with every call.
 *
 * <p>A value that a driver binds is no such thing: under a generic plan the server cannot prove that a partial index holds
 * the rows, and the next call may ask for other rows. So a constant counts only where every text of the statement that was
 * seen has it. {@code pg_stat_statements} shows constants as parameters, so there the texts are the samples; a condition on
 * truth or NULL without a constant stands in the normalised text too.
 */
final class RepeatedConstants {

    /** A predicate must leave out at least half of the rows: below that an index without it serves more statements. */
    static final double LARGEST_SHARE = 0.5;

    private RepeatedConstants() {}

    static List<PartialPredicate> of(TableNeed need, Relation table, Statement statement) {
        var texts = texts(statement);
        return need.conditions.stream()
                .flatMap(c -> PartialPredicate.of(c, table).stream())
                .distinct()
                .filter(p -> texts.stream().allMatch(t -> repeats(t, p)))
                .filter(p -> {
                    var share = PredicateStatistics.share(p, table);
                    return share.isPresent() && share.getAsDouble() < LARGEST_SHARE;
                })
                .toList();
    }

    private static List<StatementConstants> texts(Statement statement) {
        return statement.samples().isEmpty()
                ? List.of(StatementConstants.of(statement.text()))
                : statement.samples().stream()
                        .map(s -> StatementConstants.of(s.text()))
                        .toList();
    }

    private static boolean repeats(StatementConstants text, PartialPredicate predicate) {
        return predicate.isStructural()
                ? text.testsAlone(predicate.column())
                : text.comparesWith(predicate.column(), predicate.values());
    }
}

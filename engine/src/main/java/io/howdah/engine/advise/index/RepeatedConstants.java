package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.StatementConstants;
import java.util.List;
import java.util.Set;

/**
 * Finds the predicates that a statement repeats with every call.
 *
 * <p>A value that a driver binds is no such thing: under a generic plan the server cannot prove that a partial index holds
 * the rows, and the next call may ask for other rows. So a constant counts only where every text of the statement that was
 * seen has it. {@code pg_stat_statements} shows constants as parameters, so there the texts are the samples; a condition on
 * truth or NULL without a constant stands in the normalised text too.
 *
 * <p>A text without any parameter that was seen once may have its values from an example. There only a quoted constant counts,
 * as of a state by name, and no number.
 */
final class RepeatedConstants {

    /** A predicate must leave out at least half of the rows: below that an index without it serves more statements. */
    static final double LARGEST_SHARE = 0.5;

    private static final Set<String> NAMES = Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar");

    private final Relation table;
    private final boolean surelyRepeated;
    private final List<StatementConstants> texts;

    private RepeatedConstants(Relation table, Statement statement) {
        this.table = table;
        var samples = statement.samples();
        this.texts = samples.isEmpty()
                ? List.of(StatementConstants.of(statement.text()))
                : samples.stream().map(s -> StatementConstants.of(s.text())).toList();
        int seen = samples.stream().mapToInt(Statement.Sample::seen).sum();
        this.surelyRepeated = seen > 1 || texts.stream().allMatch(StatementConstants::hasParameter);
    }

    static List<PartialPredicate> of(TableNeed need, Relation table, Statement statement) {
        var constants = new RepeatedConstants(table, statement);
        return need.conditions.stream()
                .flatMap(c -> PartialPredicate.of(c, table).stream())
                .distinct()
                .filter(constants::isState)
                .filter(p -> constants.texts.stream().allMatch(t -> constants.repeats(t, p)))
                .filter(constants::selectsFew)
                .toList();
    }

    /** Keys and references identify rows; an index for one of their values is made for one customer. */
    private boolean isState(PartialPredicate predicate) {
        return predicate.isStructural()
                || table.constraints().stream()
                        .filter(c -> c.kind() != Constraint.Kind.CHECK && c.kind() != Constraint.Kind.NOT_NULL)
                        .noneMatch(c -> c.columns().contains(predicate.column()));
    }

    private boolean repeats(StatementConstants text, PartialPredicate predicate) {
        if (predicate.isStructural()) {
            return text.testsAlone(predicate.column());
        }
        boolean named = surelyRepeated
                || table.column(predicate.column())
                        .filter(c ->
                                NAMES.contains(c.typeName()) || c.typeKind().equals("e"))
                        .isPresent();
        return named && text.comparesWith(predicate.column(), predicate.values());
    }

    private boolean selectsFew(PartialPredicate predicate) {
        var share = PredicateStatistics.share(predicate, table);
        return share.isPresent() && share.getAsDouble() < LARGEST_SHARE;
    }
}

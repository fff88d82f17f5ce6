package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one column, with constants only, that could be the predicate of a partial index.
 *
 * @param operator a comparison; {@code =} with several values is an IN list; empty for conditions on truth or NULL
 * @param values the constants, sorted; for truth {@code true} or {@code false}; for NULL the test itself
 */
record PartialPredicate(String column, String operator, Set<String> values) {

    static final String IS_NULL = "IS NULL";
    static final String IS_NOT_NULL = "IS NOT NULL";

    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

    /** The condition as a predicate; empty where it has another form. */
    static Optional<PartialPredicate> of(Expression condition, Relation table) {
        if (condition instanceof Expression.Not not) {
            return bool(not.operand(), table, "false");
        }
        if (condition instanceof Expression.Test test) {
            return test(test, table);
        }
        if (condition instanceof Expression.Operation o && COMPARISONS.contains(o.operator())) {
            return comparison(o);
        }
        if (condition instanceof Expression.Quantified in) {
            return list(in);
        }
        return bool(condition, table, "true");
    }

    private static Optional<PartialPredicate> bool(Expression operand, Relation table, String value) {
        return column(operand)
                .filter(name ->
                        table.column(name).filter(PartialPredicate::isBoolean).isPresent())
                .map(name -> new PartialPredicate(name, "", Set.of(value)));
    }

    private static Optional<PartialPredicate> test(Expression.Test test, Relation table) {
        return switch (test.test()) {
            case "IS NULL", "IS NOT NULL" ->
                column(test.operand()).map(name -> new PartialPredicate(name, "", Set.of(test.test())));
            case "IS TRUE" -> bool(test.operand(), table, "true");
            case "IS FALSE" -> bool(test.operand(), table, "false");
            default -> Optional.empty();
        };
    }

    private static Optional<PartialPredicate> comparison(Expression.Operation o) {
        var value = o.right().uncast() instanceof Expression.Literal literal ? literal.value() : null;
        return value == null
                ? Optional.empty()
                : column(o.left()).map(name -> new PartialPredicate(name, o.operator(), Set.of(value)));
    }

    private static Optional<PartialPredicate> list(Expression.Quantified list) {
        boolean in = list.any() && list.operator().equals("=");
        boolean notIn = !list.any() && list.operator().equals("<>");
        if (list.values().isEmpty() || !(in || notIn)) {
            return Optional.empty();
        }
        return column(list.left())
                .map(name -> new PartialPredicate(name, list.operator(), new TreeSet<>(list.values())));
    }

    private static Optional<String> column(Expression operand) {
        return operand.uncast() instanceof ColumnRef column ? Optional.of(column.column()) : Optional.empty();
    }

    private static boolean isBoolean(Column column) {
        return column.typeName().equals("pg_catalog.bool");
    }

    /** Whether it is about truth or NULL, and so means the same with every call. */
    boolean isStructural() {
        return operator.isEmpty();
    }

    /** Whether rows that satisfy the other satisfy this one, as far as lists of values tell. */
    boolean follows(PartialPredicate other) {
        return column.equals(other.column)
                && operator.equals("=")
                && other.operator.equals("=")
                && values.containsAll(other.values);
    }

    /** As people write it. The server reads it as the same condition that the statements have. */
    String sql() {
        var name = Name.quoted(column);
        if (isStructural()) {
            return switch (values.iterator().next()) {
                case "true" -> name;
                case "false" -> "NOT " + name;
                default -> name + " " + values.iterator().next();
            };
        }
        if (values.size() == 1) {
            return name + " " + operator + " " + literal(values.iterator().next());
        }
        var list = new TreeSet<>(values)
                .stream().map(PartialPredicate::literal).collect(Collectors.joining(", ", " (", ")"));
        return name + (operator.equals("=") ? " IN" : " NOT IN") + list;
    }

    private static String literal(@Nullable String value) {
        return value == null ? "NULL" : Name.literal(value).strip();
    }
}

package io.howdah.engine.sql;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expression as the server writes it in plans and definitions ({@code ruleutils.c}).
 *
 * <p>{@link #sql} gives it back without the relations' names, as an index of one relation needs it.
 */
public sealed interface Expression {

    /** The expression in SQL, columns without their relation. */
    String sql();

    /** The operands, from left to right. */
    List<Expression> parts();

    /** All columns in it, repetitions included. */
    default List<ColumnRef> columns() {
        return parts().stream().flatMap(p -> p.columns().stream()).toList();
    }

    /** Whether it or a part of it has a value that the planner does not know: a parameter or the result of a subplan. */
    default boolean hasUnknown() {
        return parts().stream().anyMatch(Expression::hasUnknown);
    }

    /** The conditions that all must hold for this one to hold. */
    default List<Expression> conjuncts() {
        return List.of(this);
    }

    /** A column, by the alias of its relation where the plan gives it. */
    record ColumnRef(@Nullable String relation, String column) implements Expression {
        @Override
        public String sql() {
            return Name.quoted(column);
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }

        @Override
        public List<ColumnRef> columns() {
            return List.of(this);
        }
    }

    /**
     * A constant.
     *
     * @param value its text; null for NULL
     * @param sql as written, without a cast
     */
    record Literal(@Nullable String value, String sql) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** A value known only when the statement runs: {@code $1}, a subplan's result, {@code CURRENT_USER}. */
    record Unknown(String sql) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }

        @Override
        public boolean hasUnknown() {
            return true;
        }
    }

    /** {@code (left operator right)}. */
    record Operation(Expression left, String operator, Expression right) implements Expression {
        @Override
        public String sql() {
            return "(" + left.sql() + " " + operator + " " + right.sql() + ")";
        }

        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }
    }

    /** {@code (operator operand)}. */
    record Prefix(String operator, Expression operand) implements Expression {
        @Override
        public String sql() {
            return "(" + operator + " " + operand.sql() + ")";
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** {@code (left operator ANY (array))} or ALL. */
    record Quantified(Expression left, String operator, boolean any, Expression array) implements Expression {
        @Override
        public String sql() {
            return "(" + left.sql() + " " + operator + (any ? " ANY (" : " ALL (") + array.sql() + "))";
        }

        @Override
        public List<Expression> parts() {
            return List.of(left, array);
        }

        /** The constants compared with; empty where they are not all known. */
        public List<String> values() {
            var elements = array.uncast();
            if (elements instanceof Literal literal) {
                return ArrayText.elements(literal.value());
            }
            return elements instanceof ArrayOf list ? list.literals() : List.of();
        }
    }

    /** {@code (operand IS NULL)}; the test is in upper case, from {@code IS} on. */
    record Test(Expression operand, String test) implements Expression {
        @Override
        public String sql() {
            return "(" + operand.sql() + " " + test + ")";
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** {@code (NOT operand)}. */
    record Not(Expression operand) implements Expression {
        @Override
        public String sql() {
            return "(NOT " + operand.sql() + ")";
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** Conditions that all must hold. */
    record And(List<Expression> parts) implements Expression {
        @Override
        public String sql() {
            return parts.stream().map(Expression::sql).collect(Collectors.joining(" AND ", "(", ")"));
        }

        @Override
        public List<Expression> conjuncts() {
            return parts.stream().flatMap(p -> p.conjuncts().stream()).toList();
        }
    }

    /** Conditions of which one must hold. */
    record Or(List<Expression> parts) implements Expression {
        @Override
        public String sql() {
            return parts.stream().map(Expression::sql).collect(Collectors.joining(" OR ", "(", ")"));
        }
    }

    /** A function call without further clauses. */
    record Call(String name, List<Expression> parts) implements Expression {
        @Override
        public String sql() {
            return name + parts.stream().map(Expression::sql).collect(Collectors.joining(", ", "(", ")"));
        }

        /** Whether it is this function, in any case. */
        public boolean isNamed(String function) {
            return name.toLowerCase(Locale.ROOT).equals(function);
        }
    }

    /** {@code (operand)::type}. */
    record Cast(Expression operand, String type) implements Expression {
        @Override
        public String sql() {
            var inner = operand instanceof ColumnRef ? "(" + operand.sql() + ")" : operand.sql();
            return inner + "::" + type;
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** {@code operand COLLATE collation}. */
    record Collated(Expression operand, String collation) implements Expression {
        @Override
        public String sql() {
            return "(" + operand.sql() + " COLLATE " + collation + ")";
        }

        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }
    }

    /** {@code ROW(a, b)}. */
    record RowOf(List<Expression> parts) implements Expression {
        @Override
        public String sql() {
            return parts.stream().map(Expression::sql).collect(Collectors.joining(", ", "ROW(", ")"));
        }
    }

    /** {@code ARRAY[a, b]}. */
    record ArrayOf(List<Expression> parts) implements Expression {
        @Override
        public String sql() {
            return parts.stream().map(Expression::sql).collect(Collectors.joining(", ", "ARRAY[", "]"));
        }

        List<String> literals() {
            var values = parts.stream()
                    .map(Expression::uncast)
                    .flatMap(p -> p instanceof Literal literal ? Stream.ofNullable(literal.value()) : Stream.empty())
                    .toList();
            return values.size() == parts.size() ? values : List.of();
        }
    }

    /** Understood only as far as the columns in it: CASE, aggregates with clauses, window functions. */
    record Opaque(String sql, List<Expression> parts) implements Expression {}

    /** Without the casts around it. */
    default Expression uncast() {
        return this instanceof Cast cast ? cast.operand().uncast() : this;
    }
}

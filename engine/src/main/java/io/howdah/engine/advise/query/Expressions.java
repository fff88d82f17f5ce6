package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Looks into expressions of parsed statements. */
final class Expressions {

    private Expressions() {}

    /**
     * What an expression names.
     *
     * @param subqueries whether there is a query inside, whose names are not listed
     * @param windows whether there is a window function
     * @param stars whether there is a {@code *}
     */
    record Content(List<Column> columns, List<String> functions, boolean subqueries, boolean windows, boolean stars) {}

    static Content content(@Nullable Expression expression) {
        var visitor = new Visitor();
        if (expression != null) {
            expression.accept(visitor, null);
        }
        return new Content(visitor.columns, visitor.functions, visitor.subqueries, visitor.windows, visitor.stars);
    }

    private static final class Visitor extends ExpressionVisitorAdapter<Void> {

        private final List<Column> columns = new ArrayList<>();
        private final List<String> functions = new ArrayList<>();
        private boolean subqueries;
        private boolean windows;
        private boolean stars;

        @Override
        public <S> @Nullable Void visit(Column column, S context) {
            columns.add(column);
            return null;
        }

        @Override
        public <S> @Nullable Void visit(Function function, S context) {
            functions.add(function.getName().toLowerCase(Locale.ROOT));
            return super.visit(function, context);
        }

        @Override
        public <S> @Nullable Void visit(AnalyticExpression window, S context) {
            windows = true;
            functions.add(window.getName().toLowerCase(Locale.ROOT));
            return null;
        }

        @Override
        public <S> @Nullable Void visit(AllColumns all, S context) {
            stars = true;
            return null;
        }

        @Override
        public <S> @Nullable Void visit(AllTableColumns all, S context) {
            stars = true;
            return null;
        }

        @Override
        public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
            subqueries = true;
            return null;
        }

        @Override
        public <S> @Nullable Void visit(Select select, S context) {
            subqueries = true;
            return null;
        }
    }

    /** The conditions that must all hold. */
    static List<Expression> conjuncts(@Nullable Expression condition) {
        var parts = new ArrayList<Expression>();
        collect(condition, parts);
        return parts;
    }

    private static void collect(@Nullable Expression condition, List<Expression> into) {
        switch (condition) {
            case null -> {}
            case AndExpression and -> {
                collect(and.getLeftExpression(), into);
                collect(and.getRightExpression(), into);
            }
            case ParenthesedExpressionList<?> list when list.size() == 1 -> collect(list.getFirst(), into);
            default -> into.add(condition);
        }
    }

    /** The conditions joined by AND; empty for none. */
    static String and(List<? extends Expression> conditions) {
        return conditions.stream().map(Expressions::inAnd).collect(Collectors.joining(" AND "));
    }

    /** The condition as it may stand beside AND. */
    static String inAnd(Expression condition) {
        return content(condition).windows()
                        || condition.toString().toLowerCase(Locale.ROOT).contains(" or ")
                ? "(" + condition + ")"
                : condition.toString();
    }

    /** The expression without brackets around the whole. */
    static Expression bare(Expression expression) {
        return expression instanceof ParenthesedExpressionList<?> list && list.size() == 1
                ? bare(list.getFirst())
                : expression;
    }

    /** A name as the catalogs store it. */
    static String stored(String written) {
        return written.startsWith("\"") && written.length() > 1
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }

    static String stored(Column column) {
        return stored(column.getColumnName());
    }

    /** The column of that table, as SQL writes it. */
    static String qualified(String alias, String column) {
        return Name.quoted(alias) + "." + Name.quoted(column);
    }
}

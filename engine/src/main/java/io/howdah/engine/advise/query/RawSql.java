package io.howdah.engine.advise.query;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitor;
import net.sf.jsqlparser.parser.ASTNodeAccessImpl;
import org.jspecify.annotations.Nullable;

/** Words that stand in a statement as they are. */
final class RawSql extends ASTNodeAccessImpl implements Expression {

    private static final long serialVersionUID = 1L;

    private final String sql;

    RawSql(String sql) {
        this.sql = sql;
    }

    @Override
    public <T, S> @Nullable T accept(ExpressionVisitor<T> visitor, S context) {
        return null;
    }

    @Override
    public String toString() {
        return sql;
    }
}

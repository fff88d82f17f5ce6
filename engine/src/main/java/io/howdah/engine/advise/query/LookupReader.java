package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.OpenStatement;
import io.howdah.engine.sql.SelectText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;

/** Reads the statements of a workload that look rows up. */
final class LookupReader {

    private LookupReader() {}

    static List<Lookup> all(Scene scene) {
        return scene.workload().statements().stream()
                .flatMap(s -> read(s, scene.catalog()).stream())
                .toList();
    }

    private static Optional<Lookup> read(Statement statement, Catalog catalog) {
        var text = OpenStatement.of(statement.text()).sql();
        return SelectText.parse(text)
                .flatMap(Selects::plain)
                .flatMap(select -> Scope.of(select, catalog)
                        .map(scope -> new Lookup(statement, text, given(select, scope), asked(select, scope))));
    }

    private static List<Lookup.Given> given(PlainSelect select, Scope scope) {
        var given = new ArrayList<Lookup.Given>();
        for (var item : select.getSelectItems()) {
            if (item.getExpression() instanceof AllColumns) {
                scope.tables()
                        .forEach((alias, table) -> table.columns()
                                .forEach(c -> given.add(new Lookup.Given(c.name(), new Scope.Owned(alias, table, c)))));
            } else if (item.getExpression() instanceof Column column) {
                scope.owner(column).ifPresent(o -> given.add(new Lookup.Given(name(item, column), o)));
            }
        }
        return List.copyOf(given);
    }

    private static String name(SelectItem<?> item, Column column) {
        return item.getAlias() == null
                ? Expressions.stored(column)
                : Expressions.stored(item.getAlias().getName());
    }

    private static List<Scope.Owned> asked(PlainSelect select, Scope scope) {
        return Expressions.conjuncts(select.getWhere()).stream()
                .filter(LookupReader::isLookup)
                .flatMap(c -> scope.owner((Column) ((EqualsTo) c).getLeftExpression()).stream())
                .toList();
    }

    /** {@code column = value}, the value from outside of the statement. */
    static boolean isLookup(Expression condition) {
        return condition instanceof EqualsTo equal
                && equal.getLeftExpression() instanceof Column
                && Expressions.content(equal.getRightExpression()).columns().isEmpty()
                && !Expressions.content(equal.getRightExpression()).subqueries();
    }
}

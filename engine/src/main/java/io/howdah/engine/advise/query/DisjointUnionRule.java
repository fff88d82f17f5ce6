package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;

/**
 * UNION of sets that hold no row twice and cannot overlap: UNION ALL gives the same rows without looking for equal ones.
 *
 * <p>Within a part no row comes twice where the part reads one table and gives out a key of it, or is DISTINCT. Two parts cannot
 * overlap where they give out the same key of the same table under conditions that exclude each other, or different constants
 * at one place.
 */
public final class DisjointUnionRule implements Rewriter {

    static final String SLUG = "disjoint-union";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "UNION looks for equal rows where there can be none";
    }

    @Override
    public String why() {
        return "UNION sorts or hashes all rows to leave out equal ones. Here the parts give out a key under conditions that"
                + " exclude each other, so that no two rows can be equal, and UNION ALL gives the same rows.";
    }

    /** A part of the UNION: its table, and where each of the table's columns stands in its rows. */
    private record Part(PlainSelect select, Relation table, Scope scope, List<Optional<String>> columns) {}

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        if (!(select instanceof SetOperationList union)
                || union.getWithItemsList() != null
                || !union.getOperations().stream().allMatch(DisjointUnionRule::isDistinct)) {
            return Optional.empty();
        }
        var parts = new ArrayList<Part>();
        for (var part : union.getSelects()) {
            var read = part(part, catalog);
            if (read.isEmpty()) {
                return Optional.of(new Attempt.Refused("a part of the UNION is no plain query of one table"));
            }
            parts.add(read.get());
        }
        var doubt = doubt(parts);
        if (doubt.isPresent()) {
            return Optional.of(new Attempt.Refused(doubt.get()));
        }
        union.setOperations(union.getOperations().stream()
                .<SetOperation>map(o -> new UnionOp("ALL"))
                .toList());
        return Optional.of(new Attempt.Rewritten(union.toString()));
    }

    private static boolean isDistinct(SetOperation operation) {
        return operation instanceof UnionOp && operation.toString().equalsIgnoreCase("UNION");
    }

    private static Optional<Part> part(Select select, Catalog catalog) {
        var inner = select instanceof net.sf.jsqlparser.statement.select.ParenthesedSelect brackets
                ? brackets.getSelect()
                : select;
        return Selects.plain(inner)
                .filter(s -> Selects.joins(s).isEmpty() && Selects.givesItsRows(s))
                .flatMap(s -> Scope.of(s, catalog).map(scope -> {
                    var table = scope.tables().values().iterator().next();
                    return new Part(s, table, scope, columns(s, table));
                }));
    }

    private static List<Optional<String>> columns(PlainSelect select, Relation table) {
        var columns = new ArrayList<Optional<String>>();
        for (var item : select.getSelectItems()) {
            if (item.getExpression() instanceof AllColumns) {
                table.columns().forEach(c -> columns.add(Optional.of(c.name())));
            } else {
                columns.add(
                        item.getExpression() instanceof Column column
                                ? Optional.of(Expressions.stored(column))
                                : Optional.empty());
            }
        }
        return columns;
    }

    private static Optional<String> doubt(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (part.select().getDistinct() == null && keyOf(part).isEmpty()) {
                return Optional.of(
                        "part " + (i + 1) + " of the UNION may hold equal rows itself: it gives out no key of "
                                + part.table().name());
            }
            for (int j = 0; j < i; j++) {
                if (!areDisjoint(parts.get(j), part)) {
                    return Optional.of(
                            "parts " + (j + 1) + " and " + (i + 1) + " of the UNION may have rows in common");
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> keyOf(Part part) {
        var given = part.columns().stream().flatMap(Optional::stream).toList();
        var key = Scope.key(part.table());
        return !key.isEmpty() && given.containsAll(key) ? key : List.of();
    }

    private static boolean areDisjoint(Part one, Part other) {
        return differByConstant(one, other)
                || (one.table().equals(other.table())
                        && standAtTheSamePlaces(one, other, keyOf(one))
                        && Exclusion.between(
                                one.select().getWhere(), other.select().getWhere(), one.scope(), other.scope()));
    }

    private static boolean standAtTheSamePlaces(Part one, Part other, List<String> key) {
        return !key.isEmpty()
                && key.stream()
                        .allMatch(k -> one.columns().indexOf(Optional.of(k)) >= 0
                                && one.columns().indexOf(Optional.of(k))
                                        == other.columns().indexOf(Optional.of(k)));
    }

    private static boolean differByConstant(Part one, Part other) {
        var first = one.select().getSelectItems();
        var second = other.select().getSelectItems();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (first.get(i).getExpression() instanceof AllColumns
                    || second.get(i).getExpression() instanceof AllColumns) {
                return false;
            }
            if (Exclusion.areDifferentTexts(
                    first.get(i).getExpression(), second.get(i).getExpression())) {
                return true;
            }
        }
        return false;
    }
}

package io.howdah.samples.fault;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A family of indexes, any of which mends a missing index.
 *
 * @param methods access methods of which it must have one; but for a B-tree, the order of its columns does not matter
 * @param equality columns or expressions that must come first, in any order
 * @param optional columns that may stand among them
 * @param order columns that must follow, all in these directions or all in the opposite ones; an index is read both ways
 * @param predicate columns that the condition of a partial index may name
 * @param partial whether the index must be partial
 * @param notCarried columns that must not be in the index at all, since writing them is too common
 */
public record Cure(
        Set<String> methods,
        Set<String> equality,
        Set<String> optional,
        List<IndexShape.Key> order,
        Set<String> predicate,
        boolean partial,
        Set<String> notCarried) {

    private static final Pattern LITERAL = Pattern.compile("'[^']*'");
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Set<String> SYNTAX = Set.of(
            "and",
            "or",
            "not",
            "is",
            "null",
            "true",
            "false",
            "in",
            "any",
            "array",
            "text",
            "character",
            "varying",
            "varchar",
            "boolean",
            "smallint",
            "integer");

    /** A B-tree that begins with these columns. */
    public static Cure startingWith(String... equality) {
        return new Cure(Set.of("btree"), Set.of(equality), Set.of(), List.of(), Set.of(), false, Set.of());
    }

    /** The same with one of these access methods in place of B-tree. */
    public Cure using(String... others) {
        return new Cure(Set.of(others), equality, optional, order, predicate, partial, notCarried);
    }

    /** The same, and these columns may stand among the first. */
    public Cure orAlso(String... columns) {
        return new Cure(methods, equality, Set.of(columns), order, predicate, partial, notCarried);
    }

    /** The same, and then this order. */
    public Cure then(IndexShape.Key... keys) {
        return new Cure(methods, equality, optional, List.of(keys), predicate, partial, notCarried);
    }

    /** The same, and it may be partial by a condition on these columns. */
    public Cure maybeWhere(String... columns) {
        return new Cure(methods, equality, optional, order, Set.of(columns), false, notCarried);
    }

    /** The same, and it must be partial by a condition on these columns. */
    public Cure where(String... columns) {
        return new Cure(methods, equality, optional, order, Set.of(columns), true, notCarried);
    }

    /** The same without these columns anywhere. */
    public Cure without(String... columns) {
        return new Cure(methods, equality, optional, order, predicate, partial, Set.of(columns));
    }

    /** The same with every column renamed. */
    public Cure renamed(UnaryOperator<String> name) {
        return new Cure(
                methods,
                all(equality, name),
                all(optional, name),
                order.stream()
                        .map(key -> new IndexShape.Key(name.apply(key.column()), key.descending()))
                        .toList(),
                all(predicate, name),
                partial,
                all(notCarried, name));
    }

    private static Set<String> all(Set<String> columns, UnaryOperator<String> name) {
        return columns.stream().map(name).collect(Collectors.toUnmodifiableSet());
    }

    boolean fits(IndexShape index) {
        var carried = index.include().stream().anyMatch(notCarried::contains)
                || index.keys().stream().map(IndexShape.Key::column).anyMatch(notCarried::contains);
        return methods.contains(index.method()) && !carried && predicateFits(index) && keysFit(index);
    }

    private boolean predicateFits(IndexShape index) {
        if (index.predicate().isEmpty()) {
            return !partial;
        }
        var text = LITERAL.matcher(index.predicate().get().toLowerCase(Locale.ROOT))
                .replaceAll("");
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> !SYNTAX.contains(word))
                .allMatch(predicate::contains);
    }

    private boolean keysFit(IndexShape index) {
        return index.method().equals("btree")
                ? orderedKeysFit(index.keys())
                : columns(index.keys()).containsAll(equality);
    }

    private boolean orderedKeysFit(List<IndexShape.Key> keys) {
        var first = 0;
        while (first < keys.size() && isSearched(keys.get(first).column())) {
            first++;
        }
        if (!columns(keys.subList(0, first)).containsAll(equality) || keys.size() - first < order.size()) {
            return false;
        }
        var ordering = keys.subList(first, first + order.size());
        return ordering.equals(order) || ordering.equals(reversed(order));
    }

    private static List<String> columns(List<IndexShape.Key> keys) {
        return keys.stream().map(IndexShape.Key::column).toList();
    }

    private boolean isSearched(String column) {
        return equality.contains(column) || optional.contains(column);
    }

    private static List<IndexShape.Key> reversed(List<IndexShape.Key> keys) {
        return keys.stream()
                .map(key -> new IndexShape.Key(key.column(), !key.descending()))
                .toList();
    }
}

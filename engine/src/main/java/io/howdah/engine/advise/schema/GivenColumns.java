package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The columns that a SELECT gives, with a name of its own for each.
 *
 * @param given names as the server gives them, which may come twice
 * @param own names of which each comes once
 */
record GivenColumns(List<List<Token>> items, List<String> given, List<String> own) {

    /** Empty where the number of columns is not known from the text. */
    static Optional<GivenColumns> of(Clauses select) {
        var items = Clauses.items(select.behind("select"));
        boolean counted = !items.isEmpty()
                && items.stream().noneMatch(i -> i.getLast().isSymbol("*"))
                && !items.getFirst().getFirst().is("distinct");
        if (!counted) {
            return Optional.empty();
        }
        var given = items.stream().map(GivenColumns::name).toList();
        var taken = new HashSet<String>();
        var own = new ArrayList<String>();
        for (var name : given) {
            own.add(free(name, taken));
        }
        return Optional.of(new GivenColumns(items, given, List.copyOf(own)));
    }

    /** As the server names it: by the name it is given, by the column or function at its beginning, else {@code ?column?}. */
    private static String name(List<Token> item) {
        int size = item.size();
        var plain = Clauses.column(item);
        if (plain.isPresent()) {
            return plain.get();
        }
        if (Clauses.withoutName(item).size() < size) {
            return item.getLast().name();
        }
        boolean call = size > 1 && item.getFirst().isName() && item.get(1).isSymbol("(");
        return call ? item.getFirst().name() : "?column?";
    }

    private static String free(String name, HashSet<String> taken) {
        var base = name.equals("?column?") ? "value" : name;
        for (int i = 1; ; i++) {
            var tried = i == 1 ? base : base + "_" + i;
            if (taken.add(tried)) {
                return tried;
            }
        }
    }

    /** The own name of a column that stands there as a plain column. */
    Optional<String> named(String column) {
        for (int i = 0; i < items.size(); i++) {
            if (Clauses.column(Clauses.withoutName(items.get(i)))
                    .filter(column::equals)
                    .isPresent()) {
                return Optional.of(own.get(i));
            }
        }
        return Optional.empty();
    }

    /** The number of the column, from 1, that an item of ORDER BY means; 0 where it is none of them. */
    int position(List<Token> ordered) {
        if (ordered.size() == 1 && ordered.getFirst().kind() == Token.Kind.NUMBER) {
            return Integer.parseInt(ordered.getFirst().text());
        }
        var words = Clauses.words(ordered);
        for (int i = 0; i < items.size(); i++) {
            boolean named = words.equals(List.of(given.get(i)));
            if (named || words.equals(Clauses.words(Clauses.withoutName(items.get(i))))) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The list of a SELECT that gives them under the names that they had. */
    String asGiven() {
        var list = new ArrayList<String>();
        for (int i = 0; i < own.size(); i++) {
            var name = Name.quoted(own.get(i));
            list.add(own.get(i).equals(given.get(i)) ? name : name + " AS " + Name.quoted(given.get(i)));
        }
        return String.join(", ", list);
    }
}

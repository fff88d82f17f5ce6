package io.howdah.app.ddl;

import io.howdah.engine.Problem;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.engine.change.RewriteTable.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What is said of new types beyond their statement: the way back from them, and what else is to go with them. */
public final class TypeWishes {

    private final Map<String, String> back;
    private final Set<Wish> wishes;

    private TypeWishes(Map<String, String> back, Set<Wish> wishes) {
        this.back = back;
        this.wishes = wishes;
    }

    /** @param back the old values, each as {@code COLUMN = EXPRESSION} over the columns of the changed table */
    public static TypeWishes of(List<String> back, Set<Wish> wishes) {
        var found = new LinkedHashMap<String, String>();
        for (String one : back) {
            var source = new Source(one);
            var column = source.atEnd() ? "" : source.name();
            if (!source.take("=") || source.atEnd()) {
                throw Problem.input("--back takes COLUMN = EXPRESSION; '" + one + "' is none");
            }
            var expression = source.upTo();
            if (!source.atEnd()) {
                throw Problem.input("--back takes one expression; this is too much of it: '" + source.rest() + "'");
            }
            if (found.put(column, expression) != null) {
                throw Problem.input("--back gives the old value of column " + column + " twice");
            }
        }
        return new TypeWishes(found, wishes);
    }

    /** Whether anything is said. */
    public boolean some() {
        return !back.isEmpty() || !wishes.isEmpty();
    }

    /** The changes with what is said of their new types; a problem where it is said of none. */
    public List<Change> of(List<Change> changes) {
        if (!some()) {
            return changes;
        }
        mustHaveTypes(changes);
        for (String column : back.keySet()) {
            mustBeOne(column, changes);
        }
        var all = new ArrayList<Change>();
        for (Change change : changes) {
            all.add(change instanceof RewriteTable rewrite && !rewrite.types().isEmpty() ? wished(rewrite) : change);
        }
        return List.copyOf(all);
    }

    private static void mustHaveTypes(List<Change> changes) {
        if (types(changes).isEmpty()) {
            throw Problem.input(
                    "--back, --with-references and --lossy-undo go with ALTER TABLE … ALTER COLUMN … TYPE …,"
                            + " and no such thing is asked for");
        }
    }

    private static void mustBeOne(String column, List<Change> changes) {
        long meant =
                types(changes).stream().filter(t -> t.column().equals(column)).count();
        if (meant != 1) {
            throw Problem.input("--back names column " + column + ", which "
                    + (meant == 0
                            ? "gets no other type here"
                            : "several tables have here; change each by a command of its own"));
        }
    }

    private static List<NewType> types(List<Change> changes) {
        return changes.stream()
                .flatMap(c -> c instanceof RewriteTable rewrite ? rewrite.types().stream() : Stream.empty())
                .toList();
    }

    private RewriteTable wished(RewriteTable change) {
        var types = change.types().stream()
                .map(t -> {
                    var expression = back.get(t.column());
                    return expression == null ? t : t.back(expression);
                })
                .toList();
        var wished = change.types(types);
        for (Wish wish : wishes) {
            wished = wished.wishing(wish);
        }
        return wished;
    }
}

package io.howdah.app.wish;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An index as people write it: what follows ON in CREATE INDEX, or the whole of that statement. */
public final class IndexWish {

    private static final String FORM = "'TABLE [using METHOD] (KEY [desc], …) [include (COLUMN, …)] [where CONDITION]'";

    private final Words words;
    private boolean unique;

    private IndexWish(String text) {
        this.words = new Words(text, FORM);
    }

    public static IndexDefinition read(Catalog catalog, String text) {
        return new IndexWish(text).definition(catalog);
    }

    private IndexDefinition definition(Catalog catalog) {
        beforeTable();
        words.take("only");
        var table = Names.table(catalog, words.dotted());
        var method = words.take("using") ? words.name() : "btree";
        var keys = keys(words.expect("(").inBrackets());
        var include = words.take("include") ? columns(words.expect("(").inBrackets()) : List.<String>of();
        boolean nullsNotDistinct = words.take("nulls");
        if (nullsNotDistinct) {
            words.expect("not").expect("distinct");
        }
        var options = words.take("with") ? options(words.expect("(").inBrackets()) : Map.<String, String>of();
        var predicate = predicate();
        return definition(table, method, keys, include, nullsNotDistinct, options, predicate);
    }

    private IndexDefinition definition(
            QualifiedName table,
            String method,
            List<IndexKey> keys,
            List<String> include,
            boolean nullsNotDistinct,
            Map<String, String> options,
            @Nullable String predicate) {
        return new IndexDefinition(table, method, unique, nullsNotDistinct, keys, include, predicate, options);
    }

    /** {@code CREATE [UNIQUE] INDEX [CONCURRENTLY] [IF NOT EXISTS] [name] ON}, as much of it as is there. */
    private void beforeTable() {
        boolean whole = words.take("create");
        unique = words.take("unique");
        if (!whole) {
            words.take("on");
            return;
        }
        words.expect("index");
        words.take("concurrently");
        if (words.take("if")) {
            words.expect("not").expect("exists");
        }
        if (!words.peek().is("on")) {
            words.dotted();
        }
        words.expect("on");
    }

    private @Nullable String predicate() {
        if (words.atEnd() || (words.take(";") && words.atEnd())) {
            return null;
        }
        words.expect("where");
        var condition = words.rest();
        if (condition.isEmpty()) {
            throw words.wrong();
        }
        return condition.endsWith(";") ? condition.substring(0, condition.length() - 1) : condition;
    }

    private List<IndexKey> keys(String text) {
        var keys = new ArrayList<IndexKey>();
        for (var part : parts(text)) {
            keys.add(key(new Words(part, FORM)));
        }
        return List.copyOf(keys);
    }

    private static IndexKey key(Words key) {
        var token = key.peek();
        boolean call =
                token.isName() && (key.peek(1).isSymbol("(") || key.peek(1).isSymbol("."));
        var column = token.isName() && !call ? key.name() : null;
        var expression = column == null ? expression(key) : Name.quoted(column);
        var collation = key.take("collate") ? quoted(key.dotted()) : null;
        var operatorClass = isOperatorClass(key.peek()) ? quoted(key.dotted()) : null;
        boolean descending = key.take("desc");
        if (!descending) {
            key.take("asc");
        }
        boolean nullsFirst = descending;
        if (key.take("nulls")) {
            nullsFirst = key.take("first");
            if (!nullsFirst) {
                key.expect("last");
            }
        }
        key.end();
        return new IndexKey(column, expression, operatorClass, collation, descending, nullsFirst);
    }

    private static boolean isOperatorClass(Token token) {
        return token.isName() && !token.is("asc") && !token.is("desc") && !token.is("nulls");
    }

    private static String quoted(String dotted) {
        return String.join(
                ".", List.of(dotted.split("\\.")).stream().map(Name::quoted).toList());
    }

    /** A function's call, or anything in brackets; the server is the judge of what is in them. */
    private static String expression(Words key) {
        var function = key.peek().isName() ? quoted(key.dotted()) : "";
        key.expect("(");
        return function + "(" + key.inBrackets() + ")";
    }

    private List<String> columns(String text) {
        return parts(text).stream()
                .map(part -> {
                    var column = new Words(part, FORM);
                    var name = column.name();
                    column.end();
                    return name;
                })
                .toList();
    }

    private Map<String, String> options(String text) {
        var options = new LinkedHashMap<String, String>();
        for (var part : parts(text)) {
            var option = new Words(part, FORM);
            options.put(option.name(), option.expect("=").next().text());
            option.end();
        }
        return options;
    }

    /** What stands between the commas that are in no brackets. */
    private List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (var token : io.howdah.engine.sql.Tokens.of(text)) {
            depth += token.isSymbol("(") || token.isSymbol("[")
                    ? 1
                    : token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                parts.add(text.substring(start, token.start()).strip());
                start = token.end();
            }
        }
        parts.add(text.substring(start).strip());
        if (parts.contains("")) {
            throw words.wrong();
        }
        return parts;
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of a catalog that some statements can be planned with: a twin of ten thousand tables takes half a minute to build, and few of
 * them are ever mentioned.
 *
 * <p>A relation belongs to it if its name occurs anywhere in a statement, or in the text of a view, a policy, a function, a default, an index or a check that belongs to
 * it, or if it is parent or child of one that does. So it may hold too much, and not too little. Foreign keys to others are left out: the
 * planner reckons with them in joins of both tables only.
 */
public final class Excerpt {

    private final Catalog catalog;
    private final Map<String, List<Relation>> named = new HashMap<>();
    private final Map<String, List<Function>> functions = new HashMap<>();
    private final Map<QualifiedName, List<Relation>> children = new HashMap<>();
    private final Map<QualifiedName, List<Definition>> belonging = new HashMap<>();
    private final Map<QualifiedName, Relation> relations = new HashMap<>();
    private final Set<QualifiedName> kept = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final Deque<Relation> open = new ArrayDeque<>();

    private Excerpt(Catalog catalog) {
        this.catalog = catalog;
        for (Relation relation : catalog.relations()) {
            relations.put(relation.name(), relation);
            add(named, relation.name().name(), relation);
            parents(relation).forEach(parent -> add(children, parent, relation));
        }
        catalog.definitions().functions().forEach(f -> add(functions, f.name().name(), f));
        catalog.definitions().others().stream().filter(d -> d.on() != null).forEach(d -> add(belonging, d.on(), d));
    }

    /** What the statements need of the catalog. */
    public static Catalog of(Catalog catalog, Collection<Statement> statements) {
        var excerpt = new Excerpt(catalog);
        statements.forEach(s -> excerpt.readText(s.text()));
        return excerpt.taken();
    }

    private Catalog taken() {
        while (!open.isEmpty()) {
            follow(open.remove());
        }
        var relationsKept = catalog.relations().stream()
                .filter(r -> kept.contains(r.name()))
                .map(this::withoutOthers)
                .toList();
        return catalog.excerpt(relationsKept, words);
    }

    /** Keeps what the words of a text may name. */
    private void read(String sql) {
        Tokens.of(sql).stream().filter(Token::isName).map(Token::name).forEach(this::readWord);
    }

    private void readWord(String word) {
        if (words.add(word)) {
            named.getOrDefault(word, List.of()).forEach(this::keep);
            functions.getOrDefault(word, List.of()).forEach(this::readFunction);
        }
    }

    private void readFunction(Function function) {
        read(body(function));
        read(function.arguments());
        read(function.result());
    }

    /** Of a body in standard SQL only the whole definition is known. */
    private static String body(Function function) {
        return function.body().isEmpty() && function.createSql() != null ? function.createSql() : function.body();
    }

    private void keep(Relation relation) {
        if (kept.add(relation.name())) {
            open.add(relation);
        }
    }

    private void follow(Relation relation) {
        parents(relation).map(relations::get).filter(r -> r != null).forEach(this::keep);
        children.getOrDefault(relation.name(), List.of()).forEach(this::keep);
        relation.columns().forEach(this::readColumn);
        relation.indexes().forEach(i -> read(i.definitionSql()));
        relation.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.CHECK)
                .forEach(c -> read(c.definition()));
        belonging.getOrDefault(relation.name(), List.of()).forEach(d -> read(d.createSql()));
        if (relation.viewDefinition() != null) {
            read(relation.viewDefinition());
        }
    }

    /** A default may call a function, and the type of a column may be the row of a table. */
    private void readColumn(Column column) {
        read(column.type());
        if (column.defaultExpression() != null) {
            readText(column.defaultExpression());
        }
    }

    /** A sequence is named in a text of its own. */
    private void readText(String expression) {
        read(expression);
        Tokens.of(expression).stream()
                .filter(t -> t.kind() == Token.Kind.STRING)
                .forEach(t -> read(t.text()));
    }

    private static Stream<QualifiedName> parents(Relation relation) {
        return Stream.concat(Stream.ofNullable(relation.parent()), relation.nature().parents().stream())
                .distinct();
    }

    private Relation withoutOthers(Relation relation) {
        var constraints = relation.constraints().stream()
                .filter(c -> c.referenced() == null || kept.contains(c.referenced()))
                .toList();
        return constraints.size() == relation.constraints().size()
                ? relation
                : relation.with(relation.columns(), relation.indexes(), constraints)
                        .withUse(relation.use());
    }

    private static <K, V> void add(Map<K, List<V>> to, K key, V value) {
        to.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }
}

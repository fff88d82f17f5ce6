package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.howdah.engine.advise.Command;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SQL of a materialized view that keeps the rows of a statement.
 *
 * @param unique whether its rows are known by a unique index, so that it can be refreshed while it is read
 * @param sql empty where the statement's constants were not seen
 * @param reading the statement that reads the view in place of the tables; empty where it could not be written
 */
record KeptAnswer(boolean unique, List<String> sql, Optional<String> reading) {

    private static final KeptAnswer UNKNOWN = new KeptAnswer(false, List.of(), Optional.empty());

    static KeptAnswer of(Catalog catalog, Statement statement, List<Relation> tables) {
        var text = sent(statement);
        var tokens = Tokens.of(text);
        if (tokens.stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER)) {
            return UNKNOWN;
        }
        var name = free(catalog, tables.getFirst().name(), "_summary");
        var clauses = new Clauses(tokens);
        var columns = GivenColumns.of(clauses);
        var keys = columns.map(c -> keys(clauses, c)).orElse(List.of());
        var list = columns.map(c -> " (" + quoted(c.own()) + ")").orElse("");
        var sql = new ArrayList<String>();
        sql.add("CREATE MATERIALIZED VIEW " + name.quoted() + list + " AS "
                + text.strip().replaceAll(";$", ""));
        if (!keys.isEmpty()) {
            sql.add("CREATE UNIQUE INDEX ON " + name.quoted() + " (" + quoted(keys) + ")");
        }
        sql.add("REFRESH MATERIALIZED VIEW " + (keys.isEmpty() ? "" : "CONCURRENTLY ") + name.quoted());
        return new KeptAnswer(
                !keys.isEmpty(),
                List.copyOf(sql),
                columns.flatMap(c ->
                        order(clauses, c).map(order -> "SELECT " + c.asGiven() + " FROM " + name.quoted() + order)));
    }

    /** What makes the view and, where its rows are known, its index and every later refresh; each looks for what the one before made. */
    Command[] commands() {
        return sql.stream().limit(unique ? sql.size() : 1).map(Command::change).toArray(Command[]::new);
    }

    /** As it was sent, with its constants, where that was seen. */
    static String sent(Statement statement) {
        return statement.samples().isEmpty()
                ? statement.text()
                : statement.samples().getFirst().text();
    }

    private static String quoted(List<String> columns) {
        return columns.stream().map(Name::quoted).collect(joining(", "));
    }

    /** A name for a relation beside a table that no relation has. */
    static QualifiedName free(Catalog catalog, QualifiedName table, String ending) {
        var taken = catalog.relations().stream().map(Relation::name).collect(toSet());
        var base = table.name().length() > 50 ? table.name().substring(0, 50) : table.name();
        return Stream.iterate(1, i -> i + 1)
                .map(i -> new QualifiedName(table.schema(), base + ending + (i == 1 ? "" : "_" + i)))
                .filter(n -> !taken.contains(n))
                .findFirst()
                .orElseThrow();
    }

    /** The columns under which what is grouped by is given; empty where one is not given, or is no plain column. */
    private static List<String> keys(Clauses clauses, GivenColumns columns) {
        var keys = new ArrayList<String>();
        for (var item : Clauses.items(clauses.behind("group"))) {
            var name = Clauses.column(item).flatMap(columns::named);
            if (name.isEmpty()) {
                return List.of();
            }
            keys.add(name.get());
        }
        return keys;
    }

    /** The same order by the numbers of the columns; empty where it is by something that is not given. */
    private static Optional<String> order(Clauses clauses, GivenColumns columns) {
        var parts = new ArrayList<String>();
        for (var item : Clauses.items(clauses.behind("order"))) {
            boolean directed = item.getLast().is("desc") || item.getLast().is("asc");
            var ordered = directed ? item.subList(0, item.size() - 1) : item;
            int position = columns.position(ordered);
            if (position == 0) {
                return Optional.empty();
            }
            parts.add(position + (item.getLast().is("desc") ? " DESC" : ""));
        }
        return Optional.of(parts.isEmpty() ? "" : " ORDER BY " + String.join(", ", parts));
    }
}

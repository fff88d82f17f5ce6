package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The SQL of a table of counts that triggers keep up, for {@code SELECT key, count(*) FROM table GROUP BY key} with or without
 * HAVING, ORDER BY and LIMIT.
 *
 * @param reading the statement that reads the counts
 */
record MaintainedCount(List<String> sql, String reading) {

    private static final String COUNT = "how_many";

    private static final Set<String> WORDS = Set.of("count", "and", "or", "between", "asc", "desc");

    /** Empty where it counts something else, or where its constants were not seen. */
    static Optional<MaintainedCount> of(Catalog catalog, Statement statement, List<Relation> tables) {
        var tokens = Tokens.of(KeptAnswer.sent(statement));
        var clauses = new Clauses(tokens);
        boolean single = tables.size() == 1
                && !clauses.has("where")
                && !clauses.has("union")
                && !clauses.has("with")
                && tokens.stream().noneMatch(t -> t.kind() == Token.Kind.PARAMETER)
                && Clauses.items(clauses.behind("from")).size() == 1
                && clauses.behind("from").stream().noneMatch(t -> t.is("join") || t.isSymbol("("));
        return single
                ? key(clauses, tables.getFirst()).flatMap(k -> of(catalog, clauses, tables.getFirst(), k))
                : Optional.empty();
    }

    private static Optional<Column> key(Clauses clauses, Relation table) {
        var grouped = Clauses.items(clauses.behind("group"));
        return grouped.size() == 1
                ? Clauses.column(grouped.getFirst()).flatMap(table::column).filter(Column::notNull)
                : Optional.empty();
    }

    private static Optional<MaintainedCount> of(Catalog catalog, Clauses clauses, Relation table, Column key) {
        var columns = GivenColumns.of(clauses);
        boolean counts = columns.isPresent()
                && columns.get().items().size() == 2
                && columns.get().named(key.name()).isPresent()
                && columns.get().items().stream().anyMatch(i -> isCount(Clauses.withoutName(i)))
                && isOfCount(clauses.behind("having"), key)
                && isOfCount(clauses.behind("order"), key);
        if (!counts) {
            return Optional.empty();
        }
        var kept = KeptAnswer.free(catalog, table.name(), "_count");
        return Optional.of(new MaintainedCount(sql(table, key, kept), reading(clauses, columns.get(), key, kept)));
    }

    private static boolean isCount(List<Token> item) {
        return Clauses.words(item).equals(List.of("count", "(", "*", ")"));
    }

    /** In one transaction: CREATE TRIGGER holds writers off until the rows that are there are counted. */
    private static List<String> sql(Relation table, Column key, QualifiedName kept) {
        var column = Name.quoted(key.name());
        var counts = kept.quoted();
        return List.of(
                "BEGIN",
                "CREATE TABLE %s (%s %s PRIMARY KEY, %s bigint NOT NULL)".formatted(counts, column, key.type(), COUNT),
                """
                CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP IN ('UPDATE', 'DELETE') THEN
                        UPDATE %s SET %s = %s - 1 WHERE %s = OLD.%s;
                    END IF;
                    IF TG_OP IN ('INSERT', 'UPDATE') THEN
                        INSERT INTO %s AS kept VALUES (NEW.%s, 1) ON CONFLICT (%s) DO UPDATE SET %s = kept.%s + 1;
                    END IF;
                    RETURN NULL;
                END$$""".formatted(counts, counts, COUNT, COUNT, column, column, counts, column, column, COUNT, COUNT),
                "CREATE TRIGGER %s AFTER INSERT OR DELETE OR UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
                        .formatted(
                                Name.quoted(kept.name()), column, table.name().quoted(), counts),
                "INSERT INTO %s SELECT %s, count(*) FROM %s GROUP BY %s"
                        .formatted(counts, column, table.name().quoted(), column),
                "COMMIT",
                "CREATE INDEX ON %s (%s)".formatted(counts, COUNT),
                "ANALYZE " + counts);
    }

    private static String reading(Clauses clauses, GivenColumns columns, Column key, QualifiedName kept) {
        var list = columns.items().stream()
                .map(i ->
                        isCount(Clauses.withoutName(i)) ? COUNT + " AS " + given(columns, i) : Name.quoted(key.name()))
                .toList();
        var having = clauses.has("having") ? " AND " + counted(clauses.behind("having")) : "";
        var order = clauses.has("order") ? " ORDER BY " + counted(clauses.behind("order")) : "";
        var limit = clauses.has("limit") ? " LIMIT " + counted(clauses.behind("limit")) : "";
        return "SELECT " + String.join(", ", list) + " FROM " + kept.quoted() + " WHERE " + COUNT + " > 0" + having
                + order + limit;
    }

    private static String given(GivenColumns columns, List<Token> item) {
        return Name.quoted(columns.given().get(columns.items().indexOf(item)));
    }

    /** Whether the clause speaks of the count and the key alone. */
    private static boolean isOfCount(List<Token> clause, Column key) {
        return clause.stream()
                .filter(Token::isName)
                .allMatch(t -> t.name().equals(key.name()) || WORDS.contains(t.name()));
    }

    /** The clause with the column in place of the function. */
    private static String counted(List<Token> clause) {
        var text = new StringBuilder();
        for (var token : clause) {
            text.append(
                            token.kind() == Token.Kind.STRING
                                    ? Name.literal(token.text())
                                    : token.kind() == Token.Kind.QUOTED ? Name.quoted(token.text()) : token.text())
                    .append(' ');
        }
        return text.toString().replaceAll("(?i)count \\( \\* \\)", COUNT).strip();
    }
}

package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.BuildOnline;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sees text that is unique as it is written, and looked up without case: two rows that differ in case alone are one to the
 * application and two to the database. Silent on partitioned tables, where nothing can be unique by an expression.
 */
public final class CaseBlindKeyRule implements TableRule {

    @Override
    public String slug() {
        return "case-blind-key";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        if (BuildOnline.isPartitioned(table)) {
            return Stream.empty();
        }
        return table.columns().stream()
                .filter(c -> ClosedSet.isText(c) && isUnique(table, c.name()) && !isUniqueFolded(table, c.name()))
                .flatMap(c -> lookup(scene, table, c).stream());
    }

    private static boolean isUnique(Relation table, String column) {
        return uniques(table)
                .anyMatch(i -> column.equals(i.definition().keys().getFirst().column()));
    }

    private static boolean isUniqueFolded(Relation table, String column) {
        return uniques(table)
                .map(i -> i.definition().keys().getFirst().expression())
                .anyMatch(
                        e -> e != null && e.matches("(?s)(lower|upper)\\(.*\\b" + Pattern.quote(column) + "\\b.*\\)"));
    }

    private static Stream<Index> uniques(Relation table) {
        return table.indexes().stream()
                .filter(i -> i.definition().unique()
                        && i.valid()
                        && i.definition().keys().size() == 1);
    }

    private Optional<Finding> lookup(Scene scene, Relation table, Column column) {
        return TableStatements.of(scene).on(table).stream()
                .map(TableStatements.Read::statement)
                .flatMap(s -> fold(s, column.name()).map(f -> finding(table, column, f, s)).stream())
                .findFirst();
    }

    /** The function of {@code lower(column) = …}. */
    private static Optional<String> fold(Statement statement, String column) {
        var tokens = Tokens.of(statement.text());
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if ((tokens.get(i).is("lower") || tokens.get(i).is("upper")) && isComparedCall(tokens, i + 1, column)) {
                return Optional.of(tokens.get(i).name());
            }
        }
        return Optional.empty();
    }

    private static boolean isComparedCall(List<Token> tokens, int open, String column) {
        int at = open + 1;
        if (!tokens.get(open).isSymbol("(")) {
            return false;
        }
        while (at + 1 < tokens.size()
                && tokens.get(at).isName()
                && tokens.get(at + 1).isSymbol(".")) {
            at += 2;
        }
        return at + 2 < tokens.size()
                && tokens.get(at).isName()
                && tokens.get(at).name().equals(column)
                && tokens.get(at + 1).isSymbol(")")
                && (tokens.get(at + 2).isSymbol("=") || tokens.get(at + 2).is("in"));
    }

    private Finding finding(Relation table, Column column, String fold, Statement statement) {
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        TableRule.named(table, column),
                        "%s is unique as it is written, and looked up without case"
                                .formatted(TableRule.named(table, column)),
                        "Two rows may differ in case alone: a lookup finds both, and whoever logs in gets either. A unique index on %s(%s) forbids it."
                                .formatted(fold, column.name()),
                        List.of(Evidence.catalog("looked up by " + fold + " in: " + Who.brief(statement.text()))))
                .deciding(decision(table, column, fold));
    }

    private static Decision decision(Relation table, Column column, String fold) {
        var name = table.name().quoted();
        var folded = fold + "(" + Name.quoted(column.name()) + ")";
        var flag = Name.quoted(flag(table, column));
        return new Decision(List.of(
                new Choice(
                        "unique without case from now on",
                        List.of(
                                "The first statement shows the rows that differ in case alone. Where it gives none, leave out the second and the third, and the condition of the index.",
                                "Else these rows are marked, all but the first of each, and stay as they are until somebody merges them; no new ones come.",
                                "Whoever signs up with other case is refused by the database: the application has to say so.",
                                "Lookups by " + fold
                                        + " keep an index of their own: with its condition this one does not serve them."),
                        List.of(
                                "SELECT %s, count(*), array_agg(%s) FROM %s GROUP BY 1 HAVING count(*) > 1"
                                        .formatted(folded, Name.quoted(column.name()), name),
                                "ALTER TABLE %s ADD COLUMN %s boolean NOT NULL DEFAULT false".formatted(name, flag),
                                """
                                UPDATE %s SET %s = true FROM (
                                    SELECT ctid AS place, row_number() OVER (PARTITION BY %s ORDER BY %s DESC) AS nth FROM %s) AS numbered
                                WHERE %s.ctid = numbered.place AND numbered.nth > 1""".formatted(name, flag, folded, Name.quoted(column.name()), name, name),
                                "CREATE UNIQUE INDEX CONCURRENTLY ON %s (%s) WHERE NOT %s"
                                        .formatted(name, folded, flag))),
                new Choice(
                        "write it folded",
                        List.of(
                                "The application, or a CHECK, lets " + fold
                                        + " letters in only; then the index that is there does both.",
                                "What was written with other case has to be merged before."),
                        List.of()),
                new Choice(
                        "leave it",
                        List.of("Right where case tells users apart; then look up as it is written."),
                        List.of())));
    }

    private static String flag(Relation table, Column column) {
        var wanted = column.name() + "_differs_in_case";
        return table.column(wanted).isEmpty() ? wanted : wanted + "_alone";
    }
}

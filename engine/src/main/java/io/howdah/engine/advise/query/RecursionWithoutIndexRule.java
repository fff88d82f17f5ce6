package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sees WITH RECURSIVE that looks rows up, round after round, by a column of a large table that no index begins with. */
public final class RecursionWithoutIndexRule implements Rule {

    private static final Threshold ROWS = new Threshold(
            "recursion-without-index.rows",
            10_000,
            "rows",
            "ours: from so many on reading the whole table in each round is felt");

    @Override
    public String slug() {
        return "recursion-without-index";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .flatMap(s -> Recursion.in(TextOf.sent(s), scene.catalog()).stream()
                        .filter(r -> r.table().estimatedRows() >= scene.of(ROWS)
                                && r.table().kind() == Relation.Kind.TABLE
                                && !hasIndex(r))
                        .map(r -> finding(s, r, scene))));
    }

    private static boolean hasIndex(Recursion recursion) {
        return recursion.table().indexes().stream()
                .filter(i -> i.valid() && holdsAll(i.definition(), recursion.column()))
                .map(i -> i.definition().keys().getFirst())
                .anyMatch(k -> recursion.column().equals(k.column()));
    }

    /** Whether the index has all rows in which the column equals something: all at all, or all in which it is not NULL. */
    private static boolean holdsAll(IndexDefinition index, String column) {
        if (index.predicate() == null) {
            return true;
        }
        var words = Tokens.of(index.predicate()).stream()
                .filter(t -> !t.isSymbol("(") && !t.isSymbol(")"))
                .map(Token::name)
                .toList();
        return words.equals(List.of(column, "is", "not", "null"));
    }

    private Finding finding(Statement statement, Recursion recursion, Scene scene) {
        var table = recursion.table();
        var index = IndexDefinition.btree(table.name(), List.of(IndexKey.on(recursion.column())));
        var name = Name.limited(table.name().name() + "_" + recursion.column() + "_idx");
        return StatementFindings.of(
                        slug(),
                        Severity.NOTICE,
                        statement,
                        scene,
                        "looks up " + table.name().name() + "." + recursion.column()
                                + " in each round, without an index",
                        "Each round of the recursion reads the whole table, or hashes it anew, to find the rows that belong to those"
                                + " of the round before.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                String.format(
                                        Locale.ROOT,
                                        "about %,.0f rows, and no index begins with %s",
                                        table.estimatedRows(),
                                        recursion.column()),
                                Map.of("rows", table.estimatedRows()))))
                .mendedBy(Remedy.of(
                        index.createSql(name, true),
                        "DROP INDEX CONCURRENTLY "
                                + new QualifiedName(table.name().schema(), name).quoted()));
    }
}

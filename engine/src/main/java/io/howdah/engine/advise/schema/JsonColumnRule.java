package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees columns of type json: text that is parsed at every look. */
public final class JsonColumnRule implements Rule {

    private static final Threshold ROWS =
            new Threshold("json-column.rows", 1000, "rows", "ours: in fewer nobody notices");

    @Override
    public String slug() {
        return "json-column";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var statements = TableStatements.of(scene);
        return OwnTables.of(scene.catalog()).stream()
                .filter(t -> t.estimatedRows() >= scene.of(ROWS))
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.typeName().equals("pg_catalog.json") && !isBeside(t, c))
                        .map(c -> finding(t, c, share(statements, t, c))))
                .toList();
    }

    /** Share of the workload's time that statements take that look into the column. */
    private static double share(TableStatements statements, Relation table, Column column) {
        var name = Pattern.quote(column.name());
        var looking = Pattern.compile(name + "\"?\\s*(->|#>|@>|\\?)|json_\\w+\\s*\\([^)]*" + name);
        return statements.share(statements.on(table).stream()
                .filter(r -> looking.matcher(r.statement().text()).find())
                .toList());
    }

    private Finding finding(Relation table, Column column, double share) {
        var name = TableRule.named(table, column);
        return Finding.of(
                        slug(),
                        share > 0 ? Severity.NOTICE : Severity.INFO,
                        name,
                        "%s is json, not jsonb".formatted(name),
                        "Every look into a value parses the whole text again; it has no equality, so that DISTINCT, GROUP BY and UNION fail on it; and it cannot be indexed by content.",
                        List.of(Evidence.catalog("%,.0f rows of type json".formatted(table.estimatedRows()))))
                .costing(Cost.ofTime(share))
                .deciding(Decision.whether(
                                "make it jsonb",
                                List.of(
                                        "Lost are blanks, the order of keys and all but the last of a key given twice: keep json where the text itself counts.",
                                        "The statement rewrites the table under an exclusive lock."),
                                TableRule.alter(
                                        table,
                                        "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE jsonb USING "
                                                + Name.quoted(column.name()) + "::jsonb"))
                        .or(
                                "keep the text, with a jsonb of it beside",
                                List.of(
                                        "The text stays as it came, spaces, order and double keys included; statements look into the other column, which can be indexed.",
                                        "The documents take their room twice; the statement rewrites the table under an exclusive lock."),
                                TableRule.alter(
                                        table,
                                        "ADD COLUMN " + Name.quoted(beside(column.name()))
                                                + " jsonb GENERATED ALWAYS AS (" + Name.quoted(column.name())
                                                + "::jsonb) STORED")));
    }

    /** Whether another column holds the same as jsonb. */
    private static boolean isBeside(Relation table, Column column) {
        return table.columns().stream()
                .filter(c -> c.generated() != null)
                .flatMap(c -> Stream.ofNullable(c.defaultExpression()))
                .map(expression -> Tokens.of(expression).stream()
                        .filter(t -> !t.isSymbol("(") && !t.isSymbol(")"))
                        .map(t -> t.isName() ? t.name() : t.text())
                        .toList())
                .anyMatch(List.of(column.name(), "::", "jsonb")::equals);
    }

    /** A name for a column beside it, no longer than names can be. */
    private static String beside(String name) {
        return (name.length() > 30 ? name.substring(0, 30) : name) + "_jsonb";
    }
}

package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.BuildOnline;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees values inside of jsonb columns by which tables are joined, or that many statements compare: columns in all but name, of which
 * the planner knows nothing.
 *
 * <p>The path has to be written out in the statement, or in a text of it as it was sent.
 */
public final class JsonPathRule implements Rule {

    private static final Threshold STATEMENTS =
            new Threshold("json-path.statements", 3, "statements", "ours: what so many compare is no detail");
    private static final Threshold SHARE = new Threshold(
            "json-path.share", 0.01, "share of the time", "as for other statements: less is not worth a change");
    private static final Threshold ROWS =
            new Threshold("json-path.rows", 10_000, "rows", "ours: fewer are read in a moment");

    @Override
    public String slug() {
        return "json-path";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(STATEMENTS, SHARE, ROWS);
    }

    /** A path into a column. */
    private record Path(String table, String column, String path) {}

    private record Seen(JsonLook look, List<Statement> statements, boolean joins) {}

    @Override
    public List<Finding> examine(Scene scene) {
        var own = OwnTables.byName(scene.catalog());
        double total = scene.workload().totalMs();
        return seen(scene).stream()
                .filter(s -> {
                    var table = own.get(s.look().table().name());
                    return table != null && table.estimatedRows() >= scene.of(ROWS) && !isKnown(scene, table, s.look());
                })
                .filter(s -> s.joins() || s.statements().size() >= scene.of(STATEMENTS))
                .filter(s -> share(s, total) >= scene.of(SHARE))
                .map(s -> finding(s, share(s, total)))
                .toList();
    }

    private static List<Seen> seen(Scene scene) {
        var byPath = new LinkedHashMap<Path, Seen>();
        if (scene.catalog().relations().stream()
                .noneMatch(r -> r.columns().stream().anyMatch(JsonLook::isJson))) {
            return List.of();
        }
        var reader = new Mentions.Reader(scene.catalog());
        for (var statement : scene.workload().statements()) {
            for (var look : JsonLook.of(reader.read(asSent(statement)))) {
                var path =
                        new Path(look.table().name().toString(), look.column().name(), look.path());
                var before = byPath.getOrDefault(path, new Seen(look, new ArrayList<>(), false));
                if (!before.statements().contains(statement)) {
                    before.statements().add(statement);
                }
                byPath.put(path, new Seen(before.look(), before.statements(), before.joins() || look.joins()));
            }
        }
        return List.copyOf(byPath.values());
    }

    /** Where the server counts statements, it replaces the keys of paths too. */
    private static String asSent(Statement statement) {
        return statement.samples().isEmpty()
                ? statement.text()
                : statement.samples().getFirst().text();
    }

    private static double share(Seen seen, double total) {
        double ms = seen.statements().stream().mapToDouble(Statement::totalMs).sum();
        return total <= 0 ? 0 : ms / total;
    }

    /** Whether an index or statistics on the expression tell the planner of its values. */
    private static boolean isKnown(Scene scene, Relation table, JsonLook look) {
        return table.indexes().stream()
                        .flatMap(i -> i.definition().keys().stream())
                        .anyMatch(k -> k.expression().contains(look.path()))
                || scene.catalog().extendedStatistics().stream()
                        .anyMatch(s -> s.table().equals(table.name())
                                && s.definitionSql().contains(look.path()));
    }

    private Finding finding(Seen seen, double share) {
        var look = seen.look();
        var name = TableRule.named(look.table(), look.column());
        var subject = name + " " + look.path();
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "%d statements compare it, which take %s of the time"
                        .formatted(seen.statements().size(), Figures.percent(share)),
                Map.of("statements", (double) seen.statements().size(), "time_share", share)));
        seen.statements().stream()
                .limit(3)
                .map(s -> Evidence.catalog(StatementText.brief(s)))
                .forEach(evidence::add);
        return Finding.of(
                        slug(),
                        seen.joins() ? Severity.NOTICE : Severity.INFO,
                        subject,
                        seen.joins()
                                ? "tables are joined by a value inside of %s".formatted(name)
                                : "a value inside of %s is compared like a column".formatted(name),
                        "The planner has no statistics of it and guesses; each row's document is read, unpacked where it is large, and parsed for one value; no type, foreign key or NOT NULL keeps it right.",
                        evidence)
                .costing(Cost.ofTime(share))
                .deciding(decision(look));
    }

    private static Decision decision(JsonLook look) {
        var table = look.table().name();
        var column = Name.quoted(columnName(look));
        var statistics = new QualifiedName(
                table.schema(), columnName(look) + "_of_" + look.column().name());
        return new Decision(List.of(
                new Choice(
                        "a column of its own, that the server fills from the document",
                        List.of(
                                "Statistics, type and constraints as for any column; statements have to name it.",
                                "Adding it rewrites the table under an exclusive lock: for a large one add a plain column, fill it in stages, and keep it by a trigger.",
                                "Cast it in the expression where it is a number or a date."),
                        List.of(
                                TableRule.alter(
                                        look.table(),
                                        "ADD COLUMN " + column + " text GENERATED ALWAYS AS " + look.path()
                                                + " STORED"),
                                index(look.table(), column)),
                        List.of("SELECT … FROM " + table.quoted() + " WHERE " + column + " = …")),
                new Choice(
                        "an index on the expression",
                        List.of(
                                "Statements stay as they are; ANALYZE then gathers statistics of the expression too.",
                                "Each write of the document parses it once for the index.",
                                BuildOnline.note(look.table())),
                        List.of(index(look.table(), look.path()), "ANALYZE " + table.quoted())),
                new Choice(
                        "statistics of the expression alone",
                        List.of(
                                "Where it is compared by statements that read most rows anyway: better estimates, no index to keep."),
                        List.of(
                                "CREATE STATISTICS " + statistics.quoted() + " ON " + look.path() + " FROM "
                                        + table.quoted(),
                                "ANALYZE " + table.quoted()))));
    }

    private static String index(Relation table, String key) {
        return "CREATE INDEX " + BuildOnline.word(table) + "ON " + table.name().quoted() + " (" + key + ")";
    }

    /** The last key as a name, with the column's before it where a column has that name. */
    private static String columnName(JsonLook look) {
        var key = look.keys().getLast();
        var name = look.table().column(key).isPresent() || key.isBlank()
                ? look.column().name() + "_" + key
                : key;
        return name.substring(0, Math.min(40, name.length()));
    }
}

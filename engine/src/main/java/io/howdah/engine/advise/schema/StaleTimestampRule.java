package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Guards.Trigger;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.UpdatedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees a time of last change that is the time of creation: it is filled by its default, and no update of the rows sets it.
 *
 * <p>Known by the facts. Another column with such a default has the same values throughout; or the column is called after a
 * change, and the updates that run on the table do not set it. A trigger that may set it speaks for it.
 */
public final class StaleTimestampRule implements Rule {

    private static final Threshold UPDATES =
            new Threshold("stale-timestamp.updates", 100, "updates", "ours: fewer may be somebody's repairs by hand");

    /** Calls of UPDATE; ours: what ran so often is no repair by hand. */
    private static final double CALLS = 10;

    private static final Pattern NOW = Pattern.compile(
            "\\(*(now\\(\\)|current_timestamp(\\(\\d\\))?|(statement|transaction|clock)_timestamp\\(\\)|localtimestamp(\\(\\d\\))?)\\)*(::timestamp.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_CHANGE =
            Pattern.compile("upd|modif|chang|edited|touch|last", Pattern.CASE_INSENSITIVE);

    @Override
    public String slug() {
        return "stale-timestamp";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(UPDATES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var statements = TableStatements.of(scene);
        var findings = new ArrayList<Finding>();
        for (var table : OwnTables.of(scene.catalog())) {
            var use = table.use();
            if (scene.catalog().guards().known()
                    && use != null
                    && use.updated() >= 1
                    && (use.updated() >= scene.of(UPDATES) || calls(statements, table) >= CALLS)
                    && filled(table).findAny().isPresent()) {
                look(scene, statements, table, findings);
            }
        }
        return List.copyOf(findings);
    }

    private static double calls(TableStatements statements, Relation table) {
        return statements.on(table).stream()
                .filter(s -> s.mentions().does("update"))
                .mapToDouble(s -> s.statement().calls())
                .sum();
    }

    private static Stream<Column> filled(Relation table) {
        return table.columns().stream()
                .filter(c -> c.typeName().startsWith("pg_catalog.timestamp") && c.defaultExpression() != null)
                .filter(c -> NOW.matcher(Objects.requireNonNull(c.defaultExpression()))
                        .matches());
    }

    private void look(Scene scene, TableStatements statements, Relation table, List<Finding> into) {
        var updates = statements.on(table).stream()
                .map(TableStatements.Read::statement)
                .filter(s -> !UpdatedColumns.of(s.text()).isEmpty())
                .toList();
        var earlier = new ArrayList<Column>();
        for (var column : filled(table).toList()) {
            var twin = earlier.stream()
                    .filter(e -> isSame(e.statistics(), column.statistics()))
                    .findFirst();
            boolean named = OF_CHANGE.matcher(column.name()).find();
            boolean known = twin.isPresent() || (named && !updates.isEmpty());
            if (known && isUnset(scene.catalog(), table, column, updates)) {
                into.add(finding(table, column, twin.orElse(null), updates));
            }
            earlier.add(column);
        }
    }

    /** Equal throughout: ANALYZE reads the same rows for all columns, so that equal ones have equal statistics. */
    private static boolean isSame(@Nullable ColumnStatistics one, @Nullable ColumnStatistics other) {
        return one != null
                && other != null
                && (one.histogramBounds() != null || one.mostCommonValues() != null)
                && Objects.equals(one.histogramBounds(), other.histogramBounds())
                && Objects.equals(one.mostCommonValues(), other.mostCommonValues())
                && one.distinct() == other.distinct();
    }

    private static boolean isUnset(Catalog catalog, Relation table, Column column, List<Statement> updates) {
        return updates.stream().noneMatch(s -> UpdatedColumns.of(s.text()).contains(column.name()))
                && catalog.guards().triggersOf(table.name()).stream()
                        .filter(t -> t.enabled() && t.before() && t.event().contains("UPDATE"))
                        .noneMatch(t -> maySet(catalog, t, column));
    }

    /** A function whose text is not known, such as one in C, may set anything. */
    private static boolean maySet(Catalog catalog, Trigger trigger, Column column) {
        return catalog.guards().routines().stream()
                .filter(r -> r.name().equals(trigger.function()))
                .allMatch(r -> r.language().equals("c")
                        || r.language().equals("internal")
                        || r.body()
                                .toLowerCase(Locale.ROOT)
                                .contains(column.name().toLowerCase(Locale.ROOT)));
    }

    private Finding finding(Relation table, Column column, @Nullable Column twin, List<Statement> updates) {
        var evidence = new ArrayList<Evidence>();
        long updated = Objects.requireNonNull(table.use()).updated();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "%,d rows were updated; the default is %s, and no trigger sets it on UPDATE"
                        .formatted(updated, column.defaultExpression()),
                Map.of("updates", (double) updated)));
        if (twin != null) {
            evidence.add(
                    Evidence.catalog("it has the same values as " + twin.name() + " in all rows that ANALYZE read"));
        }
        if (!updates.isEmpty()) {
            evidence.add(Evidence.catalog(
                    "%d statements of the workload update the table, and none sets it".formatted(updates.size())));
        }
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        TableRule.named(table, column),
                        "%s stays at the time of creation".formatted(TableRule.named(table, column)),
                        "Rows change and their time does not: whoever copies, caches or audits by it misses every change.",
                        evidence)
                .deciding(decision(table, column));
    }

    private static Decision decision(Relation table, Column column) {
        var function = new QualifiedName(table.name().schema(), table.name().name() + "_set_" + column.name()).quoted();
        var name = Name.quoted(column.name());
        return new Decision(List.of(
                new Choice(
                                "a trigger sets it",
                                List.of(
                                        "True whoever writes, the application unchanged; some microseconds for each row updated.",
                                        "Bulk repairs count as changes too. Times before this stay wrong.",
                                        "An index on it makes updates write every index (no HOT)."),
                                List.of(
                                        "CREATE FUNCTION " + function
                                                + "() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW." + name
                                                + " := now(); RETURN NEW; END$$",
                                        "CREATE TRIGGER " + Name.quoted("set_" + column.name()) + " BEFORE UPDATE ON "
                                                + table.name().quoted()
                                                + " FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "
                                                + function + "()"))
                        .by(Command.of("change", "--stamp-updates", table.name().quoted() + "." + name)),
                new Choice(
                        "the application sets it in every UPDATE",
                        List.of("No trigger; forgotten in one statement, it is wrong again."),
                        List.of()),
                new Choice(
                        "drop it",
                        List.of(
                                "Right where nobody reads it: it says what the time of creation says, and takes 8 bytes a row."),
                        List.of(TableRule.alter(table, "DROP COLUMN " + name)))));
    }
}

package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees times without a zone, and times of day with one: values that say something else in another session.
 *
 * <p>Where the comment of a timestamp names the zone, its readers know, unless the default takes the zone of whoever inserts.
 */
public final class ZonelessTimeRule implements TableRule {

    /** A default that takes the moment of a zone, whatever the session's. */
    private static final Pattern ZONE = Pattern.compile("at time zone|timezone\\(", Pattern.CASE_INSENSITIVE);

    private static final Pattern MOMENT = Pattern.compile(
            "now\\(\\)|current_timestamp|localtimestamp|_timestamp\\(\\)|'now'::", Pattern.CASE_INSENSITIVE);

    /** UTC and the like, abbreviations and names of the zone database, or the zone of the place that the row is about. */
    private static final Pattern NAMED = Pattern.compile("(?<!\\bnot )(?<!\\bnot in )(?:\\b(?i:utc|gmt|zulu)\\b"
            + "|\\b(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/\\w+"
            + "|\\b(?:CES?T|EES?T|WES?T|BST|MSK|[ECMPA][SD]T|JST|IST|AE[SD]T|NZ[SD]T)\\b"
            + "|\\b(?i:local time|local zone|wall[- ]clock)\\b)");

    @Override
    public String slug() {
        return "zoneless-time";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        var columns =
                table.columns().stream().filter(ZonelessTimeRule::isZoneless).toList();
        return columns.isEmpty() ? Stream.of() : Stream.of(finding(table, columns));
    }

    private static boolean isZoneless(Column column) {
        boolean said = isNamed(column.comment()) && !takesTheMoment(column);
        return (column.typeName().equals("pg_catalog.timestamp") && !said)
                || column.typeName().equals("pg_catalog.timetz");
    }

    private static boolean isNamed(@Nullable String comment) {
        return comment != null && NAMED.matcher(comment).find();
    }

    /** A default of the present moment is converted by the zone of whoever inserts. */
    private static boolean takesTheMoment(Column column) {
        var expression = column.defaultExpression();
        return expression != null
                && !ZONE.matcher(expression).find()
                && MOMENT.matcher(expression).find();
    }

    private Finding finding(Relation table, List<Column> columns) {
        var moments = columns.stream().filter(ZonelessTimeRule::takesTheMoment).toList();
        var names = columns.stream().map(Column::name).collect(joining(", "));
        return Finding.of(
                        slug(),
                        moments.isEmpty() ? Severity.INFO : Severity.NOTICE,
                        table.name().toString(),
                        "%s of %s: a time that does not say in which zone".formatted(names, table.name()),
                        moments.isEmpty()
                                ? "Two sessions with other time zones read it as two moments. Right for opening hours; wrong for what happened."
                                : "The default takes the present moment and forgets the zone of the session that inserts: rows of two sessions, or from before and after a change of the clocks, do not compare.",
                        columns.stream()
                                .map(c -> Evidence.catalog(c.name() + " " + c.type()
                                        + (c.defaultExpression() == null ? "" : ", default " + c.defaultExpression())))
                                .toList())
                .deciding(Decision.whether(
                                "make it timestamptz, saying the zone that was meant",
                                List.of(
                                        "The same 8 bytes; the table is rewritten under an exclusive lock, unless the session's zone is UTC and so was meant (then only its indexes are).",
                                        "Put the zone that the application wrote in into the place of UTC."),
                                columns.stream()
                                        .filter(c -> c.typeName().equals("pg_catalog.timestamp"))
                                        .map(c -> TableRule.alter(
                                                table,
                                                "ALTER COLUMN " + Name.quoted(c.name()) + " TYPE timestamptz USING "
                                                        + Name.quoted(c.name()) + " AT TIME ZONE 'UTC'"))
                                        .toArray(String[]::new))
                        .or(
                                "keep the type, and agree on one zone",
                                List.of(
                                        "Nothing is rewritten: the default takes UTC whatever the session's zone, and the comment says so.",
                                        "What the application writes itself it has to write in UTC, and read as such."),
                                columns.stream()
                                        .filter(c -> c.typeName().equals("pg_catalog.timestamp"))
                                        .flatMap(c -> agreed(table, c))
                                        .toArray(String[]::new)));
    }

    private static Stream<String> agreed(Relation table, Column column) {
        var name = Name.quoted(column.name());
        var comment = "COMMENT ON COLUMN " + table.name().quoted() + "." + name + " IS 'in UTC'";
        return takesTheMoment(column)
                ? Stream.of(
                        TableRule.alter(table, "ALTER COLUMN " + name + " SET DEFAULT (now() AT TIME ZONE 'UTC')"),
                        comment)
                : Stream.of(comment);
    }
}

package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionTable;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps by which a table becomes partitioned without being copied.
 *
 * <p>A partitioned table like it is made beside it, empty and unknown to anybody. A check on the table, validated while it is in use,
 * says that all rows lie below a bound ahead of the newest; so it can become the first partition without being read. The exchange of
 * names is one transaction of many small entries in the catalog, and takes as long on a large table as on a small one.
 */
public final class Conversion {

    /** More values than this are no list. */
    private static final int MOST_VALUES = 1000;

    private final Session session;
    private final PartitionTable change;
    private final TableFacts facts;
    private final List<String> problems;

    private Conversion(Session session, PartitionTable change, TableFacts facts, List<String> problems) {
        this.session = session;
        this.change = change;
        this.facts = facts;
        this.problems = problems;
    }

    /** The change as the journal names it. */
    static String key(PartitionTable change) {
        return change.summary() + ", keys " + change.keys() + ", " + change.ahead() + " ahead"
                + (change.dropForeignKeys() ? ", foreign keys may go" : "");
    }

    /** @param problems what stands against the change is added here */
    public static List<PlannedStep> plan(Session session, LiveTable table, PartitionTable change, List<String> problems)
            throws SQLException {
        var unfinished = Unfinished.steps(session, change);
        if (!unfinished.isEmpty()) {
            return unfinished;
        }
        if (table.partitioned()) {
            problems.add("Table " + table.name() + " is partitioned already");
            return List.of();
        }
        var facts = TableFacts.of(session, table);
        var conversion = new Conversion(session, change, facts, problems);
        var objections =
                Objections.of(facts, List.of(change.scheme().column()), change.keys(), change.dropForeignKeys());
        problems.addAll(objections);
        return objections.isEmpty() ? conversion.steps() : List.of();
    }

    private List<PlannedStep> steps() throws SQLException {
        var steps = new ArrayList<PlannedStep>();
        try {
            Plainly.read(session, () -> {
                var made = switch (change.scheme()) {
                    case PartitionScheme.ByTime time -> byRange(time);
                    case PartitionScheme.ByNumber number -> byRange(number);
                    case PartitionScheme.ByValue value -> byValue(value);
                };
                if (made != null && namesAreFree(made)) {
                    steps.addAll(new ConversionSteps(session, change, facts, made).all());
                }
            });
        } catch (Problem e) {
            problems.add(e.text());
        }
        return List.copyOf(steps);
    }

    /** A partition to be made beyond the first. */
    record Further(QualifiedName name, String forValues) {}

    /**
     * Where the first partition ends and the others are.
     *
     * @param until when writes end that the check refuses; null where the place is no time
     */
    record Layout(
            Bound first, List<Further> further, @Nullable Instant until) {}

    private @Nullable Layout byRange(PartitionScheme scheme) throws SQLException {
        var column = scheme.column();
        var live = facts.column(column).orElseThrow();
        var type = KeyType.of(live.type());
        if (type.isEmpty()) {
            problems.add("Column " + column + " of " + facts.name() + " is of type " + live.type()
                    + "; ranges are made of dates, timestamps, whole numbers and UUIDs of version 7");
            return null;
        }
        if (hasNull(column)) {
            return null;
        }
        var grid = Grid.of(scheme, type.get());
        var newest = newest(column, type.get(), grid);
        if (newest == null) {
            return null;
        }
        long bound = grid.next(grid.next(grid.floor(newest)));
        var names = new Names(facts.name());
        var further = new ArrayList<Further>();
        long start = bound;
        for (int i = 0; i < change.ahead(); i++) {
            long end = grid.next(start);
            further.add(new Further(names.partition(grid.label(start)), values(grid, start, end)));
            start = end;
        }
        return new Layout(
                Bound.below(column, live.type(), grid.text(bound)),
                further,
                type.get() == KeyType.NUMBER ? null : moment(scheme, grid, bound));
    }

    static String values(Grid grid, long start, long end) {
        return "FOR VALUES FROM (" + Name.literal(grid.text(start)) + ") TO (" + Name.literal(grid.text(end)) + ")";
    }

    /** When the clock that the column shows comes to a place. */
    private static Instant moment(PartitionScheme scheme, Grid grid, long bound) {
        var asUtc = Instant.EPOCH.plus(bound, java.time.temporal.ChronoUnit.MICROS);
        if (grid instanceof TimeGrid time && !time.type().isMoment() && scheme instanceof PartitionScheme.ByTime by) {
            return asUtc.atZone(java.time.ZoneOffset.UTC)
                    .toLocalDateTime()
                    .atZone(by.zone())
                    .toInstant();
        }
        return asUtc;
    }

    /** The place of the newest row, or of now where that is later; null, with a problem noted, where there is none. */
    private @Nullable Long newest(String column, KeyType type, Grid grid) throws SQLException {
        var quoted = Name.quoted(column);
        var text = session.first(
                "SELECT " + quoted + "::text FROM ONLY " + facts.name().quoted() + " t WHERE " + quoted
                        + " IS NOT NULL ORDER BY t." + quoted + " DESC LIMIT 1",
                row -> row.getString(1));
        if (type == KeyType.UUID && text.isPresent() && text.get().charAt(14) != '7') {
            problems.add("Column " + column + " of " + facts.name() + " holds UUIDs that are not of version 7, such as "
                    + text.get() + ", so that they do not begin with a time");
            return null;
        }
        long newest = text.map(grid::place).orElse(Long.MIN_VALUE);
        if (newest == Long.MAX_VALUE) {
            problems.add(
                    "Column " + column + " of " + facts.name() + " holds infinity, so that no bound lies ahead of it");
            return null;
        }
        if (!(grid instanceof TimeGrid time)) {
            return Math.max(newest, 0);
        }
        var now = session.first(
                        "SELECT clock_timestamp()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElseThrow();
        return Math.max(newest, time.place(now));
    }

    private boolean hasNull(String column) throws SQLException {
        boolean has = !facts.column(column).orElseThrow().notNull()
                && session.holds("SELECT EXISTS (SELECT FROM ONLY "
                        + facts.name().quoted() + " WHERE " + Name.quoted(column) + " IS NULL)");
        if (has) {
            problems.add("Column " + column + " of " + facts.name()
                    + " has rows without a value, which belong to no partition; give them one first");
        }
        return has;
    }

    private @Nullable Layout byValue(PartitionScheme.ByValue scheme) throws SQLException {
        var column = scheme.column();
        if (hasNull(column)) {
            return null;
        }
        var quoted = Name.quoted(column);
        var values = session.query(
                "SELECT DISTINCT " + quoted + "::text FROM ONLY " + facts.name().quoted() + " ORDER BY 1 LIMIT "
                        + (MOST_VALUES + 1),
                row -> row.getString(1));
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            problems.add("Column " + column + " of " + facts.name() + " has "
                    + (values.isEmpty() ? "no values yet" : "more than " + MOST_VALUES + " values")
                    + ", so that its rows cannot be one partition by list");
            return null;
        }
        var type = session.first(
                        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = CAST(? AS oid) AND attname = ?",
                        row -> row.getString(1),
                        facts.table().oid(),
                        column)
                .orElseThrow();
        var names = new Names(facts.name());
        return new Layout(
                Bound.of(column, type, values), List.of(new Further(names.partition("_default"), "DEFAULT")), null);
    }

    private boolean namesAreFree(Layout layout) throws SQLException {
        var names = new Names(facts.name());
        var indexes = facts.keys().stream()
                .filter(LiveKey::valid)
                .map(LiveKey::name)
                .flatMap(i -> Stream.of(Names.working(i), Names.first(i)));
        var all = Stream.of(
                        Stream.of(names.working(), names.first()),
                        layout.further().stream().map(Further::name),
                        indexes)
                .flatMap(s -> s)
                .toList();
        boolean free = true;
        for (var name : all) {
            if (session.holds("SELECT to_regclass(?) IS NOT NULL", name.quoted())) {
                problems.add("The name " + name + " is taken, and is needed for partitioning " + facts.name()
                        + (name.equals(names.working())
                                ? "; if an earlier attempt left it, take that back with undo"
                                : ""));
                free = false;
            }
        }
        return free;
    }
}

package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.Division.Part;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionLevel;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The partitions that the rows of a table need, by the values that it has. */
final class CopiedParts {

    /** More partitions than this are a mistake more often than a wish. */
    private static final int MOST = 1000;

    /** More values than this are no list. */
    private static final int MOST_VALUES = 100;

    private static final int LONGEST_LABEL = 20;

    private final Session session;
    private final TableFacts facts;
    private final int ahead;
    private boolean gaps;
    private int made;

    CopiedParts(Session session, TableFacts facts, int ahead) {
        this.session = session;
        this.facts = facts;
        this.ahead = ahead;
    }

    /** Whether a row may belong to none of those that were made. */
    boolean gaps() {
        return gaps;
    }

    /** A partition before it is known whether it is divided further. */
    private record Place(String label, String forValues) {}

    List<Part> parts(List<PartitionLevel> levels) throws SQLException {
        var places = new ArrayList<List<Place>>();
        for (var level : levels) {
            places.add(places(level));
        }
        return parts(facts.name(), levels, places, 0);
    }

    private List<Part> parts(QualifiedName parent, List<PartitionLevel> levels, List<List<Place>> places, int depth) {
        var parts = new ArrayList<Part>();
        var taken = new HashSet<String>();
        boolean last = depth == levels.size() - 1;
        for (var place : places.get(depth)) {
            var name = named(parent, depth == 0 ? "_p" + place.label() : joined(place.label()), taken);
            if (++made > MOST) {
                throw Problem.input("Table " + facts.name() + " would get more than " + MOST
                        + " partitions; make them longer or fewer");
            }
            parts.add(
                    last
                            ? Part.leaf(name, place.forValues())
                            : new Part(
                                    name,
                                    place.forValues(),
                                    levels.get(depth + 1).sql(),
                                    parts(name, levels, places, depth + 1)));
        }
        return parts;
    }

    private static String joined(String label) {
        return label.startsWith("_") ? label : "_" + label;
    }

    private static QualifiedName named(QualifiedName parent, String suffix, Set<String> taken) {
        var name = Name.limited(parent.name() + suffix);
        for (int i = 2; !taken.add(name); i++) {
            name = Name.limited(parent.name() + suffix + "_" + i);
        }
        return new QualifiedName(parent.schema(), name);
    }

    private List<Place> places(PartitionLevel level) throws SQLException {
        return switch (level) {
            case PartitionLevel.Ranges ranges -> ranges(ranges);
            case PartitionLevel.Values values -> values(values);
            case PartitionLevel.Hashed hashed -> hashed(hashed);
        };
    }

    private static List<Place> hashed(PartitionLevel.Hashed level) {
        var places = new ArrayList<Place>();
        for (int i = 0; i < level.modulus(); i++) {
            places.add(new Place("_h" + i, "FOR VALUES WITH (MODULUS " + level.modulus() + ", REMAINDER " + i + ")"));
        }
        return places;
    }

    private List<Place> values(PartitionLevel.Values level) throws SQLException {
        var values = level.values().isEmpty() ? found(level.column()) : level.values();
        var places = new ArrayList<Place>();
        for (String value : values) {
            places.add(new Place("_" + label(value), "FOR VALUES IN (" + Name.literal(value) + ")"));
        }
        places.add(new Place("_default", "DEFAULT"));
        return places;
    }

    private static String label(String value) {
        var plain = value.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST_LABEL));
    }

    private List<String> found(String column) throws SQLException {
        var quoted = Name.quoted(column);
        var values = session.query(
                "SELECT DISTINCT " + quoted + "::text FROM ONLY " + facts.name().quoted() + " ORDER BY 1 LIMIT "
                        + (MOST_VALUES + 1),
                row -> row.getString(1));
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw Problem.input("Column " + column + " of " + facts.name() + " has "
                    + (values.isEmpty() ? "no values yet" : "more than " + MOST_VALUES + " values")
                    + "; name those that get a partition of their own");
        }
        return values;
    }

    /** The first takes whatever is older. */
    private List<Place> ranges(PartitionLevel.Ranges level) throws SQLException {
        var column = level.column();
        var type = KeyType.of(facts.column(column).orElseThrow().type())
                .orElseThrow(() -> Problem.input("Column " + column + " of " + facts.name() + " is of type "
                        + facts.column(column).orElseThrow().type()
                        + "; ranges are made of dates, timestamps, whole numbers and UUIDs of version 7"));
        gaps = true;
        var grid = Grid.of(level.scheme(), type);
        long newest = newest(column, grid);
        long start = grid.floor(Math.min(edge(column, "ASC", grid).orElse(newest), newest));
        var places = new ArrayList<Place>();
        var from = "MINVALUE";
        int left = ahead + 1;
        while (left > 0 && places.size() <= MOST) {
            long end = grid.next(start);
            var to = Name.literal(grid.text(end));
            places.add(new Place(grid.label(start), "FOR VALUES FROM (" + from + ") TO (" + to + ")"));
            from = to;
            left -= end > newest ? 1 : 0;
            start = end;
        }
        return places;
    }

    private long newest(String column, Grid grid) throws SQLException {
        long newest = edge(column, "DESC", grid).orElse(Long.MIN_VALUE);
        if (newest == Long.MAX_VALUE) {
            throw Problem.input(
                    "Column " + column + " of " + facts.name() + " holds infinity, so that no bound lies ahead of it");
        }
        return grid instanceof TimeGrid time ? Math.max(newest, time.place(now())) : Math.max(newest, 0);
    }

    private Instant now() throws SQLException {
        return session.first(
                        "SELECT clock_timestamp()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElseThrow();
    }

    /** The place of the first row in the given order; a row that is infinitely old is no beginning. */
    private Optional<Long> edge(String column, String order, Grid grid) throws SQLException {
        var quoted = Name.quoted(column);
        @Nullable
        String text = session.first(
                        "SELECT t." + quoted + "::text FROM ONLY "
                                + facts.name().quoted() + " t"
                                + (grid instanceof TimeGrid time && time.type() != KeyType.UUID
                                        ? " WHERE t." + quoted + " > '-infinity'"
                                        : "")
                                + " ORDER BY t." + quoted + " " + order + " LIMIT 1",
                        row -> row.getString(1))
                .orElse(null);
        if (text != null && grid instanceof TimeGrid time && time.type() == KeyType.UUID && text.charAt(14) != '7') {
            throw Problem.input(
                    "Column " + column + " of " + facts.name() + " holds UUIDs that are not of version 7, such as "
                            + text + ", so that they do not begin with a time");
        }
        return Optional.ofNullable(text).map(grid::place);
    }
}

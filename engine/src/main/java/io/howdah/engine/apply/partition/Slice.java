package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A direct partition by range of one column, with its place.
 *
 * @param kind as {@code pg_class.relkind}
 * @param bound as the server writes it in UTC; null where a detachment took it away already
 * @param detaching whether a concurrent detachment of it was begun and not ended
 * @param from where it begins; the smallest number where nothing is below it, and of the default partition
 * @param to where the next may begin; the greatest number where nothing is above it
 */
record Slice(
        long oid, QualifiedName name, String kind, @Nullable String bound, boolean detaching, long from, long to) {

    private static final String SQL = """
            SELECT c.oid::bigint AS oid, n.nspname, c.relname, c.relkind::text AS kind,
                   pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound, i.inhdetachpending
              FROM pg_catalog.pg_inherits i
              JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE i.inhparent = CAST(? AS oid) ORDER BY c.oid""";

    private static final Pattern RANGE = Pattern.compile("FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)");

    /** @param ruler tells the places of the bounds; null where they are no ranges of one column */
    static List<Slice> of(Session session, long table, @Nullable Grid ruler) throws SQLException {
        return session.query(SQL, row -> read(row, ruler), table);
    }

    private static Slice read(ResultSet row, @Nullable Grid ruler) throws SQLException {
        var bound = row.getString("bound");
        var range = RANGE.matcher(bound == null || ruler == null ? "" : bound);
        boolean ranged = range.matches();
        return new Slice(
                row.getLong("oid"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getString("kind"),
                bound,
                row.getBoolean("inhdetachpending"),
                ranged && ruler != null ? place(range.group(1), ruler) : Long.MIN_VALUE,
                ranged && ruler != null ? place(range.group(2), ruler) : Long.MIN_VALUE);
    }

    private static long place(String text, Grid ruler) {
        return switch (text) {
            case "MINVALUE" -> Long.MIN_VALUE;
            case "MAXVALUE" -> Long.MAX_VALUE;
            default -> ruler.place(text.startsWith("'") ? text.substring(1, text.lastIndexOf('\'')) : text);
        };
    }

    /** The place that a bound tells; null where it is no range between two values. */
    static @Nullable Piece range(String bound, Grid ruler) {
        var range = RANGE.matcher(bound);
        if (!range.matches()) {
            return null;
        }
        long from = place(range.group(1), ruler);
        long to = place(range.group(2), ruler);
        return from == Long.MIN_VALUE || to == Long.MAX_VALUE ? null : new Piece(from, to);
    }

    boolean isDefault() {
        return "DEFAULT".equals(bound);
    }

    /** Whether it begins and ends at places. */
    boolean bounded() {
        return from != Long.MIN_VALUE && to != Long.MAX_VALUE && !isDefault();
    }

    boolean plain() {
        return kind.equals("r");
    }
}

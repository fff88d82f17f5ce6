package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.Sessions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to know and to choose before a table is made partitioned.
 *
 * @param rows about how many it has
 * @param bytes with its indexes
 * @param lacking what the table promises as unique without a deciding column, so that it cannot as it is
 * @param pointing foreign keys of other tables that point at such, for people
 */
public record ConversionOutlook(
        QualifiedName table, double rows, long bytes, List<Key> lacking, List<String> pointing) {

    /**
     * A key, or a unique index.
     *
     * @param what for people
     * @param widened its columns with the deciding ones
     */
    public record Key(String what, boolean primary, List<String> columns, List<String> widened) {}

    private record Size(double rows, long bytes) {}

    private static final String SIZE = """
            SELECT greatest(reltuples, 0)::float8, pg_catalog.pg_total_relation_size(oid)
              FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)""";

    /** Empty where there is no such table. */
    public static Optional<ConversionOutlook> of(Sessions sessions, QualifiedName table, List<String> columns) {
        try (var session = new Session(sessions.writing())) {
            var live = LiveTable.named(session, table);
            return live.isEmpty() ? Optional.empty() : Optional.of(of(session, live.get(), columns));
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking at " + table);
        }
    }

    private static ConversionOutlook of(Session session, LiveTable table, List<String> columns) throws SQLException {
        var size = session.first(SIZE, row -> new Size(row.getDouble(1), row.getLong(2)), table.oid())
                .orElseThrow();
        var present = LiveColumn.of(session, table.oid());
        for (String column : columns) {
            if (present.stream().noneMatch(c -> c.name().equals(column))) {
                throw Problem.input("Table " + table.name() + " has no column " + column);
            }
        }
        var facts = TableFacts.of(session, table);
        var lacking = facts.keys().stream()
                .filter(k -> k.valid() && !k.exclusion() && k.lacksAny(columns))
                .toList();
        return new ConversionOutlook(
                table.name(),
                size.rows(),
                size.bytes(),
                lacking.stream().map(k -> key(k, columns)).toList(),
                facts.incoming().stream()
                        .filter(f -> lacking.stream().anyMatch(k -> k.oid() == f.indexOid()))
                        .map(ForeignKey::what)
                        .toList());
    }

    private static Key key(LiveKey key, List<String> columns) {
        var widened = Stream.concat(key.keys().stream(), columns.stream().filter(key::lacks))
                .toList();
        return new Key(key.what(), key.primary(), key.keys(), widened);
    }
}

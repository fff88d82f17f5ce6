package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.JournalSchema;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionScheme;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies of partitioned tables, in the target database. */
final class PolicyStore {

    /** A column that came with a later version of the journal is null in one that was not brought up to date yet. */
    private static final String READ = """
            SELECT table_schema, table_name, column_name, every, zone, ahead, keep, old, archive,
                   (later->>'default_wanted')::boolean AS default_wanted
              FROM howdah.partitioned p, pg_catalog.to_jsonb(p) later""";

    private static final String WRITE = """
            INSERT INTO howdah.partitioned (table_schema, table_name, column_name, every, zone, ahead, keep, old, archive, default_wanted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (table_schema, table_name) DO UPDATE SET column_name = excluded.column_name, every = excluded.every,
                   zone = excluded.zone, ahead = excluded.ahead, keep = excluded.keep, old = excluded.old,
                   archive = excluded.archive, default_wanted = excluded.default_wanted""";

    private PolicyStore() {}

    static Optional<PartitionPolicy> of(Session session, QualifiedName table) throws SQLException {
        return all(session).stream()
                .filter(policy -> policy.table().equals(table))
                .findFirst();
    }

    static List<PartitionPolicy> all(Session session) throws SQLException {
        return session.holds("SELECT pg_catalog.to_regclass('howdah.partitioned') IS NOT NULL")
                ? session.query(READ + " ORDER BY 1, 2", PolicyStore::read)
                : List.of();
    }

    static void write(Session session, PartitionPolicy policy) throws SQLException {
        JournalSchema.bringUpToDate(session);
        var keep = policy.keep();
        session.update(
                WRITE,
                policy.table().schema(),
                policy.table().name(),
                policy.scheme().column(),
                SwapStatements.every(policy.scheme()),
                policy.scheme() instanceof PartitionScheme.ByTime time
                        ? time.zone().getId()
                        : null,
                policy.ahead(),
                keep == null ? null : keep.toString(),
                policy.old().word(),
                policy.archive(),
                policy.wantsDefault());
    }

    private static PartitionPolicy read(ResultSet row) throws SQLException {
        var keep = row.getString("keep");
        return new PartitionPolicy(
                new QualifiedName(row.getString("table_schema"), row.getString("table_name")),
                scheme(row.getString("column_name"), row.getString("every"), row.getString("zone")),
                row.getInt("ahead"),
                keep == null
                        ? null
                        : PartitionPolicy.Keep.of(keep)
                                .orElseThrow(() -> Problem.input("howdah.partitioned says to keep rows for '" + keep
                                        + "', which is no length of time")),
                PartitionPolicy.Old.valueOf(row.getString("old").toUpperCase(Locale.ROOT)),
                row.getString("archive"),
                row.getObject("default_wanted", Boolean.class));
    }

    /** @param every as the table of partitioned tables has it */
    static PartitionScheme scheme(String column, @Nullable String every, @Nullable String zone) {
        if (every == null) {
            return new PartitionScheme.ByValue(column);
        }
        var span = PartitionPolicy.span(every);
        return span.isPresent()
                ? new PartitionScheme.ByTime(column, span.get(), ZoneId.of(zone == null ? "UTC" : zone))
                : new PartitionScheme.ByNumber(column, Long.parseLong(every));
    }
}

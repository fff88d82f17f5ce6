package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.postgres.Sessions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The partitioned tables of a database, and what is wanted of their partitions. */
public final class Partitions {

    private static final String ALL = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'p' AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'howdah')
             ORDER BY 1, 2""";

    private final Sessions sessions;

    public Partitions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** What is done on a session. */
    private interface Look<T> {
        T at(Session session) throws SQLException;
    }

    private <T> T on(Supplier<Connection> opened, Look<T> look) {
        try (var session = new Session(opened.get())) {
            return look.at(session);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking at the partitions");
        }
    }

    /**
     * How tables stand.
     *
     * @param only this one; null for all that are partitioned
     * @param at as if it were then; null for the server's clock
     */
    public List<PartitionsStatus> status(@Nullable QualifiedName only, @Nullable Instant at) {
        return on(sessions::readOnly, session -> {
            var names = only == null
                    ? session.query(ALL, row -> new QualifiedName(row.getString(1), row.getString(2)))
                    : List.of(only);
            var all = new ArrayList<PartitionsStatus>();
            for (var name : names) {
                all.add(StatusReader.of(session, live(session, name), at));
            }
            return all;
        });
    }

    private static LiveTable live(Session session, QualifiedName name) throws SQLException {
        return LiveTable.named(session, name).orElseThrow(() -> Problem.input("there is no table " + name));
    }

    /** What is wanted of a table; empty where nobody has said. */
    public Optional<PartitionPolicy> policy(QualifiedName table) {
        return on(sessions::readOnly, session -> PolicyStore.of(session, table));
    }

    /** The tables of which something is wanted. */
    public List<QualifiedName> kept() {
        return on(
                sessions::readOnly,
                session -> PolicyStore.all(session).stream()
                        .map(PartitionPolicy::table)
                        .toList());
    }

    /**
     * What the policy of a table would be, told from the bounds of its partitions; a problem where they do not tell.
     *
     * @param every the length of the partitions, as the table of partitioned tables has it; null where the bounds are to tell
     * @param zone in which days begin; null likewise
     */
    public PartitionPolicy proposed(QualifiedName table, @Nullable String every, @Nullable ZoneId zone) {
        return on(sessions::readOnly, session -> {
            var divided = DividedTable.of(session, live(session, table))
                    .orElseThrow(() ->
                            Problem.input("Table " + table + " is not partitioned; see howdah partition convert"));
            if (every == null) {
                return new PolicyGuess(session, divided).policy(zone);
            }
            divided.obstacle().ifPresent(reason -> {
                throw Problem.input(reason);
            });
            var scheme =
                    PolicyStore.scheme(String.valueOf(divided.column()), every, zone == null ? "UTC" : zone.getId());
            return new PartitionPolicy(
                    table, scheme, PartitionPolicy.usualAhead(scheme), null, PartitionPolicy.Old.DETACH, null, null);
        });
    }

    /** Keeps what is wanted of a table; a problem where that cannot be. */
    public void adopt(PartitionPolicy policy) {
        on(sessions::writing, session -> {
            var live = live(session, policy.table());
            live.problem(session).ifPresent(reason -> {
                throw Problem.refused(reason, null);
            });
            var table = DividedTable.of(session, live)
                    .orElseThrow(() -> Problem.input("Table " + policy.table() + " is not partitioned"));
            table.obstacle().ifPresent(reason -> {
                throw Problem.input(reason);
            });
            check(table, policy);
            PolicyStore.write(session, policy);
            return true;
        });
    }

    private static void check(DividedTable table, PartitionPolicy policy) {
        Grid.of(policy.scheme(), java.util.Objects.requireNonNull(table.key()));
        var keep = policy.keep();
        boolean numbers = policy.scheme() instanceof PartitionScheme.ByNumber;
        if (keep != null && numbers != (keep.unit() == null)) {
            throw Problem.input("Table " + table.name() + " is partitioned by " + (numbers ? "numbers" : "time")
                    + ", so that rows are kept for "
                    + (numbers ? "a distance from the newest, such as 1000000" : "a time, such as 12months")
                    + ", not for " + keep);
        }
        if (policy.old() == PartitionPolicy.Old.ARCHIVE && policy.archive() == null) {
            throw Problem.input("Archives need a directory: archive:/path");
        }
    }

    /** Whether an application is upkeep of a table that was stopped in the middle, or is under way. */
    public static boolean isUnfinishedUpkeep(Application application, QualifiedName table) {
        return switch (application.state()) {
            case RUNNING, STOPPED ->
                application.steps().stream()
                        .filter(step -> step.detail() != null && step.detail().contains("\"upkeep\""))
                        .anyMatch(step -> UpkeepDetail.of(step).parent().equals(table));
            case DONE, UNDOING, UNDONE, FINISHING, FINISHED -> false;
        };
    }

    /** The table that an archive is of; a problem where the file is none. */
    public static QualifiedName archived(String file) {
        try {
            return ArchiveFile.header(Path.of(file)).table();
        } catch (NoSuchFileException e) {
            throw Problem.input("file " + file + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw Problem.input("file " + file + " cannot be read: " + e.getMessage());
        }
    }
}

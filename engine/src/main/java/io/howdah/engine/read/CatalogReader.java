package io.howdah.engine.read;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Definitions;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Sequence;
import io.howdah.engine.catalog.ServerState;
import io.howdah.engine.catalog.TypeDefinition;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.postgres.SqlProblems;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Reads a database's catalog in one read-only transaction, by a constant number of statements.
 *
 * <p>Sizes, defaults and expressions cannot be read of a relation that another session holds or awaits an exclusive lock on.
 * A lock that is gone within lock_timeout is waited for; otherwise the read begins again and leaves such relations out.
 */
public final class CatalogReader {

    private static final int ATTEMPTS = 3;

    static final String BEGIN = "SET /* howdah */ TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    /** Relations under an exclusive lock, held or awaited, and the views that show them, directly or not. */
    private static final String LOCKED = """
            WITH RECURSIVE locked AS (
              SELECT l.relation AS oid
                FROM pg_locks l
               WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
                 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              UNION
              SELECT w.ev_class
                FROM locked k
                JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = k.oid
                                AND d.classid = 'pg_rewrite'::regclass
                JOIN pg_rewrite w ON w.oid = d.objid)
            SELECT oid FROM locked
            """;

    private final Sessions sessions;
    private final long large;

    private CatalogReader(Sessions sessions, long large) {
        this.sessions = sessions;
        this.large = large;
    }

    public static Catalog read(Sessions sessions) {
        return read(sessions, SecondSession.LARGE);
    }

    /**
     * The same.
     *
     * @param large bytes of pg_class from which on two sessions read
     */
    static Catalog read(Sessions sessions, long large) {
        for (int attempt = 1; ; attempt++) {
            try (var connection = sessions.readOnly()) {
                return new CatalogReader(sessions, large).read(connection, attempt > 1);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !SqlProblems.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw SqlProblems.of(e, "reading the catalog");
                }
            }
        }
    }

    private Catalog read(Connection connection, boolean withoutLocked) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(BEGIN);
        }
        var plain = new Query(connection, version(connection), List.of());
        var locked = withoutLocked ? plain.list(LOCKED, row -> row.number("oid")) : List.<Long>of();
        var catalog = read(new Query(connection, plain.version(), locked));
        connection.rollback();
        return DistinctReader.ofStatistics(catalog);
    }

    private static int version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() * 10_000;
    }

    private Catalog read(Query query) throws SQLException {
        var place = ServerReader.place(query);
        var role = Role.read(query);
        var unseen = unseen(query, role, place);
        var activity = ActivityReader.read(query, role);
        try (var second = SecondSession.beside(query, sessions, large)) {
            var statistics = second.read(q -> StatisticsReader.read(q, role.statisticsFunction(), role.superuser()));
            var bare = RelationReader.read(query, role.statisticsFunction(), unseen);
            var columns = second.read(q -> ColumnReader.read(q, bare, statistics.get()));
            var constraints = second.read(q -> ConstraintReader.read(q, bare));
            var others = second.read(q -> Others.read(q, role, unseen));
            var indexes = indexes(query, role, bare, statistics);
            var relations = relations(bare, columns.get(), indexes, constraints.get());
            return others.get().with(place, relations, activity, unseen, query);
        }
    }

    /** What belongs to no relation. */
    private record Others(
            List<ExtendedStatistics> extended,
            List<Sequence> sequences,
            ServerState state,
            List<TypeDefinition> types,
            Definitions definitions,
            Guards guards) {

        static Others read(Query query, Role role, Unseen unseen) throws SQLException {
            return new Others(
                    ExtendedStatisticsReader.read(query, role, unseen),
                    SequenceReader.read(query, role, unseen),
                    StateReader.read(query, unseen),
                    TypeReader.read(query),
                    DefinitionsReader.read(query),
                    GuardsReader.read(query, role));
        }

        Catalog with(ServerReader.Place place, List<Relation> relations, Activity activity, Unseen unseen, Query query)
                throws SQLException {
            return new Catalog(
                    place.server(),
                    place.database(),
                    place.bytes(),
                    place.now(),
                    relations,
                    sequences,
                    ServerReader.settings(query),
                    ServerReader.extensions(query),
                    activity,
                    unseen.sentences(),
                    types,
                    place.locale(),
                    ServerReader.roleSettings(query),
                    extended,
                    definitions,
                    state,
                    guards);
        }
    }

    private static Unseen unseen(Query query, Role role, ServerReader.Place place) {
        var unseen = new Unseen(role.name());
        if (!role.superuser() && !role.monitor()) {
            unseen.activity();
        }
        if (!query.locked().isEmpty()) {
            unseen.locked(query.locked().size());
        }
        if (place.server().major() > ServerSessions.NEWEST) {
            unseen.newerThanKnown(place.server().version(), ServerSessions.NEWEST);
        }
        return unseen;
    }

    private static Map<Long, List<Index>> indexes(
            Query query, Role role, Map<Long, Relation> bare, SecondSession.Awaited<StatisticsReader> statistics)
            throws SQLException {
        return IndexReader.read(
                query, bare, statistics, TreeHeights.read(query, role), GinCountersReader.read(query, role));
    }

    private static List<Relation> relations(
            Map<Long, Relation> bare,
            Map<Long, List<Column>> columns,
            Map<Long, List<Index>> indexes,
            Map<Long, List<Constraint>> constraints) {
        return bare.values().stream()
                .map(relation -> complete(relation, columns, indexes, constraints))
                .toList();
    }

    private static Relation complete(
            Relation relation,
            Map<Long, List<Column>> columns,
            Map<Long, List<Index>> indexes,
            Map<Long, List<Constraint>> constraints) {
        return relation.with(
                List.copyOf(columns.getOrDefault(relation.oid(), List.of())),
                List.copyOf(indexes.getOrDefault(relation.oid(), List.of())),
                List.copyOf(constraints.getOrDefault(relation.oid(), List.of())));
    }
}

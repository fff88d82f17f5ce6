package io.howdah.engine.read;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.ServerState;
import io.howdah.engine.catalog.ServerState.Space;
import io.howdah.engine.postgres.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks how full tables are with {@code pgstattuple_approx} of the extension pgstattuple, which superusers and members of
 * {@code pg_stat_scan_tables} may call.
 *
 * <p>It passes over pages that the visibility map calls all visible. Only a few tables are looked at, none that is very large,
 * each for a limited time. What could not be seen is left out.
 */
public final class TableSpaceReader {

    /** Tables that are looked at, at most. */
    public static final int MOST = 5;

    /** No table beyond this size is read, in bytes. */
    static final long LARGEST = 2L << 30;

    private static final String SECONDS = "2s";

    private static final String FUNCTION = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS name
              FROM pg_extension e
              JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
                              AND d.classid = 'pg_proc'::regclass
              JOIN pg_proc p ON p.oid = d.objid
              JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE e.extname = 'pgstattuple' AND p.proname = 'pgstattuple_approx'
               AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
            """;

    private TableSpaceReader() {}

    /** The catalog with what was seen of the first of the suspects. */
    public static Catalog read(Sessions sessions, Catalog catalog, List<Relation> suspects) {
        var wanted = suspects.stream()
                .filter(r -> r.heapBytes() <= LARGEST)
                .limit(MOST)
                .toList();
        if (wanted.isEmpty()
                || catalog.extensions().stream().noneMatch(e -> e.name().equals("pgstattuple"))) {
            return catalog;
        }
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            return catalog.withState(with(catalog.state(), read(connection, wanted)));
        } catch (SQLException e) {
            return catalog;
        }
    }

    private static ServerState with(ServerState state, Map<Relation, Space> seen) {
        var tables = new HashMap<>(state.tables());
        seen.forEach((relation, space) ->
                tables.put(relation.oid(), state.upkeep(relation).withSpace(space)));
        return state.withTables(tables);
    }

    private static Map<Relation, Space> read(Connection connection, List<Relation> wanted) throws SQLException {
        var query = new Query(connection, 0, List.of());
        var functions = query.list(FUNCTION, row -> row.text("name"));
        var seen = new HashMap<Relation, Space>();
        for (var relation : functions.isEmpty() ? List.<Relation>of() : wanted) {
            look(connection, query, functions.getFirst(), relation, seen);
        }
        connection.rollback();
        return seen;
    }

    private static void look(
            Connection connection, Query query, String function, Relation relation, Map<Relation, Space> into)
            throws SQLException {
        var before = connection.setSavepoint();
        try (var limit = connection.createStatement()) {
            limit.execute("SET /* howdah */ LOCAL statement_timeout = '" + SECONDS + "'");
            query.each(
                    "SELECT table_len, approx_tuple_len::bigint AS live, dead_tuple_len AS dead,"
                            + " approx_free_space::bigint AS free FROM " + function + "(" + relation.oid()
                            + "::oid::regclass)",
                    row -> into.put(
                            relation,
                            new Space(
                                    row.number("table_len"),
                                    row.number("live"),
                                    row.number("dead"),
                                    row.number("free"))));
        } catch (SQLException e) {
            connection.rollback(before);
        }
    }
}

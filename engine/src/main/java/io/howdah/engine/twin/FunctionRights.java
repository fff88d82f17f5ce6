package io.howdah.engine.twin;

import io.howdah.engine.catalog.Function;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of functions by the superuser, after the twin's owner made them: that they run as {@link FunctionWriter#NOBODY},
 * that they are leakproof, and that they are the server's own code.
 *
 * <p>That code is C and believes what it is told of its arguments. So a function gets it only if the server has a function of
 * the same arguments and result, strict or not alike, which everybody may call and which is not volatile.
 */
final class FunctionRights {

    private static final String SQL = """
            WITH given AS MATERIALIZED (
              SELECT p.oid, g.confined, g.leakproof, b.code
                FROM unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::text[])
                     g (schema, name, identity, confined, leakproof, code)
                JOIN pg_catalog.pg_namespace n ON n.nspname = g.schema
                JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid AND p.proname = g.name
                     AND pg_catalog.pg_get_function_identity_arguments(p.oid) = g.identity
                JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname IN ('sql', 'plpgsql')
                LEFT JOIN LATERAL (
                  SELECT g.code FROM pg_catalog.pg_proc b
                   WHERE b.prosrc = g.code AND b.oid < 16384 AND b.pronamespace = 'pg_catalog'::regnamespace
                     AND b.prolang = (SELECT oid FROM pg_catalog.pg_language WHERE lanname = 'internal')
                     AND b.proargtypes = p.proargtypes AND b.prorettype = p.prorettype AND b.proretset = p.proretset
                     AND b.proisstrict = p.proisstrict AND b.provariadic = p.provariadic AND b.prokind = 'f'
                     AND b.provolatile <> 'v' AND b.proacl IS NULL
                   LIMIT 1) b ON true
               WHERE p.proowner = ?::regrole)
            UPDATE pg_catalog.pg_proc p
               SET proleakproof = g.leakproof,
                   prosecdef = p.prosecdef OR g.confined,
                   proowner = CASE WHEN g.confined THEN ?::regrole ELSE p.proowner END,
                   prolang = CASE WHEN g.code IS NULL THEN p.prolang
                                  ELSE (SELECT oid FROM pg_catalog.pg_language WHERE lanname = 'internal') END,
                   prosrc = coalesce(g.code, p.prosrc)
              FROM given g
             WHERE p.oid = g.oid
            """;

    private final List<Function> functions = new ArrayList<>();
    private final List<Boolean> confined = new ArrayList<>();
    private final List<@Nullable String> code = new ArrayList<>();

    /**
     * @param confines whether it runs as nobody
     * @param ofServer the name of its code in the server; null for others
     */
    void add(Function function, boolean confines, @Nullable String ofServer) {
        functions.add(function);
        confined.add(confines);
        code.add(ofServer);
    }

    void give(Connection superuser) throws SQLException {
        if (functions.isEmpty()) {
            return;
        }
        try (var statement = superuser.prepareStatement(SQL)) {
            set(
                    superuser,
                    statement,
                    1,
                    "text",
                    functions.stream().map(f -> f.name().schema()).toList());
            set(
                    superuser,
                    statement,
                    2,
                    "text",
                    functions.stream().map(f -> f.name().name()).toList());
            set(
                    superuser,
                    statement,
                    3,
                    "text",
                    functions.stream().map(Function::identity).toList());
            set(superuser, statement, 4, "boolean", confined);
            set(
                    superuser,
                    statement,
                    5,
                    "boolean",
                    functions.stream().map(Function::leakproof).toList());
            set(superuser, statement, 6, "text", code);
            statement.setString(7, TwinServer.OWNER);
            statement.setString(8, FunctionWriter.NOBODY);
            statement.executeUpdate();
        }
    }

    private static void set(Connection connection, PreparedStatement statement, int place, String type, List<?> values)
            throws SQLException {
        statement.setArray(place, connection.createArrayOf(type, values.toArray()));
    }
}

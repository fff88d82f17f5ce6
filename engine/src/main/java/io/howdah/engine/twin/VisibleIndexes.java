package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Shows indexes to the planner and hides them. Only a superuser may write {@code pg_index}, and sessions that plan are not a
 * superuser's; so a function does it for them, and nothing else.
 */
final class VisibleIndexes {

    /** Of the system's own indexes it changes none: what users make has numbers from FirstNormalObjectId (transam.h) on. */
    private static final String FUNCTION = """
            CREATE FUNCTION howdah_twin.set_valid(indexes oid[], valid boolean) RETURNS void LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
              UPDATE pg_catalog.pg_index SET indisvalid = valid
               WHERE indexrelid OPERATOR(pg_catalog.=) ANY (indexes) AND indexrelid OPERATOR(pg_catalog.>=) 16384::oid;
            END $$""";

    private VisibleIndexes() {}

    /** Once for each twin. */
    static void prepare(Statement superuser) throws SQLException {
        superuser.execute(FUNCTION + "; REVOKE ALL ON FUNCTION howdah_twin.set_valid(oid[], boolean) FROM PUBLIC;"
                + " GRANT EXECUTE ON FUNCTION howdah_twin.set_valid(oid[], boolean) TO " + TwinServer.OWNER);
    }

    /** The statement for a session of the twin's owner. */
    static String set(Collection<Long> indexes, boolean valid) {
        return indexes.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "SELECT howdah_twin.set_valid('{", "}', " + valid + ")"));
    }
}

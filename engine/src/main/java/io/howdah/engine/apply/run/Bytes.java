package io.howdah.engine.apply.run;

import java.sql.SQLException;

/** Writes an amount of bytes as the server does. */
public final class Bytes {

    private Bytes() {}

    public static String of(Session session, long bytes) throws SQLException {
        return session.first("SELECT pg_catalog.pg_size_pretty(CAST(? AS bigint))", row -> row.getString(1), bytes)
                .orElseThrow();
    }
}

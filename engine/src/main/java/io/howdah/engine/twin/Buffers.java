package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;

/** Empties the server's buffers, so that pages written into the files are seen. */
final class Buffers {

    private static final int EVICTS_SINCE = 18;

    /** Few enough to be swept by {@link #SWEEP}: what is used often is passed over five times (freelist.c). */
    static final String SIZE_BEFORE = "1MB";

    /** Reads some thousand pages of the system catalogs, by their indexes: plain scans of them would use buffers of their own. */
    private static final String SWEEP = """
            SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off;
            DO $$
            BEGIN
              FOR round IN 1 .. 6 LOOP
                PERFORM count(proname) FROM (SELECT proname FROM pg_catalog.pg_proc ORDER BY oid) p;
                PERFORM count(attname) FROM (SELECT attname FROM pg_catalog.pg_attribute ORDER BY attrelid, attnum) a;
                PERFORM count(oprname) FROM (SELECT oprname FROM pg_catalog.pg_operator ORDER BY oid) o;
              END LOOP;
            END $$;
            RESET enable_seqscan; RESET enable_bitmapscan; RESET enable_indexonlyscan""";

    private Buffers() {}

    /** Before {@link #evict}, once for each twin. */
    static void prepare(Statement session, int major) throws SQLException {
        if (major >= EVICTS_SINCE) {
            session.execute("CREATE EXTENSION pg_buffercache SCHEMA howdah_twin");
        }
    }

    static void evict(Statement session) throws SQLException {
        session.execute("CHECKPOINT");
        if (session.getConnection().getMetaData().getDatabaseMajorVersion() >= EVICTS_SINCE) {
            session.execute("/* howdah */ SELECT howdah_twin.pg_buffercache_evict_all()");
        } else {
            session.execute(SWEEP);
        }
    }
}

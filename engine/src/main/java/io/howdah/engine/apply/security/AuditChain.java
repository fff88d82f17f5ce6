package io.howdah.engine.apply.security;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.postgres.Sessions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chain over the entries of an audit log, which shows whether they were tampered with.
 *
 * <p>A chain that writers extended themselves would make each of them wait for the one before it to commit. So entries are written
 * unchained and sealed afterwards, in batches: all entries of transactions before the oldest that still runs, in the order of
 * (transaction, id). None can come later that belongs before them. Each link holds the SHA-256 of its entry's content and that of
 * the hash before it with this content. Hashes of contents are taken by the server's built-in functions, the chain by us, so that
 * neither depends on functions that somebody could replace.
 */
public final class AuditChain {

    static final int BATCH = 5000;

    /** The advisory lock of those who seal: "audit" in ASCII. */
    private static final long LOCK = 0x61_7564_6974L;

    /** The whole content of an entry as one text, whatever the session's settings. */
    static final String CONTENT = """
            pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.jsonb_build_array(e.id, e.transaction::text,
                pg_catalog.to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), e.session_role, e.role, e.actor,
                e.table_schema, e.table_name, e.operation, e.key, e.old, e.new)::text, 'UTF8'))""";

    private final Sessions sessions;
    private final AuditLog log;
    private final int batch;

    public AuditChain(Sessions sessions, String schema) {
        this(sessions, schema, BATCH);
    }

    AuditChain(Sessions sessions, String schema, int batch) {
        this.sessions = sessions;
        this.batch = batch;
        log = new AuditLog(schema);
    }

    /**
     * How far the chain goes. Kept elsewhere, it shows later that the chain up to there is the same.
     *
     * @param position of the last link; 0 where there is none
     * @param hash its hash, as hexadecimal digits
     */
    public record Head(long position, String hash) {

        static final Head NONE = new Head(0, "0".repeat(64));

        /** As it is printed. */
        public static Head of(String text) {
            if (!text.matches("[0-9]{1,18}:[0-9a-f]{64}")) {
                throw Problem.input(
                        "'" + text + "' is not a head of an audit log; it is a position and a hash, as seal prints it");
            }
            int colon = text.indexOf(':');
            return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }

        @Override
        public String toString() {
            return position + ":" + hash;
        }
    }

    /**
     * What sealing did.
     *
     * @param sealed entries that are in the chain now and were not before
     * @param head of the chain
     */
    public record Sealed(long sealed, Head head) {}

    /** A place in the order of entries. */
    record Place(String transaction, long entry) {}

    /** Chains all entries that can have no more predecessors. */
    public Sealed seal() {
        try (var session = new Session(sessions.writing())) {
            long sealed = 0;
            while (true) {
                long more = batch(session);
                sealed += more;
                if (more < batch) {
                    return new Sealed(sealed, head(session));
                }
            }
        } catch (SQLException e) {
            throw problem(e, "Sealing");
        }
    }

    Problem problem(SQLException e, String doing) {
        return "42P01".equals(Refusals.state(e)) || "3F000".equals(Refusals.state(e))
                ? Problem.input("There is no audit log in schema " + log + "; howdah audit install makes one")
                : Refusals.problem(e, doing);
    }

    private long batch(Session session) throws SQLException {
        var count = new long[1];
        session.inTransaction(() -> {
            if (!session.holds("SELECT pg_catalog.pg_try_advisory_xact_lock(?)", LOCK)) {
                throw Problem.refused("Somebody else is sealing an audit log of this database", null);
            }
            count[0] = chain(session);
        });
        return count[0];
    }

    private long chain(Session session) throws SQLException {
        var horizon = session.first(
                        "SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text",
                        row -> row.getString(1))
                .orElseThrow();
        var earlier = horizon(session);
        mustGoOn(session, earlier);
        var last = last(session);
        var entries = session.query(
                "SELECT e.transaction::text AS transaction, e.id, e.at::text AS at, " + CONTENT + " AS content FROM "
                        + log.table("entry")
                        + " e WHERE e.transaction >= CAST(? AS xid8) AND e.transaction < CAST(? AS xid8)"
                        + " AND (e.transaction, e.id) > (CAST(? AS xid8), ?) ORDER BY e.transaction, e.id LIMIT ?",
                AuditChain::entry,
                earlier,
                horizon,
                last.transaction(),
                last.entry(),
                batch);
        if (entries.isEmpty()) {
            return 0;
        }
        var head = insert(session, head(session), entries);
        var reached = entries.size() < batch ? horizon : entries.getLast().transaction();
        session.update(
                "INSERT INTO " + log.table("seal") + " (horizon, position, hash) VALUES (CAST(? AS xid8), ?, ?)",
                reached,
                head.position(),
                HexFormat.of().parseHex(head.hash()));
        return entries.size();
    }

    /** One entry that is to be chained. Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String transaction, long id, String at, byte[] content) {}

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString("transaction"), row.getLong("id"), row.getString("at"), row.getBytes("content"));
    }

    private Head insert(Session session, Head head, List<Entry> entries) throws SQLException {
        long position = head.position();
        var hash = HexFormat.of().parseHex(head.hash());
        try (var statement = session.connection()
                .prepareStatement("INSERT INTO " + log.table("link")
                        + " (position, transaction, entry, at, content, hash)"
                        + " VALUES (?, CAST(? AS xid8), ?, CAST(? AS timestamptz), ?, ?)")) {
            for (Entry entry : entries) {
                hash = next(hash, entry.content());
                statement.setLong(1, ++position);
                statement.setString(2, entry.transaction());
                statement.setLong(3, entry.id());
                statement.setString(4, entry.at());
                statement.setBytes(5, entry.content());
                statement.setBytes(6, hash);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return new Head(position, HexFormat.of().formatHex(hash));
    }

    static byte[] next(byte[] before, byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Up to which transaction all is sealed. */
    String horizon(Session session) throws SQLException {
        return session.first(
                        "SELECT horizon::text FROM " + log.table("seal") + " ORDER BY number DESC LIMIT 1",
                        row -> row.getString(1))
                .orElse("0");
    }

    /** Transactions of a database that was restored elsewhere from a dump begin anew. */
    private static void mustGoOn(Session session, String horizon) throws SQLException {
        if (session.holds(
                "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()) < CAST(? AS xid8)", horizon)) {
            throw Problem.refused(
                    "The audit log was sealed up to transaction " + horizon
                            + ", which this server has not come to yet: the"
                            + " database was restored from a dump. Verify it, then go on in an audit log of another schema",
                    null);
        }
    }

    private Place last(Session session) throws SQLException {
        return session.first(
                        "SELECT transaction::text, entry FROM " + log.table("link") + " ORDER BY position DESC LIMIT 1",
                        row -> new Place(row.getString(1), row.getLong(2)))
                .orElse(new Place("0", 0));
    }

    Head head(Session session) throws SQLException {
        return session.first(
                        "SELECT position, pg_catalog.encode(hash, 'hex') FROM " + log.table("link")
                                + " ORDER BY position DESC LIMIT 1",
                        row -> new Head(row.getLong(1), row.getString(2)))
                .orElse(Head.NONE);
    }

    /** Makes the partitions for the present month and the next ones that are missing; returns the months that were made. */
    public List<String> makeMonths() {
        try (var session = new Session(sessions.writing())) {
            return AuditMonths.makeAhead(session, log.toString(), AuditMonths.AHEAD);
        } catch (SQLException e) {
            throw problem(e, "Making partitions");
        }
    }

    /** Walks the whole chain; see {@link AuditVerification}. */
    public AuditVerification verify(@Nullable Head kept) {
        try (var session = new Session(sessions.readOnly())) {
            session.execute("SET statement_timeout = 0");
            return new AuditWalk(session, log, this, batch).walk(Optional.ofNullable(kept));
        } catch (SQLException e) {
            throw problem(e, "Verifying");
        }
    }
}

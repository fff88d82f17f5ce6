package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.security.AuditChain.Head;
import io.howdah.engine.apply.security.AuditChain.Place;
import io.howdah.engine.apply.security.AuditVerification.Break;
import io.howdah.engine.apply.security.AuditVerification.Tampering;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the links of an audit log and its entries side by side, both in the order in which they were sealed, batch by batch. */
final class AuditWalk {

    private static final Comparator<Place> ORDER =
            Comparator.comparing((Place p) -> new BigInteger(p.transaction())).thenComparingLong(Place::entry);

    private static final String SILENT = """
            SELECT DISTINCT t.tgrelid::regclass::text FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid AND f.proname = 'capture'
              JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
             WHERE n.nspname = ? AND t.tgenabled <> 'A' ORDER BY 1""";

    private final Session session;
    private final AuditLog log;
    private final AuditChain chain;
    private final int batch;
    private Head head = Head.NONE;
    private byte[] hash = HexFormat.of().parseHex(Head.NONE.hash());
    private Place place = new Place("0", 0);

    AuditWalk(Session session, AuditLog log, AuditChain chain, int batch) {
        this.session = session;
        this.log = log;
        this.chain = chain;
        this.batch = batch;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Link(long position, Place place, String at, byte[] content, byte[] hash) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(Place place, byte[] content, String what) {}

    AuditVerification walk(Optional<Head> kept) throws SQLException {
        var horizon = chain.horizon(session);
        var found = broken(horizon).or(() -> kept.flatMap(this::other));
        return new AuditVerification(
                head.position(),
                unsealed(horizon),
                head,
                found.orElse(null),
                session.query(SILENT, row -> row.getString(1), log.toString()));
    }

    private Optional<Break> broken(String horizon) throws SQLException {
        while (true) {
            var links = links();
            if (links.isEmpty()) {
                return seals().or(() -> Optional.ofNullable(first(List.of(), rest(horizon))));
            }
            var disorder = disorder(links);
            int sound = disorder.isPresent() ? (int) (disorder.get().position() - head.position() - 1) : links.size();
            var orderly = links.subList(0, Math.max(0, Math.min(sound, links.size())));
            var wrong = orderly.isEmpty() ? null : first(orderly, entries(orderly));
            if (wrong != null || disorder.isPresent()) {
                return Optional.ofNullable(wrong).or(() -> disorder);
            }
        }
    }

    private List<Link> links() throws SQLException {
        return session.query(
                "SELECT position, transaction::text AS transaction, entry, at::text AS at, content, hash FROM "
                        + log.table("link") + " WHERE position > ? ORDER BY position LIMIT ?",
                AuditWalk::link,
                head.position(),
                batch);
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getLong("position"),
                new Place(row.getString("transaction"), row.getLong("entry")),
                row.getString("at"),
                row.getBytes("content"),
                row.getBytes("hash"));
    }

    /** What is wrong with the links by themselves. */
    private Optional<Break> disorder(List<Link> links) {
        var before = hash;
        var earlier = place;
        long expected = head.position();
        for (Link link : links) {
            expected++;
            if (link.position() != expected) {
                return Optional.of(
                        new Break(Tampering.MISSING_LINK, expected, "Link " + expected + " is missing from the chain"));
            }
            before = AuditChain.next(before, link.content());
            if (!Arrays.equals(before, link.hash()) || ORDER.compare(link.place(), earlier) <= 0) {
                return Optional.of(new Break(
                        Tampering.CHANGED_LINK,
                        expected,
                        "Link " + expected
                                + " does not go on from the one before it: one of them was changed, moved or put in"));
            }
            earlier = link.place();
        }
        return Optional.empty();
    }

    /** As many as there should be, and some more, up to the last of the links. */
    private List<Entry> entries(List<Link> links) throws SQLException {
        var last = links.getLast().place();
        return session.query(
                select() + " AND (e.transaction, e.id) <= (CAST(? AS xid8), ?) ORDER BY e.transaction, e.id LIMIT ?",
                AuditWalk::entry,
                place.transaction(),
                place.entry(),
                last.transaction(),
                last.entry(),
                links.size() + 100);
    }

    /** Entries that come after the last link and should have been sealed. */
    private List<Entry> rest(String horizon) {
        try {
            return session.query(
                    select() + " AND e.transaction < CAST(? AS xid8) ORDER BY e.transaction, e.id LIMIT 1",
                    AuditWalk::entry,
                    place.transaction(),
                    place.entry(),
                    horizon);
        } catch (SQLException e) {
            throw chain.problem(e, "Verifying");
        }
    }

    private String select() {
        return "SELECT e.transaction::text AS transaction, e.id, " + AuditChain.CONTENT + " AS content,"
                + " pg_catalog.concat_ws(' ', e.operation, 'of', e.table_schema || '.' || e.table_name, e.key::text, 'at',"
                + " e.at::text) AS what FROM " + log.table("entry")
                + " e WHERE (e.transaction, e.id) > (CAST(? AS xid8), ?)";
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Place(row.getString("transaction"), row.getLong("id")),
                row.getBytes("content"),
                row.getString("what"));
    }

    /** Goes through links that are in order and the entries beside them; the first that do not agree. */
    private @Nullable Break first(List<Link> links, List<Entry> entries) {
        int next = 0;
        for (Link link : links) {
            if (next < entries.size() && ORDER.compare(entries.get(next).place(), link.place()) < 0) {
                return inserted(entries.get(next));
            }
            if (next == entries.size() || !entries.get(next).place().equals(link.place())) {
                return new Break(
                        Tampering.MISSING_ENTRY,
                        link.position(),
                        "Entry " + link.place().entry() + " of " + link.at() + ", link " + link.position()
                                + ", is missing");
            }
            var entry = entries.get(next++);
            if (!Arrays.equals(entry.content(), link.content())) {
                return new Break(
                        Tampering.CHANGED_ENTRY,
                        link.position(),
                        "Entry " + entry.place().entry() + ", link " + link.position() + ", was changed; it is now: "
                                + entry.what());
            }
            hash = link.hash();
            place = link.place();
            head = new Head(link.position(), HexFormat.of().formatHex(hash));
        }
        return next < entries.size() ? inserted(entries.get(next)) : null;
    }

    private Break inserted(Entry entry) {
        return new Break(
                Tampering.INSERTED_ENTRY,
                head.position() + 1,
                "Entry " + entry.place().entry() + " after link " + head.position()
                        + " was put in after its time was sealed: " + entry.what());
    }

    /** Each seal says what the chain was; the newest, how long it is. */
    private Optional<Break> seals() throws SQLException {
        return session.first(
                "SELECT coalesce(l.position, ?) AS position, s.number, s.position AS was FROM " + log.table("seal")
                        + " s LEFT JOIN " + log.table("link")
                        + " l ON l.position = s.position WHERE l.hash IS DISTINCT FROM s.hash ORDER BY s.number LIMIT 1",
                row -> new Break(
                        Tampering.MISSING_LINK,
                        row.getLong("position"),
                        "The chain ends at link " + head.position() + " or is another than at seal "
                                + row.getLong("number") + ", which was at link " + row.getLong("was")),
                head.position() + 1);
    }

    private Optional<Break> other(Head kept) {
        try {
            boolean same = kept.equals(Head.NONE)
                    || session.holds(
                            "SELECT EXISTS (SELECT FROM " + log.table("link")
                                    + " WHERE position = ? AND hash = pg_catalog.decode(?, 'hex'))",
                            kept.position(),
                            kept.hash());
            return same
                    ? Optional.empty()
                    : Optional.of(new Break(
                            Tampering.OTHER_CHAIN,
                            kept.position(),
                            "The chain is not the one whose head was kept: link " + kept.position()
                                    + " is missing or has another hash, so all of it was written anew"));
        } catch (SQLException e) {
            throw chain.problem(e, "Verifying");
        }
    }

    private long unsealed(String horizon) throws SQLException {
        return session.first(
                        "SELECT count(*) FROM " + log.table("entry") + " e WHERE e.transaction >= CAST(? AS xid8)"
                                + " AND (e.transaction, e.id) > (CAST(? AS xid8), ?)",
                        row -> row.getLong(1),
                        horizon,
                        place.transaction(),
                        place.entry())
                .orElse(0L);
    }
}

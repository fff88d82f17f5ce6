package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Loopback;
import io.howdah.engine.catalog.Guards.HostLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The lines of pg_hba.conf by which other machines may come unencrypted.
 *
 * <p>The first line that fits a session decides: one that rejects closes those after it to all sessions that it fits.
 */
final class PlainLines {

    /** They fit sessions without encryption; host and hostnogssenc fit such with TLS as well. */
    private static final Set<String> FITTING = Set.of("host", "hostnossl", "hostnogssenc");

    private PlainLines() {}

    /** Those of the lines, which are in the server's order. */
    static List<HostLine> of(List<HostLine> lines) {
        var plain = new ArrayList<HostLine>();
        var rejecting = new ArrayList<HostLine>();
        for (var line : lines.stream().filter(l -> FITTING.contains(l.type())).toList()) {
            if (line.method().equals("reject")) {
                rejecting.add(line);
            } else if (!Loopback.is(line.address()) && !isClosed(line, rejecting)) {
                plain.add(line);
            }
        }
        return List.copyOf(plain);
    }

    /** Several lines may do it together, such as one for each family of addresses. */
    private static boolean isClosed(HostLine line, List<HostLine> rejecting) {
        var before = rejecting.stream().filter(r -> fitsSessionsOf(r, line)).toList();
        var closed = before.stream().flatMap(r -> Network.surely(r).stream()).toList();
        return before.stream().anyMatch(r -> isOfSameName(r, line))
                || Network.atMost(line).stream().allMatch(n -> closed.stream().anyMatch(c -> c.holds(n)));
    }

    /** Whether it fits them as far as databases and users go; connections for replication are of no database. */
    private static boolean fitsSessionsOf(HostLine rejecting, HostLine line) {
        boolean databases = line.databases().stream()
                .allMatch(d -> rejecting.databases().contains(d)
                        || (rejecting.databases().contains("all") && !d.equals("replication")));
        return databases
                && (rejecting.users().contains("all") || rejecting.users().containsAll(line.users()));
    }

    private static boolean isOfSameName(HostLine rejecting, HostLine line) {
        return Network.isNamed(line) && line.address() != null && line.address().equals(rejecting.address());
    }
}

package io.howdah.engine.advise;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses by which a machine reaches itself, as {@code listen_addresses} and pg_hba.conf write them. */
public final class Loopback {

    private static final Set<String> NAMES = Set.of("::1", "localhost", "samehost");

    private Loopback() {}

    /** All of 127.0.0.0/8 is (RFC 1122, section 3.2.1.3). */
    public static boolean is(@Nullable String address) {
        return address != null && (NAMES.contains(address) || address.startsWith("127."));
    }

    /** Whether a list of addresses to listen on has no other; an empty one has none at all. */
    public static boolean areAll(String addresses) {
        return Stream.of(addresses.split(",")).map(String::strip).allMatch(a -> a.isEmpty() || is(a));
    }
}

package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.Guards.HostLine;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a line of pg_hba.conf fits.
 *
 * @param bits of an address: 32 or 128
 */
record Network(int bits, BigInteger address, BigInteger mask) {

    /** Every address of either family. */
    private static final List<Network> ALL = List.of(all(32), all(128));

    /** Nothing else is looked up, since a name would be asked of a name server. */
    private static final Pattern LITERAL = Pattern.compile(
            "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)|[0-9a-f]*:[0-9a-f:.]*",
            Pattern.CASE_INSENSITIVE);

    private static Network all(int bits) {
        return new Network(bits, BigInteger.ZERO, BigInteger.ZERO);
    }

    /** What the line fits for sure: of a name nobody knows what it stands for. */
    static List<Network> surely(HostLine line) {
        return "all".equals(line.address())
                ? ALL
                : of(line.address(), line.netmask()).map(List::of).orElse(List.of());
    }

    /** What the line fits at most. */
    static List<Network> atMost(HostLine line) {
        return of(line.address(), line.netmask()).map(List::of).orElse(ALL);
    }

    /** Whether the line has a name or a word in the place of an address. */
    static boolean isNamed(HostLine line) {
        var address = line.address();
        return address != null && !LITERAL.matcher(address).matches();
    }

    private static Optional<Network> of(@Nullable String address, @Nullable String mask) {
        var bytes = bytes(address);
        var bytesOfMask = bytes(mask);
        return bytes.length > 0 && bytes.length == bytesOfMask.length
                ? Optional.of(new Network(8 * bytes.length, new BigInteger(1, bytes), new BigInteger(1, bytesOfMask)))
                : Optional.empty();
    }

    /** None where it is no address. */
    private static byte[] bytes(@Nullable String address) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getAllByName(address)[0].getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    /** Whether every address of the other is one of this. */
    boolean holds(Network other) {
        return bits == other.bits
                && mask.and(other.mask).equals(mask)
                && address.and(mask).equals(other.address.and(mask));
    }
}

package io.howdah.engine.postgres;

import java.net.Socket;
import java.net.UnixDomainSocketAddress;

/**
 * Makes the driver talk through a Unix socket; the driver creates it by name with the socket's path as argument.
 *
 * <p>Public because the driver loads it reflectively.
 */
public final class UnixSocketFactory extends UnconnectedSocketFactory {

    private final UnixDomainSocketAddress address;

    public UnixSocketFactory(String path) {
        this.address = UnixDomainSocketAddress.of(path);
    }

    @Override
    public Socket createSocket() {
        return new UnixSocket(address);
    }
}

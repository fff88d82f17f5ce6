package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports on the loopback address that nobody listens on at the moment. */
final class Ports {

    static final String HOST = "127.0.0.1";

    private Ports() {}

    static int free() {
        try {
            return listenOnce(0);
        } catch (IOException e) {
            throw new ServerException(Reason.PORT_TAKEN, "No port is free on " + HOST + ".", e);
        }
    }

    static boolean isFree(int port) {
        try {
            return listenOnce(port) == port;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int listenOnce(int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}

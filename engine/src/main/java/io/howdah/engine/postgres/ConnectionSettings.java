package io.howdah.engine.postgres;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom to connect, complete.
 *
 * @param host name or address, or a directory (beginning with a slash) that holds a Unix socket
 * @param password null where none is known; never printed
 * @param properties further properties for the driver, such as {@code sslmode}
 */
public record ConnectionSettings(
        String host,
        int port,
        String database,
        String user,
        @Nullable String password,
        Map<String, String> properties) {

    public ConnectionSettings database(String other) {
        return new ConnectionSettings(host, port, other, user, password, properties);
    }

    /** As people say it, without the password. */
    @Override
    public String toString() {
        return user + "@" + (host.startsWith("/") ? host : host + ":" + port) + "/" + database;
    }
}

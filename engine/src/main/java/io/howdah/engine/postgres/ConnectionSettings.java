package io.howdah.engine.postgres;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom to connect, complete.
 *
 * @param host name or address, or a directory (beginning with a slash) that holds a Unix socket
 * @param password null where none is known; never printed
 * @param properties further properties for the driver, such as {@code sslmode}
 * @param alternatives where to try next, in order, when the first place cannot be reached
 */
public record ConnectionSettings(
        String host,
        int port,
        String database,
        String user,
        @Nullable String password,
        Map<String, String> properties,
        List<Place> alternatives) {

    public ConnectionSettings(
            String host,
            int port,
            String database,
            String user,
            @Nullable String password,
            Map<String, String> properties) {
        this(host, port, database, user, password, properties, List.of());
    }

    public ConnectionSettings database(String other) {
        return new ConnectionSettings(host, port, other, user, password, properties, alternatives);
    }

    /** Everywhere to try, in order. */
    public List<Place> places() {
        return Stream.concat(Stream.of(new Place(host, port, password)), alternatives.stream())
                .toList();
    }

    /** As people say it, without the password. */
    @Override
    public String toString() {
        return user + "@" + new Place(host, port, null) + "/" + database;
    }

    /** One host of several. */
    public record Place(String host, int port, @Nullable String password) {

        public boolean isSocket() {
            return host.startsWith("/");
        }

        /** As people say it, without the password. */
        @Override
        public String toString() {
            if (isSocket()) {
                return host + "/.s.PGSQL." + port;
            }
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }
    }
}

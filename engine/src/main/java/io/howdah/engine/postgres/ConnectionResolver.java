package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes connection settings as libpq does: what is given explicitly, then the connection string, then the service, then
 * the environment, then the defaults (fe-connect.c, {@code conninfo_add_defaults}).
 */
public final class ConnectionResolver {

    private static final int DEFAULT_PORT = 5432;

    private final Environment environment;

    public ConnectionResolver(Environment environment) {
        this.environment = environment;
    }

    public ConnectionSettings resolve(ConnectionOptions options) {
        var given = new EnumMap<Keyword, String>(Keyword.class);
        explicit(options, given);
        addAll(given, target(options.database()));
        addAll(given, target(options.target()));
        addService(given);
        addEnvironment(given);
        return complete(given);
    }

    /**
     * The console of a pooler. Of the surroundings only the password file counts: variables such as PGPASSWORD are about the server.
     *
     * @param address a URI or a {@code key=value} string; port 6432 unless it names one
     */
    public ConnectionSettings resolvePooler(String address) {
        var named = target(address);
        if (named.size() == 1 && named.containsKey(Keyword.DBNAME)) {
            throw Problem.input("\"" + address + "\" is no address of a pooler; it looks like"
                    + " postgres://stats@localhost:6432");
        }
        var given = new EnumMap<Keyword, String>(Keyword.class);
        given.put(Keyword.DBNAME, "pgbouncer");
        addAll(given, named);
        put(given, Keyword.PORT, "6432");
        put(given, Keyword.PASSFILE, orVariable(given, Keyword.PASSFILE));
        return complete(given);
    }

    private static void explicit(ConnectionOptions options, Map<Keyword, String> into) {
        put(into, Keyword.HOST, options.host());
        put(into, Keyword.PORT, options.port());
        put(into, Keyword.USER, options.user());
    }

    private static Map<Keyword, String> target(@Nullable String target) {
        if (target == null || target.isEmpty()) {
            return Map.of();
        }
        if (ConninfoUri.isUri(target)) {
            return ConninfoUri.parse(target);
        }
        if (target.matches("[A-Za-z][A-Za-z0-9+.:-]*://.*")) {
            throw Problem.input("\"" + target.substring(0, target.indexOf("://"))
                    + "://\" is no address of a PostgreSQL server; it begins with postgresql://");
        }
        return target.indexOf('=') < 0 ? Map.of(Keyword.DBNAME, target) : ConninfoText.parse(target);
    }

    private void addService(Map<Keyword, String> given) {
        var service = orVariable(given, Keyword.SERVICE);
        if (service != null) {
            addAll(given, ServiceFile.section(service, orVariable(given, Keyword.SERVICEFILE), environment));
        }
    }

    private void addEnvironment(Map<Keyword, String> given) {
        for (var keyword : Keyword.values()) {
            put(given, keyword, orVariable(given, keyword));
        }
    }

    private @Nullable String orVariable(Map<Keyword, String> given, Keyword keyword) {
        var value = given.get(keyword);
        return value != null || keyword.variable() == null ? value : environment.variable(keyword.variable());
    }

    private ConnectionSettings complete(Map<Keyword, String> given) {
        refuseUnsupported(given);
        preferAddress(given);
        var user = given.getOrDefault(Keyword.USER, environment.systemUser());
        var database = given.getOrDefault(Keyword.DBNAME, user);
        var places = places(given, user, database);
        var properties = DriverProperties.of(given, environment);
        var first = places.getFirst();
        return new ConnectionSettings(
                first.host(),
                first.port(),
                database,
                user,
                first.password(),
                properties,
                List.copyOf(places.subList(1, places.size())));
    }

    private static void refuseUnsupported(Map<Keyword, String> given) {
        for (var keyword : given.keySet()) {
            if (keyword.use() == Keyword.Use.UNSUPPORTED) {
                throw Problem.input("the connection parameter \"" + keyword.keyword()
                        + "\" is not supported; take it out to connect without it");
            }
        }
    }

    /** An address saves the look-up of the name; the driver would check a certificate against it, so that is refused. */
    private static void preferAddress(Map<Keyword, String> given) {
        var address = given.get(Keyword.HOSTADDR);
        if (address == null) {
            return;
        }
        if (given.containsKey(Keyword.HOST) && "verify-full".equals(given.get(Keyword.SSLMODE))) {
            throw Problem.input(
                    "hostaddr together with host and sslmode=verify-full is not supported; leave hostaddr out");
        }
        given.put(Keyword.HOST, address);
    }

    private List<ConnectionSettings.Place> places(Map<Keyword, String> given, String user, String database) {
        var hosts = hosts(given);
        var ports = given.getOrDefault(Keyword.PORT, "").split(",", -1);
        if (ports.length > 1 && ports.length != hosts.size()) {
            throw Problem.input("there are " + ports.length + " ports for " + hosts.size() + " hosts");
        }
        var places = new ArrayList<ConnectionSettings.Place>();
        for (int i = 0; i < hosts.size(); i++) {
            int port = port(ports.length == 1 ? ports[0] : ports[i]);
            var host = hosts.get(i).isEmpty() ? defaultHost(port) : hosts.get(i);
            places.add(new ConnectionSettings.Place(host, port, password(given, host, port, user, database)));
        }
        return places;
    }

    /** The hosts in order; an empty name stands for the default. */
    private static List<String> hosts(Map<Keyword, String> given) {
        return List.of(given.getOrDefault(Keyword.HOST, "").split(",", -1));
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        throw Problem.input("the port \"" + text + "\" is not a number from 1 to 65535");
    }

    /** The first usual directory with a server's socket for the port; else localhost. */
    private String defaultHost(int port) {
        return environment.socketDirectories().stream()
                .filter(directory -> Files.exists(directory.resolve(".s.PGSQL." + port)))
                .map(Path::toString)
                .findFirst()
                .orElse("localhost");
    }

    private @Nullable String password(Map<Keyword, String> given, String host, int port, String user, String database) {
        var password = given.get(Keyword.PASSWORD);
        if (password != null) {
            return password;
        }
        var file = given.get(Keyword.PASSFILE);
        boolean usualSocket = environment.socketDirectories().stream()
                .anyMatch(directory -> directory.toString().equals(host));
        return PasswordFile.lookUp(
                file == null ? environment.home().resolve(".pgpass") : Path.of(file),
                usualSocket ? "localhost" : host,
                port,
                database,
                user);
    }

    private static void addAll(Map<Keyword, String> into, Map<Keyword, String> more) {
        more.forEach((keyword, value) -> put(into, keyword, value));
    }

    private static void put(Map<Keyword, String> into, Keyword keyword, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            into.putIfAbsent(keyword, value);
        }
    }
}

package io.howdah.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a server before it is started. */
public final class ServerBuilder {

    private static final String ROOT_WAY = "howdah.root-way";

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> initdbOptions = new ArrayList<>();
    private @Nullable Path dataDirectory;
    private Binaries binaries = Binaries.bundled();
    private int port;
    private @Nullable RootWay rootWay;

    ServerBuilder() {}

    /**
     * Keeps the data in a directory of its own that is removed with the server, under that of the property {@code howdah.tmpdir}, else
     * of {@code java.io.tmpdir}.
     */
    public ServerBuilder temporary() {
        dataDirectory = null;
        return this;
    }

    /** Keeps the data in a directory that survives; it is made if it is missing or empty, and used again if it is not. */
    public ServerBuilder dataDirectory(Path directory) {
        dataDirectory = directory;
        return this;
    }

    /** Sets a parameter for each start of this server; ALTER SYSTEM prevails over it. */
    public ServerBuilder setting(String name, String value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.$]*")) {
            throw new IllegalArgumentException("not a parameter's name: " + name);
        }
        if (name.equalsIgnoreCase("port")) {
            throw new IllegalArgumentException("the port is set by port(int)");
        }
        settings.put(name, value);
        return this;
    }

    /** Sets parameters as {@link #setting} does. */
    public ServerBuilder settings(Map<String, String> more) {
        more.forEach(this::setting);
        return this;
    }

    /**
     * Hands an option to initdb where the directory is new. Without options of another locale it is C.UTF-8 of the
     * built-in provider from PostgreSQL 17 on, and C before, since these exist on every system; the encoding is UTF8.
     */
    public ServerBuilder initdbOption(String option) {
        initdbOptions.add(option);
        return this;
    }

    /** Chooses the programs; {@link Binaries#bundled()} unless said otherwise. */
    public ServerBuilder binaries(Binaries choice) {
        binaries = choice;
        return this;
    }

    /** Asks for a certain port; any free one is taken otherwise. */
    public ServerBuilder port(int wanted) {
        port = wanted;
        return this;
    }

    /** Chooses how root runs the server; else the system property {@code howdah.root-way} does, else the system. */
    public ServerBuilder rootWay(RootWay way) {
        rootWay = way;
        return this;
    }

    /** Starts the server and waits until it accepts connections. */
    public PostgresServer start() {
        var way = rootWay != null ? rootWay : configuredRootWay();
        return PostgresServer.start(new PostgresServer.Plan(
                dataDirectory, binaries, new LinkedHashMap<>(settings), List.copyOf(initdbOptions), port, way));
    }

    private static RootWay configuredRootWay() {
        var name = System.getProperty(ROOT_WAY, RootWay.AUTOMATIC.name());
        return RootWay.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

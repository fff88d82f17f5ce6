package io.howdah.engine.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the surroundings say about connections: variables, the home directory and the operating system's user.
 *
 * @param socketDirectories where a server's Unix socket is looked for when no host is given
 */
public record Environment(Map<String, String> variables, Path home, String systemUser, List<Path> socketDirectories) {

    /** Debian's, Red Hat's and PostgreSQL's own default place of the socket. */
    private static final List<Path> USUAL = List.of(Path.of("/var/run/postgresql"), Path.of("/tmp"));

    public Environment(Map<String, String> variables, Path home, String systemUser) {
        this(variables, home, systemUser, USUAL);
    }

    /** The surroundings of this process. */
    public static Environment ofProcess() {
        return new Environment(
                System.getenv(), Path.of(System.getProperty("user.home", "/")), System.getProperty("user.name", ""));
    }

    @Nullable
    String variable(String name) {
        var value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A file of {@code ~/.postgresql}. */
    Path ownFile(String name) {
        return home.resolve(".postgresql").resolve(name);
    }
}

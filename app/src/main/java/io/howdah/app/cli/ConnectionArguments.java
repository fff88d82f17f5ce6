package io.howdah.app.cli;

import io.howdah.engine.postgres.ConnectionOptions;
import io.howdah.engine.postgres.ConnectionResolver;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database: the options that every client of PostgreSQL has, completed by the environment as libpq does. */
final class ConnectionArguments {

    private static final Pattern IN_URI = Pattern.compile("^(\\w+://[^:/@?]*):[^@/?]*(?=@)");

    private static final Pattern IN_STRING =
            Pattern.compile("(?<=^|[\\s?&])(ssl)?password\\s*=\\s*('(\\\\.|[^'\\\\])*'|[^\\s&]*)[\\s&]*");

    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST",
            description = "Server's host, or the directory of its Unix socket.")
    private @Nullable String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Server's port.")
    private @Nullable String port;

    @Option(
            names = {"-U", "--username"},
            paramLabel = "ROLE",
            description = "Role to connect as.")
    private @Nullable String user;

    @Option(
            names = {"-d", "--dbname"},
            paramLabel = "DATABASE",
            description = "Like DATABASE, as psql has it.")
    private @Nullable String database;

    ConnectionSettings settings(@Nullable String target, Map<String, String> variables) {
        return resolver(variables).resolve(new ConnectionOptions(target, host, port, user, database));
    }

    /** These words again, for a command on the same database; without a password. */
    List<String> words(@Nullable String target) {
        var words = new ArrayList<String>();
        option("-h", host, words);
        option("-p", port, words);
        option("-U", user, words);
        option("-d", database, words);
        if (target != null) {
            words.add(
                    IN_STRING.matcher(IN_URI.matcher(target).replaceFirst("$1")).replaceAll(""));
        }
        return List.copyOf(words);
    }

    private static void option(String name, @Nullable String value, List<String> words) {
        if (value != null) {
            words.addAll(List.of(name, value));
        }
    }

    /** The console of a pooler. */
    static ConnectionSettings pooler(String address, Map<String, String> variables) {
        return resolver(variables).resolvePooler(address);
    }

    private static ConnectionResolver resolver(Map<String, String> variables) {
        return new ConnectionResolver(new Environment(
                variables,
                Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/"))),
                System.getProperty("user.name", "")));
    }
}

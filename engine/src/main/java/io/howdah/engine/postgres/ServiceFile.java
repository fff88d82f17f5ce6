package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a section of the connection service file (manual, section 34.17). */
final class ServiceFile {

    private ServiceFile() {}

    /** The parameters of the service; a {@link Problem} where no file defines it. */
    static Map<Keyword, String> section(String service, @Nullable String given, Environment environment) {
        var files = candidates(given, environment);
        for (var file : files) {
            var section = Files.isRegularFile(file) ? section(service, file) : null;
            if (section != null) {
                return section;
            }
        }
        throw Problem.input("the service \"" + service + "\" is not defined in "
                + String.join(" or ", files.stream().map(Path::toString).toList()));
    }

    private static List<Path> candidates(@Nullable String given, Environment environment) {
        var files = new ArrayList<Path>();
        files.add(given == null ? environment.home().resolve(".pg_service.conf") : Path.of(given));
        var system = environment.variable("PGSYSCONFDIR");
        files.add(Path.of(system == null ? "/etc/postgresql-common" : system, "pg_service.conf"));
        return files;
    }

    private static @Nullable Map<Keyword, String> section(String service, Path file) {
        Map<Keyword, String> found = null;
        int number = 0;
        for (var line : lines(file)) {
            number++;
            var text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("[")) {
                if (found != null) {
                    return found;
                }
                found = text.equals("[" + service + "]") ? new EnumMap<>(Keyword.class) : null;
            } else if (found != null) {
                pair(text, file + ", line " + number, found);
            }
        }
        return found;
    }

    private static void pair(String text, String where, Map<Keyword, String> into) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw Problem.input("missing \"=\" in " + where);
        }
        into.putIfAbsent(
                Keyword.named(text.substring(0, equals).strip(), where),
                text.substring(equals + 1).strip());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw Problem.input("cannot read the service file " + file);
        }
    }
}

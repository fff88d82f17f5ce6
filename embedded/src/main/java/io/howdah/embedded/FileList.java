package io.howdah.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list in an unpacked directory of the files that belong there, with their sizes, below the major version. */
final class FileList {

    private static final String NAME = "howdah.files";

    private FileList() {}

    static void write(Path home, int major) throws IOException {
        var lines = new ArrayList<>(List.of(Integer.toString(major)));
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.add(Files.size(file) + " " + home.relativize(file));
            }
        }
        Files.write(home.resolve(NAME), lines);
    }

    /** The installation in a directory, if every file is there in its size. */
    static Optional<Installation> intact(Path home) {
        try {
            var lines = Files.readAllLines(home.resolve(NAME));
            for (String line : lines.subList(1, lines.size())) {
                var blank = line.indexOf(' ');
                if (Files.size(home.resolve(line.substring(blank + 1))) != Long.parseLong(line.substring(0, blank))) {
                    return Optional.empty();
                }
            }
            var programsRun = Files.isExecutable(home.resolve("bin/postgres"));
            var installation = new Installation(home.resolve("bin"), Integer.parseInt(lines.get(0)));
            return programsRun ? Optional.of(installation) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }
}

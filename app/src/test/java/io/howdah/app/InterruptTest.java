package io.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in the middle of a demonstration. */
@Tag("slow")
class InterruptTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start a server",
                "load bots",
                "measure before",
                "build the planner's twin",
                "look for better indexes",
                "1/",
                "measure after"
            })
    void leaves_nothing_behind_in_any_phase(String phase) throws Exception {
        var process = demo();
        var seen = new ArrayList<String>();
        try (var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            readUntil(phase, err, seen);
            interrupt(process);
            err.lines().forEach(seen::add);
        }

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s", seen).isTrue();
        assertThat(process.exitValue()).as("%s", seen).isEqualTo(130);
        assertThat(seen).noneMatch(line -> line.contains("Exception") || line.contains("unforeseen"));
        assertThat(left()).isEmpty();
        assertThat(commandLinesOf(temporary)).isEmpty();
    }

    private Process demo() throws IOException {
        return new ProcessBuilder(
                        // A build in the background has SIGINT ignored, and its children would inherit that.
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.howdah.app.Howdah",
                        "demo",
                        "--rows",
                        "60000",
                        "--report",
                        temporary.resolve("report.html").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void readUntil(String phase, BufferedReader err, List<String> seen) throws IOException {
        for (var line = err.readLine(); line != null; line = err.readLine()) {
            seen.add(line);
            if (line.startsWith(phase)) {
                return;
            }
        }
        throw new AssertionError("never came to " + phase + ": " + seen);
    }

    /** What the terminal sends on Ctrl-C. */
    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(f -> !f.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    private static List<String> commandLinesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .flatMap(p -> p.info().commandLine().stream())
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}

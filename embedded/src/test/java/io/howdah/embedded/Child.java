package io.howdah.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that starts a server and keeps it until it is stopped, with a cache and temporary files of its own. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the JVM; its files are under a directory, and its programs those of an installation. */
    static Child start(Path directory, Path bin, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                "setsid",
                // A build in the background has SIGINT ignored, and its children would inherit that.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dhowdah.cache=" + directory.resolve("cache"),
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProgram.class.getName(),
                bin.toString()));
        command.addAll(List.of(arguments));
        Directories.created(directory.resolve("tmp"), "rwxr-xr-x");
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that the program prints; fails if it ended. */
    String line() throws IOException {
        var line = output.readLine();
        if (line == null) {
            throw new IOException("the child ended");
        }
        return line;
    }

    /** All that the program has still printed, once it has ended. */
    List<String> rest() {
        return output.lines().toList();
    }

    /** The data directory of the server, once it runs. */
    Path data() throws IOException {
        return Path.of(line());
    }

    /** Kills the JVM alone, as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills the small shells that look after its servers. */
    void killWatchdogs() {
        process.children()
                .filter(child -> child.info().commandLine().orElse("").contains("howdah-watchdog"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Sends SIGINT to the whole process group, as a terminal does on Ctrl-C, and waits for the exit code. */
    int interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IOException("the child did not end on SIGINT");
        }
        return process.exitValue();
    }

    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}

package io.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a JDK and a Maven that only say what they were asked. */
class LauncherTest {

    private static final Path LAUNCHER =
            Path.of("..", "howdah").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void a_checkout() throws IOException {
        root = Files.createDirectories(folder.resolve("check out"));
        Files.createDirectories(root.resolve("app/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("app/pom.xml"), "<project/>");
        Files.writeString(root.resolve("app/src/main/Some.java"), "");
        Files.copy(LAUNCHER, root.resolve("howdah"));
        root.resolve("howdah").toFile().setExecutable(true);
        aged(root);
        script("tools/mvn", "echo \"mvn $*\" >> '" + folder + "/calls'; mkdir -p app/target/fast/lib");
        jdk("25.0.1", "echo \"java $*\"");
    }

    @Test
    void builds_at_the_first_start_only_and_again_when_a_source_is_newer() throws Exception {
        var first = howdah("demo");
        var second = howdah("demo");
        Files.setLastModifiedTime(
                root.resolve("app/src/main/Some.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        howdah("demo");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).isEqualTo("howdah: building Howdah (first start, about a minute) …\n");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactly("mvn -q -B -Dfast -pl app -am package", "mvn -q -B -Dfast -pl app -am package");
    }

    @Test
    void hands_every_argument_on_as_it_is() throws Exception {
        var ran = howdah("advise", "host=/tmp dbname='my db'", "--statements", "a b");

        assertThat(ran.out()).endsWith("io.howdah.app.Howdah advise host=/tmp dbname='my db' --statements a b\n");
        assertThat(ran.out().lines()).hasSize(1);
    }

    @Test
    void works_through_a_symbolic_link_from_any_folder() throws Exception {
        var link = folder.resolve("bin-howdah");
        Files.createSymbolicLink(link, root.resolve("howdah"));

        var ran = run(link, List.of("--version"), Map.of());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(root + "/app/target/fast/lib/*");
    }

    @Test
    void shows_why_the_build_failed_and_tries_again_next_time() throws Exception {
        script("tools/mvn", "echo '[ERROR] No space left on device'; echo '[ERROR] -> [Help 1]'; exit 1");

        var failed = howdah("demo");
        var again = howdah("demo");

        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.err())
                .contains("[ERROR] No space left on device\n", "howdah: the build failed", "build.log")
                .doesNotContain("Help 1");
        assertThat(failed.out()).isEmpty();
        assertThat(again.code()).isEqualTo(4);
    }

    @Test
    void says_that_maven_is_missing() throws Exception {
        Files.delete(folder.resolve("tools/mvn"));

        var ran = howdah("demo");

        assertThat(ran.err()).startsWith("howdah: Maven is needed").hasLineCount(1);
        assertThat(ran.code()).isEqualTo(4);
    }

    @Test
    void refuses_a_java_that_is_too_old() throws Exception {
        jdk("17.0.15", "echo never");

        var ran = howdah("demo");

        assertThat(ran.err()).isEqualTo("howdah: HOWDAH_JAVA is Java 17; Howdah needs a JDK 21 or newer\n");
        assertThat(ran.code()).isEqualTo(4);
    }

    @Test
    void refuses_a_folder_without_java() throws Exception {
        var ran = run(root.resolve("howdah"), List.of("demo"), Map.of("HOWDAH_JAVA", folder + "/nosuch"));

        assertThat(ran.err()).startsWith("howdah: HOWDAH_JAVA is " + folder + "/nosuch, where there is no bin/java");
        assertThat(ran.code()).isEqualTo(4);
    }

    private record Ended(int code, String out, String err) {}

    private Ended howdah(String... arguments) throws IOException, InterruptedException {
        return run(root.resolve("howdah"), List.of(arguments), Map.of("HOWDAH_JAVA", folder + "/jdk"));
    }

    private Ended run(Path launcher, List<String> arguments, Map<String, String> variables)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOWDAH_JAVA", folder + "/jdk");
        builder.environment().put("PATH", folder + "/tools:" + coreutils());
        builder.environment().putAll(variables);
        var out = folder.resolve("out").toFile();
        var err = folder.resolve("err").toFile();
        int code = builder.redirectOutput(out).redirectError(err).start().waitFor();
        return new Ended(
                code,
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    /** A folder with what the launcher needs of the system and without Maven, which lies beside it in /usr/bin. */
    private String coreutils() throws IOException {
        var bin = folder.resolve("coreutils");
        if (Files.notExists(bin)) {
            Files.createDirectories(bin);
            for (var tool : List.of(
                    "cat",
                    "date",
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "kill",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sh",
                    "sleep",
                    "stty",
                    "touch")) {
                for (var place : List.of("/usr/bin/", "/bin/")) {
                    if (Files.exists(Path.of(place + tool)) && Files.notExists(bin.resolve(tool))) {
                        Files.createSymbolicLink(bin.resolve(tool), Path.of(place + tool));
                    }
                }
            }
        }
        return bin.toString();
    }

    private void jdk(String version, String java) throws IOException {
        script("jdk/bin/java", java);
        script("jdk/bin/javac", "exit 1");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private void script(String name, String body) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        file.toFile().setExecutable(true);
    }

    /** Makes all files older than any build that follows. */
    private static void aged(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }
}

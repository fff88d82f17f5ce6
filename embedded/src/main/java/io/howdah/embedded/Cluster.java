package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A data directory: its making, its password, its configuration. */
record Cluster(Path data) {

    static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 24;
    private static final int BUILTIN_LOCALE_SINCE = 17;
    private static final String CONFIGURATION = "howdah.conf";

    /** The longest path of a Unix socket (sun_path) on macOS; Linux allows four more. */
    private static final int LONGEST_SOCKET_PATH = 103;

    Path log() {
        return data.resolve("howdah.log");
    }

    private Path passwordFile() {
        return data.resolve("howdah.password");
    }

    /** Whether there is nothing in the directory yet. */
    boolean empty() {
        try (var files = Files.list(data)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw Directories.failure("The data directory " + data + " cannot be read", e);
        }
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw Directories.failure("The password of " + data + " cannot be read", e);
        }
    }

    /** Fails unless the directory was made by Howdah and by this major version. */
    void mustFit(int major) {
        var made = made();
        if (!Files.exists(passwordFile())) {
            throw new ServerException(
                    Reason.DIRECTORY,
                    "The directory " + data + " is not empty and was not made by Howdah. Choose another directory.");
        }
        if (!made.equals(Integer.toString(major))) {
            throw new ServerException(
                    Reason.OTHER_MAJOR,
                    "The data directory " + data + " was made by PostgreSQL " + made + " and cannot be used by " + major
                            + ". Choose another directory, or programs of version " + made + ".");
        }
    }

    private String made() {
        try {
            return Files.readString(data.resolve("PG_VERSION")).strip();
        } catch (IOException absent) {
            return "an unknown version";
        }
    }

    /** Runs initdb; the password's file is the last to be written. */
    void initialise(Installation installation, List<String> options, Commands commands, Account account) {
        var random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            var file = Files.createTempFile("howdah", ".password");
            try {
                Files.writeString(file, password);
                account.own(file);
                var result = commands.run(initdb(installation, file, options));
                if (!result.succeeded()) {
                    throw failure(result);
                }
            } finally {
                Files.deleteIfExists(file);
            }
            Files.writeString(
                    data.resolve("postgresql.conf"),
                    "\ninclude_if_exists = '" + CONFIGURATION + "'\n",
                    StandardOpenOption.APPEND);
            Files.createFile(
                    passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile(), password);
        } catch (IOException e) {
            throw Directories.failure("The data directory " + data + " cannot be made", e);
        }
    }

    private List<String> initdb(Installation installation, Path passwordFile, List<String> options) {
        var command = new ArrayList<>(List.of(
                installation.program("initdb"),
                "--pgdata=" + data,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--no-sync",
                "--no-instructions"));
        if (options.stream().noneMatch(Cluster::concernsLocale)) {
            command.add("--no-locale");
            if (installation.major() >= BUILTIN_LOCALE_SINCE) {
                command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            }
        }
        command.addAll(options);
        return command;
    }

    private static boolean concernsLocale(String option) {
        return option.matches("--(no-locale|locale|lc-|icu-|builtin-).*");
    }

    private ServerException failure(Commands.Result result) {
        if (Text.saysDiskFull(result.output())) {
            return new ServerException(
                    Reason.DISK_FULL, "The data directory " + data + " cannot be made: the disk is full.");
        }
        return new ServerException(
                Reason.INITDB, "The data directory " + data + " cannot be made; initdb said:\n" + result.lastLines(20));
    }

    /** Writes the settings that hold from the next start on; ALTER SYSTEM prevails over them. */
    void configure(int port, Map<String, String> settings) {
        var lines = new ArrayList<>(List.of("# Written by Howdah at each start."));
        lines.add(line("listen_addresses", "127.0.0.1"));
        lines.add(line("unix_socket_directories", socketDirectory()));
        settings.forEach((name, value) -> lines.add(line(name, value)));
        lines.add(line("port", Integer.toString(port)));
        try {
            Files.write(data.resolve(CONFIGURATION), lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Directories.failure("The settings in " + data + " cannot be written", e);
        }
    }

    private static String line(String name, String value) {
        return name + " = '" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'";
    }

    /** The data directory itself, where the socket's path is not too long for the system. */
    private String socketDirectory() {
        var bytes = data.resolve(".s.PGSQL.65535").toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST_SOCKET_PATH && !data.toString().contains(",") ? data.toString() : "";
    }
}

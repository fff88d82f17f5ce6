package io.howdah.testkit;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The servers that the tests of one JVM share, one for each version and way; they stop with the JVM. */
public final class ServerUnderTest {

    /** The oldest major version that Howdah supports. */
    public static final int OLDEST = 14;

    /** The newest, which is the bundled one. */
    public static final int NEWEST = 18;

    private static final Map<Kind, PostgresServer> SHARED = new HashMap<>();

    private record Kind(int major, boolean autovacuum) {}

    private ServerUnderTest() {}

    /** The shared server of a major version, without autovacuum; the test is skipped if that version is not at hand. */
    public static PostgresServer shared(int major) {
        return shared(major, false);
    }

    static synchronized PostgresServer shared(int major, boolean autovacuum) {
        var kind = new Kind(major, autovacuum);
        var running = SHARED.get(kind);
        if (running != null) {
            return running;
        }
        var server = start(kind);
        Databases.prepare(server);
        SHARED.put(kind, server);
        return server;
    }

    /** The programs of a version as Debian installs them; the test is skipped, with the reason, where they are not. */
    public static Binaries installed(int major) {
        return ifInstalled(major).orElseGet(() -> Assumptions.abort(absence(major)));
    }

    /** The programs of any version at hand; the test is skipped where there are none. */
    public static Binaries binaries(int major) {
        return find(major).orElseGet(() -> Assumptions.abort(absence(major)));
    }

    /** The major version that tests run on unless they name one. */
    public static int defaultMajor() {
        return Integer.getInteger("pg", OLDEST);
    }

    static boolean atHand(int major) {
        return find(major).isPresent();
    }

    static String absence(int major) {
        return "PostgreSQL " + major + " is not at hand: neither in " + debianDirectory(major)
                + " nor among the artifacts that the profile slow fetches";
    }

    /** The archives in a folder of the class path come first: a version that is installed may be of any minor release. */
    private static Optional<Binaries> find(int major) {
        var folder = "postgres-" + major;
        return ServerUnderTest.class.getClassLoader().getResource(folder) == null
                ? Binaries.ofMajor(major)
                : Optional.of(Binaries.fromArtifact(ServerUnderTest.class.getClassLoader(), folder));
    }

    private static Optional<Binaries> ifInstalled(int major) {
        var bin = debianDirectory(major);
        return Files.isExecutable(bin.resolve("postgres")) ? Optional.of(Binaries.installed(bin)) : Optional.empty();
    }

    private static Path debianDirectory(int major) {
        return Path.of("/usr/lib/postgresql", Integer.toString(major), "bin");
    }

    /** Commits wait for WAL to be written: VACUUM marks no page all-visible whose rows' commits are not (see SetHintBits). */
    private static PostgresServer start(Kind kind) {
        return PostgresServer.builder()
                .temporary()
                .binaries(binaries(kind.major()))
                .setting("shared_preload_libraries", "pg_stat_statements,auto_explain")
                .setting("fsync", "off")
                .setting("full_page_writes", "off")
                .setting("track_io_timing", "on")
                .setting("autovacuum", kind.autovacuum() ? "on" : "off")
                .setting("pg_stat_statements.max", "50000")
                .setting("wal_level", "logical")
                .setting("max_prepared_transactions", "10")
                .start();
    }
}

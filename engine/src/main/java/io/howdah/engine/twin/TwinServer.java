package io.howdah.engine.twin;

import io.howdah.embedded.Binaries;
import io.howdah.embedded.PostgresServer;
import io.howdah.embedded.ServerException;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseLocale;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.OwnSessions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that a twin lives on, and the one database of it that is the twin's. */
final class TwinServer implements AutoCloseable {

    /** From here on page checksums are on unless initdb is told otherwise. */
    private static final int CHECKSUMS_SINCE = 18;

    private static final int BUILTIN_LOCALES_SINCE = 17;
    private static final int PROVIDERS_SINCE = 15;

    /** Planning needs neither much room nor much time; what takes more was made to take it. */
    private static final String MOST_TEMPORARY = "1GB";

    private static final String LONGEST_STATEMENT = "5min";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Nothing on the server is worth keeping, and nothing but planning is ever done there. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("autovacuum", "off"),
            Map.entry("shared_buffers", "32MB"),
            Map.entry("max_connections", "100"),
            Map.entry("max_locks_per_transaction", "2048"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("wal_skip_threshold", "0"),
            Map.entry("wal_recycle", "off"),
            Map.entry("wal_init_zero", "off"),
            Map.entry("min_wal_size", "2MB"),
            Map.entry("max_wal_size", "64MB"),
            Map.entry("checkpoint_warning", "0"),
            Map.entry("checkpoint_timeout", "1h"));

    /**
     * Owns what a twin is made of, and plans: texts from a file or another server are run by this role only, which may do nothing
     * outside of the twin's database.
     */
    static final String OWNER = "howdah_twin_owner";

    /** Of the superuser's sessions, whatever the twin's database sets: their statements must mean what they say. */
    private static final Map<String, String> PINNED = Map.of(
            "options",
            "-c search_path=pg_catalog,pg_temp -c allow_system_table_mods=on -c standard_conforming_strings=on"
                    + " -c transform_null_equals=off");

    /** MB: the log of what nobody will ever recover need not take room. */
    private static final String LOG_SEGMENT = "--wal-segsize=1";

    private final PostgresServer server;
    private final boolean own;
    private final String database;
    private final OwnSessions superuser;
    private final OwnSessions owner;
    private final List<String> notes = new ArrayList<>();

    private TwinServer(PostgresServer server, boolean own, String database) {
        this.server = server;
        this.own = own;
        this.database = database;
        this.superuser = new OwnSessions(settings(server, database));
        this.owner = new OwnSessions(
                new ConnectionSettings(server.host(), server.port(), database, OWNER, ownersPassword(), Map.of()));
    }

    /** Starts a server or takes the one given, and creates the twin's database there. */
    static TwinServer open(TwinOptions options, Catalog catalog) {
        var given = options.server();
        var server = given != null ? given : start(options, catalog.server().major());
        var twin = new TwinServer(server, given == null, "howdah_twin_" + DATABASES.incrementAndGet());
        try {
            twin.examine();
            twin.createOwner();
            twin.createDatabase(catalog.locale());
            twin.compare(options, catalog.server().major());
            return twin;
        } catch (RuntimeException e) {
            twin.close();
            throw e;
        }
    }

    /** In the version asked for, else the original's own if its programs are at hand, else the bundled one. */
    private static PostgresServer start(TwinOptions options, int original) {
        var asked = options.major();
        var found = Binaries.ofMajor(asked == null ? original : asked);
        if (asked != null && found.isEmpty()) {
            throw Problem.input(
                    "there is no PostgreSQL " + asked + " on this machine; name the directory of its programs"
                            + " by the environment variable HOWDAH_POSTGRES_BIN");
        }
        try {
            return found.isPresent() ? start(found.get(), asked == null ? original : asked) : startBundled();
        } catch (ServerException e) {
            throw Problem.internal("the twin's PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    private static PostgresServer startBundled() {
        return start(Binaries.bundled(), Binaries.bundledMajor());
    }

    private static PostgresServer start(Binaries binaries, int major) {
        var builder = PostgresServer.builder()
                .temporary()
                .binaries(binaries)
                .initdbOption(LOG_SEGMENT)
                .settings(SETTINGS);
        if (major < CHECKSUMS_SINCE) {
            return builder.setting("shared_buffers", Buffers.SIZE_BEFORE).start();
        }
        return builder.initdbOption("--no-data-checksums").start();
    }

    private void compare(TwinOptions options, int original) {
        if (options.major() == null && server.major() != original) {
            notes.add("the twin plans as PostgreSQL " + server.major() + " does, the original runs " + original
                    + ": its programs are not at hand, and plans may differ between the versions; name the directory of"
                    + " the programs by the environment variable HOWDAH_POSTGRES_BIN");
        }
    }

    /** The version that it plans as. */
    int major() {
        return server.major();
    }

    private static ConnectionSettings settings(PostgresServer server, String database) {
        return new ConnectionSettings(server.host(), server.port(), database, server.user(), server.password(), PINNED);
    }

    /** The same for every twin on the server; the superuser's cannot be computed from it. */
    private String ownersPassword() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest((OWNER + server.password()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw Problem.internal("this Java has no SHA-256", e);
        }
    }

    /** The server's statistics and settings may be seen, as statements on them are planned too. */
    private void createOwner() {
        var alter = "/* howdah */ ALTER ROLE " + OWNER;
        try (var connection = new OwnSessions(settings(server, "postgres")).writing();
                var statement = connection.createStatement()) {
            statement.execute(RoleWriter.create(OWNER));
            statement.execute(
                    alter + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS INHERIT PASSWORD "
                            + Name.literal(ownersPassword()));
            statement.execute(alter + " SET temp_file_limit = '" + MOST_TEMPORARY + "'");
            statement.execute(alter + " SET statement_timeout = '" + LONGEST_STATEMENT + "'");
            statement.execute("GRANT pg_read_all_settings, pg_read_all_stats TO " + OWNER);
        } catch (SQLException e) {
            throw Errors.broken(e);
        }
    }

    /** A server that was given must leave the twin's files alone. */
    private void examine() {
        if (own) {
            return;
        }
        try (var connection = new OwnSessions(settings(server, "postgres")).writing();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("/* howdah */ SELECT current_setting('data_checksums') = 'off'"
                        + " AND current_setting('autovacuum') = 'off'")) {
            rows.next();
            if (!rows.getBoolean(1)) {
                throw Problem.input("a twin needs a server without data checksums and with autovacuum off");
            }
        } catch (SQLException e) {
            throw Errors.broken(e);
        }
    }

    private void createDatabase(@Nullable DatabaseLocale locale) {
        var create = "/* howdah */ CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'UTF8' ";
        SQLException last = null;
        try (var connection = new OwnSessions(settings(server, "postgres")).writing();
                var statement = connection.createStatement()) {
            for (var clause : localeClauses(locale, server.major())) {
                try {
                    statement.execute(create + clause);
                    if (last != null) {
                        notes.add(
                                "text is compared by " + clause + " on the twin, since the database's own locale cannot"
                                        + " be had on this machine (" + Errors.message(last)
                                        + "): the order of text, and ranges"
                                        + " of it, may be estimated otherwise");
                    }
                    return;
                } catch (SQLException e) {
                    last = e;
                }
            }
        } catch (SQLException e) {
            last = e;
        }
        throw Problem.internal("the twin's database was not created: " + (last == null ? "" : last.getMessage()), last);
    }

    /** From the most faithful to one that exists everywhere and compares text by the same kind of rule. */
    private static List<String> localeClauses(@Nullable DatabaseLocale locale, int major) {
        if (locale == null || locale.bytewise()) {
            return List.of(
                    major >= BUILTIN_LOCALES_SINCE
                            ? "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
                            : "LOCALE 'C'");
        }
        if (major < PROVIDERS_SINCE) {
            return List.of("LOCALE " + Name.literal(locale.collate()), "LOCALE 'en_US.UTF-8'", "LOCALE 'C'");
        }
        var icu = "LOCALE_PROVIDER icu LOCALE 'C' ICU_LOCALE ";
        var name = locale.name();
        if (name != null) {
            return List.of(icu + Name.literal(name), icu + "'und'", "LOCALE 'C'");
        }
        var language = locale.collate().replaceAll("[.@].*", "").replace('_', '-');
        return List.of(
                "LOCALE_PROVIDER libc LOCALE " + Name.literal(locale.collate()),
                icu + Name.literal(language),
                icu + "'und'",
                "LOCALE 'C'");
    }

    /** A session of the twin's owner, that no relation was opened in yet: for whatever comes from others. */
    Connection asOwner() {
        return owner.writing();
    }

    /** A session of the superuser, for statements of our own; it must never plan or compute what others wrote. */
    Connection asSuperuser() {
        return superuser.writing();
    }

    /** The server itself, for another twin on it. */
    PostgresServer server() {
        return server;
    }

    Path dataDirectory() {
        return server.dataDirectory();
    }

    String uri() {
        return "postgresql://" + OWNER + ":" + ownersPassword() + "@" + server.host() + ":" + server.port() + "/"
                + database;
    }

    String database() {
        return database;
    }

    /** How it differs from what was asked for, for people to read. */
    List<String> notes() {
        return notes;
    }

    String superuser() {
        return server.user();
    }

    @Override
    public void close() {
        if (own) {
            server.close();
            return;
        }
        try (var connection = new OwnSessions(settings(server, "postgres")).writing();
                var statement = connection.createStatement()) {
            statement.execute("/* howdah */ DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
            dropTablespaces(statement);
        } catch (SQLException e) {
            throw Problem.internal("the twin's database was not dropped: " + e.getMessage(), e);
        }
    }

    private void dropTablespaces(Statement statement) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows =
                statement.executeQuery("/* howdah */ SELECT spcname FROM pg_catalog.pg_tablespace WHERE spcname LIKE "
                        + Name.literal(TablespaceWriter.like(database)))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (var name : names) {
            statement.execute("/* howdah */ DROP TABLESPACE " + Name.quoted(name));
        }
    }
}

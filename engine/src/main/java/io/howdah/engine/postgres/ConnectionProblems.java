package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Says in one sentence why no session could be opened. */
final class ConnectionProblems {

    /** The driver's code, without a cause when it gave up after loginTimeout. */
    private static final String UNABLE_TO_CONNECT = "08001";

    private ConnectionProblems() {}

    static Problem of(SQLException e, ConnectionSettings settings, ConnectionSettings.Place place) {
        var network = network(e, place);
        return network == null ? refusal(e, settings, place) : network;
    }

    private static @Nullable Problem network(SQLException e, ConnectionSettings.Place place) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Problem.unreachable("the host \"" + place.host() + "\" is unknown; check its spelling", e);
            }
            if (cause instanceof SocketTimeoutException) {
                return silent(place, e);
            }
            if (cause instanceof SSLException) {
                return Problem.refused("no encrypted connection to " + place + ": " + cause.getMessage(), e);
            }
            if (cause instanceof ConnectException) {
                return Problem.unreachable(refused(place), e);
            }
        }
        if (place.isSocket() && !Files.exists(Path.of(place.toString()))) {
            return Problem.unreachable(refused(place), e);
        }
        return UNABLE_TO_CONNECT.equals(e.getSQLState()) && e.getCause() == null ? silent(place, e) : null;
    }

    private static Problem silent(ConnectionSettings.Place place, SQLException e) {
        return Problem.unreachable(
                place + " did not answer in time; check host, port and firewall, or raise connect_timeout", e);
    }

    private static String refused(ConnectionSettings.Place place) {
        return place.isSocket()
                ? "no server listens on the Unix socket " + place + "; check directory and port, and that it runs"
                : place + " refused the connection; check that a server runs there and listens on that port";
    }

    private static Problem refusal(SQLException e, ConnectionSettings settings, ConnectionSettings.Place place) {
        var said = serverMessage(e);
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "28P01" ->
                Problem.refused(
                        "wrong password for user \"" + settings.user() + "\" at " + place
                                + "; give it in PGPASSWORD or ~/.pgpass",
                        e);
            case "28000" -> Problem.refused(authorization(said, settings, place), e);
            case "3D000" ->
                Problem.refused("the database \"" + settings.database() + "\" does not exist at " + place, e);
            case "42501" ->
                Problem.refused(
                        "user \"" + settings.user() + "\" may not connect to database \"" + settings.database()
                                + "\" at " + place + "; GRANT CONNECT would help",
                        e);
            case "53300" ->
                Problem.refused(place + " has no connection left for user \"" + settings.user() + "\": " + said, e);
            case "57P03" -> Problem.unreachable(place + " does not accept connections yet: " + said, e);
            case "08004" -> Problem.refused(rejected(said, settings, place), e);
            default -> Problem.unreachable("no connection to " + place + ": " + said, e);
        };
    }

    private static String authorization(String said, ConnectionSettings settings, ConnectionSettings.Place place) {
        if (said.contains("pg_hba.conf")) {
            return "the server at " + place + " lets no one in this way: " + said
                    + (said.contains("no encryption") ? "; try sslmode=require" : "");
        }
        if (said.contains("Peer") || said.contains("peer")) {
            return "user \"" + settings.user() + "\" may only come in through " + place
                    + " as the operating system's user of that name: " + said;
        }
        return "user \"" + settings.user() + "\" may not log in at " + place + ": " + said;
    }

    private static String rejected(String said, ConnectionSettings settings, ConnectionSettings.Place place) {
        if (said.contains("no password was provided")) {
            return "the server at " + place + " asks for the password of user \"" + settings.user()
                    + "\"; give it in PGPASSWORD or ~/.pgpass";
        }
        if (said.contains("does not support SSL")) {
            return "the server at " + place + " does not offer encryption; sslmode=disable would do without";
        }
        return "the server at " + place + " rejected the connection: " + said;
    }

    private static String serverMessage(SQLException e) {
        var server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        var message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "no reason given" : message.strip();
    }
}

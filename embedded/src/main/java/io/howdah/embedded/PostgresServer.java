package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of one's own on a port of the loopback address, started as a child of this JVM.
 *
 * <p>It is stopped when it is closed, when the JVM exits, and soon after the JVM was killed; a temporary data directory
 * goes with it. What a killed run leaves behind all the same is stopped and removed at the next start of any server.
 */
public final class PostgresServer implements AutoCloseable {

    private static final int ATTEMPTS = 10;

    private final Plan plan;
    private final Account account;
    private final Installation installation;
    private final Commands commands;
    private final Cluster cluster;
    private final Registry.Claim claim;
    private final Watchdog watchdog;
    private int port;
    private String password = "";
    private boolean launched;
    private boolean running;
    private boolean closed;

    /** What a server was asked to be; no data directory means a temporary one, port 0 means any. */
    record Plan(
            @Nullable Path dataDirectory,
            Binaries binaries,
            Map<String, String> settings,
            List<String> initdbOptions,
            int port,
            RootWay rootWay) {}

    private PostgresServer(Plan plan, Account account, Installation installation, Registry registry) {
        this.plan = plan;
        this.account = account;
        this.installation = installation;
        commands = new Commands(account);
        claim = claim(registry, plan.dataDirectory());
        cluster = new Cluster(claim.entry().data());
        watchdog = Watchdog.over(claim);
    }

    private static Registry.Claim claim(Registry registry, @Nullable Path dataDirectory) {
        if (dataDirectory == null) {
            var temporary = Temporary.create();
            var data = Directories.created(temporary.resolve("data"), "rwx------");
            return registry.claim(Entry.ofThisProcess(data, temporary));
        }
        var data = Directories.created(dataDirectory.toAbsolutePath(), "rwx------");
        return registry.claim(Entry.ofThisProcess(data, null));
    }

    /** A server that is about to be described; temporary and bundled unless said otherwise. */
    public static ServerBuilder builder() {
        return new ServerBuilder();
    }

    static PostgresServer start(Plan plan) {
        var account = Accounts.choose(plan.rootWay());
        var installation = plan.binaries().install(account);
        var registry = new Registry(Directories.cache().resolve("running"));
        Leftovers.clear(registry);
        var server = Shutdown.make(() -> new PostgresServer(plan, account, installation, registry));
        try {
            server.open();
            return server;
        } catch (RuntimeException e) {
            var abandoned = server.commands.cancelled();
            server.close();
            throw abandoned ? new ServerException(Reason.CLOSED, "The server was closed before it had started.", e) : e;
        }
    }

    private synchronized void open() {
        if (cluster.empty()) {
            claim.initialising(true);
            account.own(cluster.data());
            account.mustReach(cluster.data());
            cluster.initialise(installation, plan.initdbOptions(), commands, account);
            claim.initialising(false);
        }
        cluster.mustFit(installation.major());
        password = cluster.password();
        run();
    }

    /** Starts the process on the port it had if that is free, else on another unless one was asked for. */
    private void run() {
        for (int attempt = 1; ; attempt++) {
            port = nextPort();
            Postmaster.mustNotRun(cluster.data());
            launched = true;
            claim.server(0);
            cluster.configure(port, plan.settings());
            account.own(cluster.data());
            account.mustReach(cluster.data());
            try {
                claim.server(Postmaster.start(cluster, installation, commands));
                running = true;
                return;
            } catch (ServerException e) {
                if (attempt == ATTEMPTS || !passes(e.reason())) {
                    throw e;
                }
            }
        }
    }

    /** Whether another attempt may succeed: on another port, or once the sessions of a crashed server have ended. */
    private boolean passes(Reason reason) {
        return (reason == Reason.PORT_TAKEN && plan.port() == 0) || reason == Reason.IN_USE;
    }

    private int nextPort() {
        if (plan.port() != 0) {
            if (!Ports.isFree(plan.port())) {
                throw new ServerException(
                        Reason.PORT_TAKEN, "Port " + plan.port() + " of " + Ports.HOST + " is taken. Choose another.");
            }
            return plan.port();
        }
        return port != 0 && Ports.isFree(port) ? port : Ports.free();
    }

    /** Stops the process and leaves the data in place, complete on disk; does nothing if it is stopped. */
    public synchronized void stop() {
        if (running) {
            Postmaster.stop(cluster.data(), Postmaster.Stop.FAST);
            running = false;
        }
    }

    /** Starts the process again after {@link #stop()}, with the same settings and, if it is still free, the same port. */
    public synchronized void startAgain() {
        if (closed) {
            throw new ServerException(Reason.CLOSED, "The server was closed and cannot be started again.");
        }
        if (!running) {
            run();
        }
    }

    /** Stops the server, and removes its data if they are temporary. */
    @Override
    public void close() {
        var interrupted = Thread.interrupted();
        try {
            closeOnce();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void closeOnce() {
        if (closed) {
            return;
        }
        closed = true;
        running = false;
        var temporary = claim.entry().temporary();
        if (launched) {
            Postmaster.stop(cluster.data(), temporary == null ? Postmaster.Stop.FAST : Postmaster.Stop.IMMEDIATE);
        }
        if (temporary != null) {
            Temporary.delete(temporary);
        } else if (claim.entry().initialising()) {
            Directories.empty(cluster.data());
        }
        claim.release();
        watchdog.close();
        Shutdown.remove(this);
    }

    /** Closes the server though another thread may be starting it. */
    void abandon() {
        commands.cancel();
        close();
    }

    /** Whether the process was started and not stopped by us since. */
    public synchronized boolean running() {
        return running;
    }

    public String host() {
        return Ports.HOST;
    }

    public synchronized int port() {
        return port;
    }

    /** The superuser's name. */
    public String user() {
        return Cluster.SUPERUSER;
    }

    /** The superuser's password: random, and the data directory's own. */
    public synchronized String password() {
        return password;
    }

    public Path dataDirectory() {
        return cluster.data();
    }

    /** The file in the data directory that the server writes its log to. */
    public Path logFile() {
        return cluster.log();
    }

    /** The major version, such as 18. */
    public int major() {
        return installation.major();
    }

    /** The directory of the programs. */
    public Path bin() {
        return installation.bin();
    }

    /** The address of a database for JDBC, without user and password. */
    public String jdbcUrl(String database) {
        var name = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + name;
    }
}

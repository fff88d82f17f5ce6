package io.howdah.engine.apply.fault;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Follows a tool at work, from point to point, and lets a fault happen at one of them; without one it only takes notes. */
final class Probe implements TappedSessions.Tap, ApplyListener {

    /** The tool is no more: it neither does nor notices anything. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Something that goes wrong. */
    interface Fault {

        /** Before the write is sent. */
        default void before(Probe probe, Connection connection, String sql) throws SQLException {}

        /** The server has committed it. */
        default void after(Probe probe, Connection connection, String sql) throws SQLException {}

        /** The step begins. */
        default void begins(Probe probe) {}
    }

    private final Point.Phase phase;
    private final Point at;
    private final Fault fault;
    private final List<Point.Seen> seen = new ArrayList<>();
    private int step;
    private String kind = "";
    private int write;
    private boolean happened;
    private volatile boolean dead;

    Probe(Point.Phase phase, Point at, Fault fault) {
        this.phase = phase;
        this.at = at;
        this.fault = fault;
    }

    /** One that only takes notes. */
    static Probe notes(Point.Phase phase) {
        return new Probe(phase, new Point(phase, -1, -1), new Fault() {});
    }

    @Override
    public void use() {
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public void before(Connection connection, String sql) throws SQLException {
        seen.add(new Point.Seen(new Point(phase, step, write), kind, brief(sql)));
        if (here()) {
            fault.before(this, connection, sql);
        }
    }

    @Override
    public void after(Connection connection, String sql) throws SQLException {
        if (here()) {
            happened = true;
            fault.after(this, connection, sql);
        }
        write++;
    }

    private boolean here() {
        return !happened && at.step() == step && at.write() == write;
    }

    @Override
    public void on(ApplyEvent event) {
        use();
        if (event instanceof ApplyEvent.Started(AppliedStep started, int of)) {
            step++;
            kind = started.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            write = 0;
            if (at.step() == step) {
                fault.begins(this);
            }
        }
    }

    /** The fault came to be, so that it is not to happen again. */
    void happened() {
        happened = true;
    }

    boolean hasHappened() {
        return happened;
    }

    /** Ends the tool as {@code kill -9} would: its connection is cut, and it does nothing more. */
    void kill(Connection connection) throws SQLException {
        happened = true;
        dead = true;
        connection.abort(Runnable::run);
        throw new Killed();
    }

    /** The same while the server is at work for it; the server does not know yet. */
    void killSoon(Connection connection, long micros) {
        happened = true;
        var thread = new Thread(() -> {
            LockSupport.parkNanos(micros * 1000);
            dead = true;
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    List<Point.Seen> seen() {
        return seen;
    }

    private static String brief(String sql) {
        var line = sql.replace("/* howdah */", "").replaceAll("\\s+", " ").strip();
        var words = line.split(" ");
        return String.join(" ", List.of(words).subList(0, Math.min(words.length, 3)));
    }
}

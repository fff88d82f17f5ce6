package io.howdah.samples.drive;

import io.howdah.samples.drive.Turns.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The thread of one client: does its turns one after the other, and connects again when its connection was lost. */
final class ClientThread {

    private static final int ATTEMPTS_TO_CONNECT = 50;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    private final WorkloadDriver driver;
    private final int number;
    private final Iterator<Turn> turns;
    private final Recorder recorder;
    private final RunControl control;
    private final Thread thread;
    private volatile ConnectedClient client;

    ClientThread(WorkloadDriver driver, int number, Iterator<Turn> turns, Recorder recorder, RunControl control)
            throws SQLException {
        this.driver = driver;
        this.number = number;
        this.turns = turns;
        this.recorder = recorder;
        this.control = control;
        this.client = connected();
        this.thread = Thread.ofPlatform().name("client-" + number).daemon().unstarted(this::play);
    }

    void start() {
        thread.start();
    }

    /** Waits for the client's last turn; a client that was never started has none. */
    void join() throws InterruptedException {
        thread.join();
    }

    boolean isPlaying() {
        return thread.isAlive();
    }

    /** Cancels the statement that the client is waiting for. */
    void cancel() {
        client.cancel();
    }

    void close() {
        try {
            client.close();
        } catch (SQLException lost) {
            recorder.error("close", String.valueOf(lost.getSQLState()), String.valueOf(lost.getMessage()));
        }
    }

    int serverProcess() {
        return client.serverProcess();
    }

    private void play() {
        try {
            while (!control.isEnding() && turns.hasNext() && isConnected()) {
                act(turns.next());
                Thread.sleep(driver.pause());
            }
        } catch (InterruptedException | SQLException ended) {
            recorder.error("connect", "", String.valueOf(ended.getMessage()));
        } finally {
            close();
        }
    }

    private void act(Turn turn) {
        try {
            client.act(turn);
            control.actionDone();
        } catch (SQLException failure) {
            if (!control.isCancelled()) {
                recorder.error(
                        turn.action().name(),
                        String.valueOf(failure.getSQLState()),
                        String.valueOf(failure.getMessage()));
            }
        }
    }

    private boolean isConnected() throws SQLException, InterruptedException {
        if (client.isUsable()) {
            return true;
        }
        @Nullable SQLException refused = null;
        for (int attempt = 0; attempt < ATTEMPTS_TO_CONNECT && !control.isEnding(); attempt++) {
            try {
                client = connected();
                return true;
            } catch (SQLException again) {
                refused = again;
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
        }
        if (refused != null) {
            throw refused;
        }
        return false;
    }

    private ConnectedClient connected() throws SQLException {
        return new ConnectedClient(driver, number, recorder);
    }
}

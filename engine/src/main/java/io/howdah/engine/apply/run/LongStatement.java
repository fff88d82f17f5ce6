package io.howdah.engine.apply.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One statement that may run for hours: sent from a thread of its own, so that this one can look at its progress and can
 * cancel it when it is interrupted.
 */
public final class LongStatement {

    /** A cancel request can come before the statement has begun, and is lost then; so it is sent again. */
    private static final Duration CANCEL_AGAIN = Duration.ofSeconds(1);

    /** After so many cancel requests without an answer the connection is given up. */
    private static final int CANCEL_REQUESTS = 30;

    private LongStatement() {}

    /**
     * Runs it to its end.
     *
     * @param look called again and again while the statement runs
     * @throws InterruptedException if this thread was interrupted; the statement has then ended, mostly by being cancelled
     */
    public static void run(Connection connection, String sql, Duration every, Runnable look)
            throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            var task = new FutureTask<Boolean>(() -> statement.execute(sql));
            var thread = new Thread(task, "howdah-apply");
            thread.setDaemon(true);
            thread.start();
            try {
                while (!ended(task, every)) {
                    look.run();
                }
            } catch (InterruptedException e) {
                stop(connection, statement, task);
                throw e;
            } catch (RuntimeException e) {
                stop(connection, statement, task);
                throw e;
            }
        }
    }

    private static boolean ended(FutureTask<Boolean> task, Duration within) throws SQLException, InterruptedException {
        try {
            task.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw asSqlException(e);
        }
    }

    /**
     * Returns when the statement no longer runs; what became of it is for the catalog to say. Interrupted again, or without
     * an answer, it gives the connection up.
     */
    private static void stop(Connection connection, Statement statement, FutureTask<Boolean> task) throws SQLException {
        boolean interrupted = false;
        for (int request = 0; request < CANCEL_REQUESTS && !interrupted; request++) {
            statement.cancel();
            try {
                if (ended(task, CANCEL_AGAIN)) {
                    return;
                }
            } catch (SQLException e) {
                return;
            } catch (InterruptedException known) {
                interrupted = true;
            }
        }
        connection.abort(Runnable::run);
    }

    private static SQLException asSqlException(ExecutionException e) {
        return switch (e.getCause()) {
            case SQLException refused -> refused;
            case RuntimeException ours -> throw ours;
            case null, default -> new SQLException(e.getCause());
        };
    }
}

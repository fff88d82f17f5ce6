package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A few sessions that plan at the same time; opened when they are needed. Safe for use by several threads. */
final class Planners implements AutoCloseable {

    /** Fewer questions than this for each session are not worth a second transaction. */
    private static final int QUESTIONS_PER_SESSION = 4;

    private final TwinServer server;
    private final int count;
    private final String widePath;
    private final Askers askers;
    private final Semaphore permits;
    private final Deque<PlannerSession> idle = new ArrayDeque<>();
    private final ExecutorService workers;
    private final ReadWriteLock shared = new ReentrantReadWriteLock();

    Planners(TwinServer server, int count, String widePath, Askers askers) {
        this.askers = askers;
        this.widePath = widePath;
        this.server = server;
        this.count = Math.max(1, count);
        this.permits = new Semaphore(this.count);
        this.workers = Executors.newFixedThreadPool(this.count, Planners::worker);
    }

    int count() {
        return count;
    }

    private static Thread worker(Runnable task) {
        var thread = new Thread(task, "howdah-twin");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Plans the questions. A few are planned in one session, under indexes that only its transaction sees. Many are divided:
     * the indexes are then changed for all sessions, since transactions that change the same ones would wait for each other.
     */
    List<Answer> ask(Conditions conditions, List<Question> questions) {
        int parts = Math.min(count, Math.max(1, questions.size() / QUESTIONS_PER_SESSION));
        if (parts == 1) {
            shared.readLock().lock();
            try {
                return part(session -> session.ask(conditions, questions));
            } finally {
                shared.readLock().unlock();
            }
        }
        if (!conditions.changeIndexes()) {
            shared.readLock().lock();
            try {
                return divided(conditions, questions, parts);
            } finally {
                shared.readLock().unlock();
            }
        }
        shared.writeLock().lock();
        try {
            return changed(conditions, questions, parts);
        } finally {
            shared.writeLock().unlock();
        }
    }

    private List<Answer> changed(Conditions conditions, List<Question> questions, int parts) {
        run(conditions.indexes());
        try {
            return divided(conditions, questions, parts);
        } finally {
            run(conditions.indexesBack());
        }
    }

    private void run(String sql) {
        part(session -> {
            session.execute(sql);
            return List.of();
        });
    }

    private List<Answer> divided(Conditions conditions, List<Question> questions, int parts) {
        var running = new ArrayList<Future<List<Answer>>>();
        for (int i = 0; i < parts; i++) {
            var part = questions.subList(questions.size() * i / parts, questions.size() * (i + 1) / parts);
            running.add(workers.submit(() -> part(session -> session.askAsIs(conditions, part))));
        }
        var answers = new ArrayList<Answer>(questions.size());
        Problem failure = null;
        for (var part : running) {
            try {
                answers.addAll(result(part));
            } catch (Problem e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return answers;
    }

    private static List<Answer> result(Future<List<Answer>> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "interrupted while the twin was planning", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw Problem.internal("the twin broke: " + e.getCause(), e);
        }
    }

    private List<Answer> part(Use<List<Answer>> use) {
        try {
            return with(use);
        } catch (SQLException e) {
            throw Errors.broken(e);
        }
    }

    /** What is done with a session. */
    interface Use<T> {
        T apply(PlannerSession session) throws SQLException;
    }

    /** Lends a session; a session that failed in an unforeseen way is not lent again. */
    <T> T with(Use<T> use) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            var session = take();
            try {
                var result = use.apply(session);
                give(session);
                return result;
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } finally {
            permits.release();
        }
    }

    private PlannerSession take() throws SQLException {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return new PlannerSession(server.asOwner(), widePath, askers);
    }

    private void give(PlannerSession session) {
        synchronized (idle) {
            idle.push(session);
        }
    }

    /** Ends the sessions; new ones know nothing of the relations' former sizes. Nobody may be asking meanwhile. */
    void replace() {
        synchronized (idle) {
            for (var session : idle) {
                try {
                    session.close();
                } catch (SQLException e) {
                    throw Errors.broken(e);
                }
            }
            idle.clear();
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        replace();
    }
}

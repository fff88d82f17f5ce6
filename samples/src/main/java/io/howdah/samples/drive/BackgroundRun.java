package io.howdah.samples.drive;

import io.howdah.samples.drive.Turns.Turn;
import io.howdah.samples.workload.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A run that is going on. Closing it cancels what is left of it; stopping it gives what it measured. */
public final class BackgroundRun implements AutoCloseable {

    private final WorkloadDriver driver;
    private final long begunNanos = System.nanoTime();
    private final RunControl control;
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<ClientThread> clients = new ArrayList<>();
    private final LockSampler sampler;
    private final Thread sampling;

    BackgroundRun(WorkloadDriver driver, RunLength length, RunListener listener) throws SQLException {
        this.driver = driver;
        this.control = new RunControl(listener, total(length), begunNanos + nanos(length));
        connect(length);
        sampler = new LockSampler(driver.connections(), this::serverProcesses, begunNanos);
        sampling = Thread.ofPlatform().name("lock-sampler").daemon().start(sampler);
        clients.forEach(ClientThread::start);
    }

    /** Waits for the end of the run. When the waiting thread is interrupted, the run is cancelled. */
    public Run await() throws InterruptedException {
        try {
            for (var client : clients) {
                client.join();
            }
        } catch (InterruptedException interrupted) {
            close();
            throw interrupted;
        }
        var wall = Duration.ofNanos(System.nanoTime() - begunNanos);
        sampling.interrupt();
        sampling.join();
        return measured(wall);
    }

    /** Lets each client finish its present action. */
    public Run stop() throws InterruptedException {
        control.stop();
        return await();
    }

    /** The waits for locks that were seen until now. */
    public List<LockWait> lockWaits() {
        return sampler.waits();
    }

    /** Cancels what the clients are doing and waits until their connections are closed. */
    @Override
    public void close() {
        control.cancel();
        sampling.interrupt();
        var interrupted = Thread.interrupted();
        while (clients.stream().anyMatch(ClientThread::isPlaying)) {
            clients.stream().filter(ClientThread::isPlaying).forEach(ClientThread::cancel);
            try {
                Thread.sleep(20);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(RunLength length) throws SQLException {
        try {
            for (int number = 0; number < driver.clients(); number++) {
                var recorder = new Recorder(begunNanos);
                recorders.add(recorder);
                clients.add(new ClientThread(driver, number, turns(length, number), recorder, control));
            }
        } catch (SQLException refused) {
            clients.forEach(ClientThread::close);
            throw refused;
        }
    }

    private Iterator<Turn> turns(RunLength length, int number) {
        var actions = driver.workload().actions();
        return switch (length) {
            case RunLength.Calls(var calls) ->
                Turns.counted(actions, calls, driver.seed(), number, driver.clients())
                        .iterator();
            case RunLength.Time time ->
                Turns.endless(actions, driver.seed(), number, driver.clients()).iterator();
        };
    }

    private long total(RunLength length) {
        return switch (length) {
            case RunLength.Calls(var calls) -> Turns.total(driver.workload().actions(), calls);
            case RunLength.Time time -> 0;
        };
    }

    private static long nanos(RunLength length) {
        return switch (length) {
            case RunLength.Calls calls -> RunLength.ENDLESS.toNanos();
            case RunLength.Time(var duration) -> duration.toNanos();
        };
    }

    private Integer[] serverProcesses() {
        return clients.stream().map(ClientThread::serverProcess).toArray(Integer[]::new);
    }

    private Run measured(Duration wall) {
        var statements = Stream.concat(driver.workload().statements().stream(), Stream.of(ConnectedClient.COMMIT))
                .map((Statement statement) -> Recorder.merge(statement, recorders))
                .toList();
        var errors = new ArrayList<>(Recorder.errors(recorders));
        sampler.failure().ifPresent(errors::add);
        return new Run(wall, statements, List.copyOf(errors), sampler.waits());
    }
}

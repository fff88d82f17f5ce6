package io.howdah.app.demo;

import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Statement.Sample;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.WorkloadReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches the sessions of a server for the texts that are sent while something else runs the workload. */
final class SampledRun implements AutoCloseable {

    /** Long enough to be cheap, short enough that statements new to the server are soon known. */
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final WorkloadReader reader;
    private final Workload earlier;
    private final Thread thread;
    private final Map<String, List<Sample>> seen = new HashMap<>();
    private volatile boolean running = true;
    private volatile @Nullable RuntimeException failure;

    SampledRun(Sessions sessions) {
        reader = new WorkloadReader(sessions, Time.SYSTEM);
        earlier = reader.readCounters();
        thread = Thread.ofPlatform().name("text-sampler").daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (running) {
                reader.read(ROUND).statements().forEach(this::keep);
            }
        } catch (RuntimeException e) {
            if (running) {
                failure = e;
            }
        }
    }

    private synchronized void keep(Statement statement) {
        seen.merge(statement.id(), statement.samples(), SampledRun::merged);
    }

    private static List<Sample> merged(List<Sample> first, List<Sample> second) {
        var counted = new LinkedHashMap<Sample, Integer>();
        Stream.concat(first.stream(), second.stream())
                .forEach(s -> counted.merge(new Sample(s.text(), s.parameters(), 0), s.seen(), Integer::sum));
        return counted.entrySet().stream()
                .map(e -> new Sample(e.getKey().text(), e.getKey().parameters(), e.getValue()))
                .sorted(Comparator.comparingInt(Sample::seen).reversed())
                .toList();
    }

    /** The workload as the server counted it since the watching began, with the texts seen; ends the watching. */
    Workload workload() throws InterruptedException {
        close();
        thread.join();
        if (failure != null) {
            throw Problem.internal("watching the sessions failed: " + failure.getMessage(), failure);
        }
        return withTexts(reader.read(Duration.ZERO).minus(earlier));
    }

    private synchronized Workload withTexts(Workload counted) {
        var statements = new ArrayList<Statement>();
        for (var statement : counted.statements()) {
            statements.add(
                    statement.withSamples(merged(seen.getOrDefault(statement.id(), List.of()), statement.samples())));
        }
        return new Workload(counted.source(), counted.since(), counted.until(), statements, counted.notes());
    }

    @Override
    public void close() {
        running = false;
    }
}

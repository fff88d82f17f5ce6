package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Workloads of which it is known who ran them. */
final class Statements {

    private Statements() {}

    static Workload of(String role, String... texts) {
        return new Workload(
                "test",
                null,
                Instant.EPOCH,
                Stream.of(texts)
                        .map(t -> new Statement(
                                t, t, List.of(), 100, 100, null, List.of(new Statement.Caller(role, 100))))
                        .toList(),
                List.of());
    }
}

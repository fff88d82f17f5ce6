package io.howdah.benchmarks.key;

import io.howdah.app.stage.Advised;
import io.howdah.samples.workload.Workload;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the tool for all that it has to say on a demonstration's database, before anything is applied. */
public final class Asking {

    private final Copies copies;
    private @Nullable Spoken spoken;

    /** @param uri of the demonstration's database */
    public Asking(String uri) {
        this.copies = new Copies(uri);
    }

    /** To be played between the advice and its application. */
    public void play(Advised advised, Workload application) throws SQLException {
        try (var copy = copies.of("howdah_forms")) {
            spoken = new Spoken(Said.of(advised, copy.sessions()), application);
        }
    }

    /** What was said. */
    public Spoken spoken() {
        return Objects.requireNonNull(spoken, "nothing was asked yet");
    }

    Copies copies() {
        return copies;
    }
}

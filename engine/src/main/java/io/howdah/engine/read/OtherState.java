package io.howdah.engine.read;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.ServerState;
import io.howdah.engine.catalog.ServerState.Collation;
import io.howdah.engine.catalog.ServerState.Io;
import io.howdah.engine.catalog.ServerState.Outdated;
import io.howdah.engine.catalog.ServerState.Progress;
import io.howdah.engine.catalog.ServerState.Standby;
import io.howdah.engine.catalog.ServerState.Subscription;
import io.howdah.engine.catalog.ServerState.Upkeep;
import io.howdah.engine.catalog.ServerState.Vacuum;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the rows of {@link StateSql#others} by their kind. */
final class OtherState {

    private final List<Io> io = new ArrayList<>();
    private final List<Outdated> extensions = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Collation> collations = new ArrayList<>();
    private final List<Vacuum> vacuums = new ArrayList<>();
    private final List<QualifiedName> withoutIdentity = new ArrayList<>();
    private final List<Progress> progress = new ArrayList<>();
    private @Nullable Standby standby;

    void take(Row row) throws SQLException {
        switch (row.text("kind")) {
            case "io" -> io.add(io(row));
            case "extension" -> extensions.add(new Outdated(row.text("c1"), row.text("c2"), row.text("c3")));
            case "subscription" -> subscriptions.add(subscription(row));
            case "collation" -> collations.add(new Collation(row.text("c1"), row.text("c2"), row.text("c3")));
            case "vacuum" -> vacuums.add(vacuum(row));
            case "published" -> withoutIdentity.add(row.name("c1", "c2"));
            case "progress" -> progress.add(progress(row));
            case "standby" -> standby = standby(row);
            default -> throw new IllegalStateException(row.text("kind"));
        }
    }

    ServerState state(Map<String, Double> counters, Map<Long, Upkeep> tables) {
        return new ServerState(
                counters,
                tables,
                List.copyOf(io),
                List.copyOf(extensions),
                List.copyOf(subscriptions),
                List.copyOf(collations),
                List.copyOf(vacuums),
                List.copyOf(withoutIdentity),
                standby,
                List.copyOf(progress));
    }

    private static Io io(Row row) throws SQLException {
        return new Io(
                row.text("c1"),
                row.text("c2"),
                row.text("c3"),
                row.real("c4"),
                row.real("c5"),
                row.real("c6"),
                row.real("c7"),
                row.real("c8"),
                row.real("c9"),
                row.real("c10"));
    }

    private static Subscription subscription(Row row) throws SQLException {
        return new Subscription(
                row.text("c1"),
                row.text("c2").equals("true"),
                row.text("c3").equals("true"),
                row.numberOrNull("c4"),
                row.numberOrNull("c5"),
                row.number("c6"));
    }

    private static Vacuum vacuum(Row row) throws SQLException {
        return new Vacuum(
                row.integer("c1"),
                row.nameOrNull("c2", "c3"),
                row.text("c4"),
                row.number("c5"),
                row.number("c6"),
                row.number("c7"));
    }

    private static Progress progress(Row row) throws SQLException {
        return new Progress(
                row.integer("c1"),
                row.text("c2"),
                row.nameOrNull("c3", "c4"),
                row.text("c5"),
                row.real("c6"),
                row.real("c7"),
                row.real("c8"));
    }

    private static Standby standby(Row row) throws SQLException {
        return new Standby(row.text("c1").equals("true"), row.textOrNull("c2"), row.realOrNull("c3"));
    }
}

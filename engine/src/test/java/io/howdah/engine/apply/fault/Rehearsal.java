package io.howdah.engine.apply.fault;

import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.change.Change;
import io.howdah.testkit.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * A change as it goes where nothing goes wrong and nobody is at work: its points, and how the catalog is before, afterwards and when
 * it is finished.
 */
record Rehearsal(
        KindOfChange kind,
        List<? extends Change> changes,
        List<Point.Seen> points,
        List<String> before,
        List<String> made,
        List<String> finished) {

    static Rehearsal of(Stage stage, KindOfChange kind) throws SQLException {
        var db = Life.prepared(stage, kind);
        try {
            return of(stage, kind, db);
        } finally {
            stage.server().drop(db);
        }
    }

    private static Rehearsal of(Stage stage, KindOfChange kind, Database db) {
        var changes = kind.changes().apply(db);
        var points = new ArrayList<Point.Seen>();
        var before = Everything.in(db);
        points.addAll(noted(stage, db, Point.Phase.APPLY, changes));
        points.addAll(noted(stage, db, Point.Phase.UNDO, changes));
        var applier = new Applier(Life.sessions(stage, db), Life.OPTIONS);
        applier.apply(changes, ApplyListener.SILENT);
        var made = Everything.in(db);
        points.addAll(noted(stage, db, Point.Phase.FINISH, changes));
        return new Rehearsal(kind, changes, List.copyOf(points), before, made, Everything.in(db));
    }

    private static List<Point.Seen> noted(Stage stage, Database db, Point.Phase phase, List<? extends Change> changes) {
        var probe = Probe.notes(phase);
        Life.work(
                new Applier(new TappedSessions(Life.sessions(stage, db), probe), Life.OPTIONS), phase, changes, probe);
        return probe.seen();
    }

    /** The points of a phase that tell something that others do not. */
    Stream<Point.Seen> telling(Point.Phase phase) {
        return steps(phase).stream().flatMap(step -> Point.telling(step).stream());
    }

    /** The writes of a phase, step by step. */
    List<List<Point.Seen>> steps(Point.Phase phase) {
        var steps = new LinkedHashMap<Integer, List<Point.Seen>>();
        points.stream()
                .filter(seen -> seen.point().phase() == phase)
                .forEach(seen -> steps.computeIfAbsent(seen.point().step(), n -> new ArrayList<>())
                        .add(seen));
        return List.copyOf(steps.values());
    }
}

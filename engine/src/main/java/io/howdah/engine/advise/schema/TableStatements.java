package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of a workload by the tables that they name. */
public final class TableStatements {

    private final Map<QualifiedName, List<Read>> byTable = new HashMap<>();
    private final double totalMs;

    private TableStatements(Scene scene) {
        this.totalMs = scene.workload().totalMs();
        if (scene.workload().statements().isEmpty()) {
            return;
        }
        var reader = new Mentions.Reader(scene.catalog());
        for (var statement : scene.workload().statements()) {
            var read = new Read(statement, reader.read(statement.text()));
            read.mentions()
                    .tables()
                    .forEach(t -> byTable.computeIfAbsent(t.name(), n -> new ArrayList<>())
                            .add(read));
        }
    }

    /** A statement with what its text says of tables. */
    public record Read(Statement statement, Mentions mentions) {}

    public static TableStatements of(Scene scene) {
        return new TableStatements(scene);
    }

    /** Those that name the table. */
    public List<Read> on(Relation table) {
        return byTable.getOrDefault(table.name(), List.of());
    }

    /** Share of the workload's time that these take; 0 where no time is known. */
    public double share(List<Read> statements) {
        double ms =
                statements.stream().mapToDouble(s -> s.statement().totalMs()).sum();
        return totalMs <= 0 ? 0 : ms / totalMs;
    }
}

package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.app.text.StatementBrief;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.prove.Explanation;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.read.Explained;
import io.howdah.engine.read.ExplainedFiles;
import io.howdah.engine.sql.Constants;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs statements once each to see where their time goes: read-only, within a time limit, nothing that might change or lock rows. */
public final class ExplainStage {

    private final Sessions sessions;
    private final Duration limit;
    private final Progress progress;

    public ExplainStage(Sessions sessions, Duration limit, Progress progress) {
        this.sessions = sessions;
        this.limit = limit;
        this.progress = progress;
    }

    /** One statement as it is given. */
    public List<Explained> statement(String sql) {
        var text = sql.strip().replaceAll(";$", "");
        return switch (prover(catalog()).explain(text)) {
            case Explanation.Ran ran -> List.of(explained(text, ran));
            case Explanation.Refused(var reason) -> throw Problem.input("the statement was not run: " + reason);
        };
    }

    /** The costliest statements of the workload, with values in place of parameters; what may not be run is named and left out. */
    public List<Explained> costliest(int count) {
        var stage = new AdviseStage(progress);
        var catalog = stage.catalog(sessions);
        var workload = stage.workload(sessions, null, Duration.ZERO);
        workload.notes().forEach(progress::note);
        var prover = prover(catalog);
        var plans = new ArrayList<Explained>();
        try (var step = progress.begin("run the costliest statements")) {
            for (var question : questions(catalog, workload)) {
                if (plans.size() < count) {
                    run(question, prover, plans);
                }
            }
            step.result(Page.counted(plans.size(), "plan", "plans"));
        }
        if (plans.isEmpty()) {
            throw Problem.input("no statement of the workload could be run");
        }
        return List.copyOf(plans);
    }

    private void run(Question question, Prover prover, List<Explained> plans) {
        switch (prover.explain(question.sql())) {
            case Explanation.Ran ran -> plans.add(explained(question.statement().text(), ran));
            case Explanation.Refused(var reason) ->
                progress.note("not run: "
                        + StatementBrief.of(
                                Constants.HIDDEN.in(question.statement().text())) + ": " + reason);
        }
    }

    private static List<Question> questions(Catalog catalog, Workload workload) {
        try (var twin = Twin.build(catalog, TwinOptions.DEFAULT)) {
            return new Binder(twin)
                    .bind(workload).mostFrequent().stream()
                            .filter(q -> !q.generic())
                            .sorted(Comparator.comparing(
                                            Question::statement, Comparator.comparingDouble(Statement::totalMs))
                                    .reversed())
                            .toList();
        }
    }

    private static Explained explained(String sql, Explanation.Ran ran) {
        var read = ExplainedFiles.read(ran.plan(), "the server's answer").getFirst();
        return new Explained(sql, null, read.plan(), read.jitMs());
    }

    private Catalog catalog() {
        return new AdviseStage(progress).catalog(sessions);
    }

    private Prover prover(Catalog catalog) {
        return Prover.reading(sessions, Twin.searchPath(catalog), ProofOptions.DEFAULT.timeout(limit), Time.SYSTEM);
    }
}

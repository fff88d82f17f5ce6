package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Guards.Routine;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees functions that go through all rows of a large table and write one after the other, which one statement does at once. */
public final class RowLoopRule implements Rule {

    private static final Threshold ROWS =
            new Threshold("row-loop.rows", 10_000, "rows", "ours: fewer are written in a moment");
    private static final Threshold SHARE = new Threshold(
            "row-loop.share", 0.01, "share of the time", "as for other statements: from there on it is a notice");

    @Override
    public String slug() {
        return "row-loop";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.of(scene.catalog());
        var findings = new ArrayList<Finding>();
        for (var routine : scene.catalog().guards().routines()) {
            if (routine.language().equals("plpgsql")) {
                RowLoop.of(routine.body()).stream()
                        .flatMap(l -> table(tables, routine, l).stream()
                                .filter(t -> t.estimatedRows() >= scene.of(ROWS))
                                .map(t -> finding(scene, routine, l, t)))
                        .findFirst()
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** The only table of that name, or that of the function's schema. */
    private static Optional<Relation> table(List<Relation> tables, Routine routine, RowLoop loop) {
        var named = tables.stream()
                .filter(t -> t.name().name().equals(loop.table())
                        && (loop.schema().isEmpty() || t.name().schema().equals(loop.schema())))
                .toList();
        return named.size() == 1
                ? Optional.of(named.getFirst())
                : named.stream()
                        .filter(t -> t.name().schema().equals(routine.name().schema()))
                        .findFirst();
    }

    private static double share(Scene scene, Routine routine) {
        double total = scene.workload().totalMs();
        double ms = scene.workload().statements().stream()
                .filter(s -> calls(s, routine))
                .mapToDouble(Statement::totalMs)
                .sum();
        return total <= 0 ? 0 : ms / total;
    }

    private static boolean calls(Statement statement, Routine routine) {
        List<Token> tokens = Tokens.of(statement.text());
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isName()
                    && tokens.get(i).name().equals(routine.name().name())
                    && tokens.get(i + 1).isSymbol("(")) {
                return true;
            }
        }
        return false;
    }

    private Finding finding(Scene scene, Routine routine, RowLoop loop, Relation table) {
        double share = share(scene, routine);
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "for each of %,.0f rows of %s: %s"
                        .formatted(table.estimatedRows(), table.name(), StatementText.brief(loop.statement())),
                Map.of("rows", table.estimatedRows())));
        if (share > 0) {
            evidence.add(new Evidence(
                    Evidence.Label.CATALOG,
                    "statements that call it take %s of the time".formatted(Figures.percent(share)),
                    Map.of("time_share", share)));
        }
        return Finding.of(
                        slug(),
                        share >= scene.of(SHARE) ? Severity.NOTICE : Severity.INFO,
                        routine.signature(),
                        "%s writes row after row what one statement can".formatted(routine.signature()),
                        "Each turn starts a statement of its own, looks its row up by an index and ends before the next begins; no join by hash or merge, no parallel worker. One UPDATE … FROM, INSERT … SELECT or DELETE … USING does the same in one pass, and takes a fraction of the time.",
                        evidence)
                .costing(Cost.ofTime(share))
                .deciding(
                        Decision.whether(
                                        "one statement in the place of the loop",
                                        List.of(
                                                "Same rows, where no turn looks at what an earlier one wrote, and no trigger does.",
                                                "All of them are locked until the end, as with the loop, which is one transaction too."))
                                .or(
                                        "a procedure that commits every few thousand rows",
                                        List.of(
                                                "Where the locks or the WAL of all at once are too much; who reads meanwhile sees a part done.")));
    }
}

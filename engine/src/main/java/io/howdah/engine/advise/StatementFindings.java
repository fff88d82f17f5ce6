package io.howdah.engine.advise;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Findings about statements, known by the statement's fingerprint: one for all entries that differ in values alone. */
public final class StatementFindings {

    private StatementFindings() {}

    /** A finding about a statement, which costs the statement's share of the time. */
    public static Finding of(
            String slug,
            Severity severity,
            Statement statement,
            Scene scene,
            String title,
            String why,
            List<Evidence> evidence) {
        return new Finding(slug, key(slug, statement), severity, StatementText.brief(statement), title, why, evidence)
                .costing(Cost.ofTime(share(statement, scene)));
    }

    /** Identity of what a rule says of a statement; of no more than the statement. */
    public static String key(String slug, Statement statement) {
        return slug + ":" + Fingerprint.key(statement.text());
    }

    /** Share of the workload's time, from 0 to 1; 0 where no times are known. */
    public static double share(Statement statement, Scene scene) {
        double total = scene.workload().totalMs();
        return total <= 0 ? 0 : statement.totalMs() / total;
    }

    /** Those of one identity as one, the first of them with what all cost. */
    public static List<Finding> merged(Stream<Finding> findings) {
        var byKey = new LinkedHashMap<String, Finding>();
        findings.forEach(f -> byKey.merge(f.key(), f, StatementFindings::together));
        return List.copyOf(byKey.values());
    }

    private static Finding together(Finding one, Finding other) {
        return one.costing(new Cost(
                Math.min(1, one.cost().timeShare() + other.cost().timeShare()),
                one.cost().bytes() + other.cost().bytes()));
    }
}

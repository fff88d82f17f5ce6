package io.howdah.engine.advise.partition;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.twin.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A division with what the statements cost without it and with it, those that it replaces left out.
 *
 * @param statements their forms, each with the planner's cost of one call
 */
record PricedDivision(Catalog catalog, Division division, List<Outlook> statements) {

    record Outlook(Question question, double before, double after) {

        double times() {
            return after / Math.max(1e-9, before);
        }

        private double weight() {
            return question.share() * Math.max(1, question.statement().calls());
        }
    }

    /** Weighted by calls. */
    double before() {
        return statements.stream().mapToDouble(o -> o.weight() * o.before()).sum();
    }

    double after() {
        return statements.stream().mapToDouble(o -> o.weight() * o.after()).sum();
    }

    Finding finding() {
        var table = division.table();
        boolean pays = after() <= 1.1 * before();
        return Finding.of(
                        PartitionCandidateRule.SLUG,
                        Severity.NOTICE,
                        table.name().toString(),
                        "%s could be partitioned %s".formatted(table.name(), division.by()),
                        division.why()
                                + (pays
                                        ? " The other statements stay as fast, all together."
                                        : " The other statements get dearer, all together: they do not name the key."),
                        evidence())
                .deciding(new Decision(choices(pays)));
    }

    private List<Evidence> evidence() {
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                division.seen(),
                Map.of("rows", division.table().estimatedRows(), "bytes", (double)
                        division.table().heapBytes())));
        evidence.add(new Evidence(
                Evidence.Label.ESTIMATED,
                "cost of its statements, weighted by calls: %s → %s in %d partitions"
                        .formatted(Figures.of(before()), Figures.of(after()), division.partitions()),
                Map.of("cost_before", before(), "cost_after", after(), "partitions", (double) division.partitions())));
        statements.stream()
                .sorted(Comparator.comparingDouble(Outlook::times).reversed())
                .map(o -> new Evidence(
                        Evidence.Label.ESTIMATED,
                        "%s: cost %s → %s"
                                .formatted(
                                        StatementText.brief(o.question().statement()),
                                        Figures.of(o.before()),
                                        Figures.of(o.after())),
                        Map.of("cost_before", o.before(), "cost_after", o.after())))
                .forEach(evidence::add);
        return List.copyOf(evidence);
    }

    private List<Choice> choices(boolean pays) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("partitions " + division.by(), consequences(), new PartitionSql(catalog, division).sql())
                .by(OnlineDivision.command(division)));
        division.instead().ifPresent(choices::add);
        choices.add(new Choice("leave it as it is", List.of("Nothing to change; " + division.otherwise()), List.of()));
        return pays ? choices : choices.reversed();
    }

    private List<String> consequences() {
        var key = division.key().name();
        var consequences = new ArrayList<>(division.gains());
        division.table().constraints().stream()
                .filter(c ->
                        c.kind() == Constraint.Kind.PRIMARY_KEY && !c.columns().contains(key))
                .forEach(c -> consequences.add(
                        "The primary key has to contain the partition key: (%s, %s). That %s alone is unique is then promised by how it is made, no longer by the table, and no foreign key can refer to it."
                                .formatted(String.join(", ", c.columns()), key, String.join(", ", c.columns()))));
        long dearer = statements.stream().filter(o -> o.times() > 1.2).count();
        if (dearer > 0) {
            consequences.add(
                    "%d of %d statements get dearer: they look into every partition. Bounds for %s in their text, where the application knows them, mend that."
                            .formatted(dearer, statements.size(), key));
        }
        consequences.add(
                "The command copies the table while it is in use, with its triggers, policies and grants. The SQL does so while nobody writes: for an idle copy; triggers, policies and grants are made anew by hand.");
        return List.copyOf(consequences);
    }
}

package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the advice to create an index: why, and what speaks for and against it. */
final class CreationWriter {

    static final String SLUG = "missing-index";

    /** Gaining statements that are named one by one. */
    private static final int NAMED = 5;

    private final Catalog catalog;
    private final Outcome outcome;
    private final Outlooks outlooks;
    private final UpkeepNotes upkeep;
    private final Set<Candidate> chosen;
    private final Extensions extensions;

    CreationWriter(
            Catalog catalog,
            Outcome outcome,
            Outlooks outlooks,
            UpkeepNotes upkeep,
            Set<Candidate> chosen,
            Extensions extensions) {
        this.catalog = catalog;
        this.outcome = outcome;
        this.outlooks = outlooks;
        this.upkeep = upkeep;
        this.chosen = chosen;
        this.extensions = extensions;
    }

    Advice write(Candidate candidate, String name) {
        var gains = outcome.gains(candidate);
        double share = outcome.gain(candidate) / Math.max(1e-9, outcome.costBefore());
        var definition = candidate.definition();
        var subject = definition.toString();
        var finding = new Finding(
                SLUG,
                SLUG + ":" + subject,
                severity(share),
                subject,
                "index on " + subject,
                why(candidate, gains, share),
                evidence(candidate, gains));
        return new Advice(
                finding,
                changes(name, definition),
                candidate.sizeBytes(),
                gains.stream().map(g -> g.statement().id()).distinct().toList(),
                gains.stream()
                        .limit(NAMED)
                        .flatMap(g -> Sensitivity.notes(g.statement(), outlooks.forms(g.statement())).stream())
                        .toList());
    }

    /** A tenth of the workload is felt by everybody, a hundredth by those who look. */
    private static Severity severity(double share) {
        return share >= 0.1 ? Severity.WARNING : share >= 0.01 ? Severity.NOTICE : Severity.INFO;
    }

    private String why(Candidate candidate, List<Outcome.Gain> gains, double share) {
        if (gains.isEmpty()) {
            return "The workload as a whole gets cheaper with it.";
        }
        var top = gains.getFirst();
        var text =
                new StringBuilder("\"%s\"%s %s. With the index its cost falls from %s to %s, as the planner estimates."
                        .formatted(
                                StatementText.brief(top.statement()),
                                share(top.statement()),
                                reads(top.statement(), candidate),
                                Figures.of(top.before() / calls(top.statement())),
                                Figures.of(top.after() / calls(top.statement()))));
        if (gains.size() > 1) {
            text.append(" %d more %s."
                    .formatted(gains.size() - 1, gains.size() == 2 ? "statement gains" : "statements gain"));
        }
        text.append(" In all it takes %s off the workload's cost.".formatted(Figures.percent(share)));
        text.append(KindText.of(candidate));
        var definition = candidate.definition();
        extension(definition).ifPresent(e -> text.append(needs(e)));
        var predicate = definition.predicate();
        if (predicate != null) {
            text.append(" It holds only the rows where ")
                    .append(predicate)
                    .append(", a condition that the statements repeat word for word.");
        }
        upkeep.hotLoss(candidate, chosen).ifPresent(note -> text.append(' ').append(note));
        unbounded(definition).ifPresent(text::append);
        return text.toString();
    }

    /** That what it carries along of no declared length must stay short. */
    private Optional<String> unbounded(IndexDefinition definition) {
        var table = catalog.relation(definition.table()).orElseThrow();
        var names = table.columns().stream()
                .filter(c -> definition.include().contains(c.name()) && OutOfLine.mayGrow(c))
                .map(Column::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        " What it carries of %s is short in all rows of today, but has no declared length: an INSERT of more than about 2,700 bytes there, compressed, would fail."
                                .formatted(String.join(" and ", names)));
    }

    /** The index, and before it the extension that it needs. */
    private List<Change> changes(String name, IndexDefinition definition) {
        var create = CreateIndex.on(catalog, name, definition);
        return extension(definition)
                .map(e -> List.<Change>of(new CreateExtension(e.name(), e.schema(), e.allowed()), create))
                .orElse(List.of(create));
    }

    private Optional<AvailableExtension> extension(IndexDefinition definition) {
        return catalog.relation(definition.table()).flatMap(t -> extensions.missingFor(definition, t::column));
    }

    private static String needs(AvailableExtension extension) {
        var change = new CreateExtension(extension.name(), extension.schema(), extension.allowed());
        return extension.allowed()
                ? " It needs the extension %s, which comes with PostgreSQL and is made first."
                        .formatted(extension.name())
                : " It needs the extension %s, which comes with PostgreSQL and which your role may not make; an administrator has to run first: %s"
                        .formatted(extension.name(), change.steps().getFirst().sql());
    }

    /** The statement's part of the workload's time where that was measured, else of its cost. */
    private String share(Statement statement) {
        double time = outcome.byStatement().keySet().stream()
                .mapToDouble(Statement::totalMs)
                .sum();
        if (time > 0 && statement.totalMs() > 0) {
            return ", %s of the workload's time,".formatted(Figures.percent(statement.totalMs() / time));
        }
        double cost = outcome.positions(statement).stream()
                .mapToDouble(i -> outcome.workload().get(i).weight()
                        * outcome.before().get(i).cost())
                .sum();
        return ", %s of the workload's cost,".formatted(Figures.percent(cost / Math.max(1e-9, outcome.costBefore())));
    }

    private String reads(Statement statement, Candidate candidate) {
        var plan = outcome.before().get(outcome.positions(statement).getFirst()).plan();
        var table = catalog.relation(candidate.definition().table()).orElseThrow();
        return scanOf(plan, table)
                .map(node -> node.type().endsWith("Seq Scan")
                        ? "reads all %s rows of %s to find %s"
                                .formatted(
                                        Figures.of(table.estimatedRows()),
                                        table.name(),
                                        Figures.of(Math.max(1, node.rows())))
                        : "reads %s by %s, which does not fit it"
                                .formatted(table.name(), node.index() == null ? node.type() : "index " + node.index()))
                .orElseGet(() -> "sends the server to look for rows of %s that refer to what it deletes"
                        .formatted(table.name()));
    }

    private Optional<PlanNode> scanOf(Plan plan, Relation table) {
        return plan.nodes().stream()
                .filter(n -> n.type().contains("Scan")
                        && n.relation() != null
                        && PartitionedTables.isOf(catalog, n.relation(), table.name()))
                .findFirst();
    }

    private List<Evidence> evidence(Candidate candidate, List<Outcome.Gain> gains) {
        var evidence = new ArrayList<Evidence>();
        gains.stream().limit(NAMED).forEach(g -> evidence.add(gain(g)));
        gains.stream()
                .limit(NAMED)
                .filter(g -> candidate.definition().predicate() != null)
                .forEach(g -> generic(g.statement()).ifPresent(evidence::add));
        var table = catalog.relation(candidate.definition().table()).orElseThrow();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "%s has %s rows in %s".formatted(table.name(), Figures.of(table.estimatedRows()), Figures.bytes((double)
                        table.heapBytes())),
                Map.of("rows", table.estimatedRows(), "heap_bytes", (double) table.heapBytes())));
        evidence.add(upkeep.of(candidate, chosen));
        evidence.add(upkeep.wal(candidate));
        return List.copyOf(evidence);
    }

    private Evidence gain(Outcome.Gain gain) {
        double calls = calls(gain.statement());
        return new Evidence(
                Evidence.Label.ESTIMATED,
                "cost of one call %s → %s: %s"
                        .formatted(
                                Figures.of(gain.before() / calls),
                                Figures.of(gain.after() / calls),
                                StatementText.brief(gain.statement())),
                Map.of(
                        "cost_before", gain.before() / calls,
                        "cost_after", gain.after() / calls,
                        "calls", gain.statement().calls(),
                        "share_of_workload", gain.gained() / Math.max(1e-9, outcome.costBefore())));
    }

    /** What a driver's prepared statement comes to when the server plans it without the parameters. */
    private Optional<Evidence> generic(Statement statement) {
        var generic = outlooks.genericCost(statement);
        if (generic == null) {
            return Optional.empty();
        }
        double custom = outlooks.all().stream()
                .filter(o -> o.statement().equals(statement))
                .mapToDouble(o -> o.costAfter())
                .findFirst()
                .orElse(0);
        var text = generic > 2 * custom
                ? "planned without its parameters it would cost %s against %s: after five executions of a prepared statement the server compares the two and goes on planning with the values"
                : "planned without its parameters, as for a prepared statement after five executions, it costs %s against %s";
        return Optional.of(new Evidence(
                Evidence.Label.ESTIMATED,
                text.formatted(Figures.of(generic), Figures.of(custom)),
                Map.of("generic_cost", generic, "custom_cost", custom)));
    }

    private static double calls(Statement statement) {
        return statement.calls() == 0 ? 1 : statement.calls();
    }
}

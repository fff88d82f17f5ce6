package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The hypothetical indexes of a twin: made in batches, each once, and invisible until they are asked for. */
final class Candidates {

    static final String PREFIX = "howdah_candidate_";

    private final Catalog catalog;
    private final Sizes sizes;
    private final Planners planners;
    private final CandidateSizes estimates;
    private final Map<IndexDefinition, Made> made = new LinkedHashMap<>();
    private final Map<IndexDefinition, String> refused = new LinkedHashMap<>();
    private final Map<String, String> partitionNames = new HashMap<>();

    private record Made(Candidate candidate, IndexDefinition qualified, List<Long> oids) {}

    /** A definition on its way, with what it will hold in each table that has rows of it. */
    private record Draft(String name, IndexDefinition definition, Map<QualifiedName, Entries> entries) {

        String sql() {
            return definition.createSql(name, false);
        }
    }

    Candidates(Catalog catalog, Sizes sizes, Planners planners, RowSamples samples) {
        this.catalog = catalog;
        this.estimates = new CandidateSizes(catalog, sizes, samples);
        this.sizes = sizes;
        this.planners = planners;
    }

    Map<IndexDefinition, String> refused() {
        return Map.copyOf(refused);
    }

    /** Nobody may be planning meanwhile. What the server refuses is left out. */
    List<Candidate> add(TwinSessions sessions, List<IndexDefinition> definitions) throws SQLException {
        var drafts = drafts(definitions.stream()
                .distinct()
                .filter(d -> !made.containsKey(d) && !refused.containsKey(d))
                .toList());
        if (!drafts.isEmpty()) {
            create(sessions, drafts);
        }
        return definitions.stream()
                .map(made::get)
                .filter(Objects::nonNull)
                .map(Made::candidate)
                .toList();
    }

    private List<Draft> drafts(List<IndexDefinition> definitions) {
        var drafts = new ArrayList<Draft>();
        for (var definition : definitions) {
            if (sizes.stored(definition.table()).isEmpty()) {
                refused.put(definition, "the twin does not have " + definition.table());
                continue;
            }
            try {
                var name = PREFIX + (made.size() + refused.size() + drafts.size() + 1);
                drafts.add(new Draft(name, definition, entries(definition)));
            } catch (SQLException e) {
                refused.put(definition, Errors.message(e));
            }
        }
        return drafts;
    }

    private Map<QualifiedName, Entries> entries(IndexDefinition definition) throws SQLException {
        var entries = new LinkedHashMap<QualifiedName, Entries>();
        for (var table : withRows(definition.table())) {
            double rows = sizes.size(table.name()).map(Size::rowsNow).orElse(0.0);
            entries.put(table.name(), planners.with(p -> Entries.of(p, table, definition, rows)));
        }
        return entries;
    }

    /** The table itself, or the leaves of a partitioned table. */
    private List<Relation> withRows(QualifiedName table) {
        var leaves = new ArrayList<Relation>();
        catalog.relation(table).ifPresent(r -> collect(r, leaves));
        return leaves;
    }

    private void collect(Relation table, List<Relation> into) {
        if (table.kind() != Relation.Kind.PARTITIONED_TABLE) {
            into.add(table);
            return;
        }
        catalog.relations().stream()
                .filter(r -> table.name().equals(r.parent()))
                .forEach(r -> collect(r, into));
    }

    private void create(TwinSessions sessions, List<Draft> drafts) throws SQLException {
        var owner = sessions.owner();
        var tables = drafts.stream()
                .flatMap(d -> d.entries().keySet().stream())
                .filter(t -> sizes.size(t).isPresent())
                .collect(Collectors.toSet());
        sizes.hide(tables);
        try {
            owner.execute("BEGIN");
            Batch.WITHIN.run(owner, drafts, Draft::sql, (draft, message) -> refused.put(draft.definition(), message));
            var indexes = CreatedIndex.all(owner, PREFIX);
            owner.execute(VisibleIndexes.set(
                    indexes.stream().map(i -> i.stored().oid()).toList(), false));
            var qualified = QualifiedDefinitions.read(owner, PREFIX);
            owner.execute("COMMIT");
            size(sessions.superuser(), drafts, indexes, qualified);
            sizes.write(
                    sessions.superuser(),
                    tables.stream().flatMap(t -> sizes.size(t).stream()).toList());
        } finally {
            sizes.restore(tables);
        }
    }

    private void size(Statement session, List<Draft> drafts, List<CreatedIndex> indexes, QualifiedDefinitions qualified)
            throws SQLException {
        var byRoot = indexes.stream().collect(Collectors.groupingBy(CreatedIndex::candidate));
        var wanted = drafts.stream()
                .flatMap(draft -> byRoot.getOrDefault(draft.name(), List.of()).stream()
                        .filter(index -> index.stored().hasStorage())
                        .map(index -> wanted(draft, index, qualified)))
                .toList();
        var estimated = estimates.of(session, wanted);
        var changed = new ArrayList<Size>();
        var statistics = new ArrayList<StatisticsWriter.Given>();
        for (var one : estimated) {
            sizes.put(one.index().table(), one.index().stored(), one.size(), one.gin());
            changed.add(one.size());
            statistics.addAll(one.entries().statistics(one.index().stored().name()));
        }
        for (var draft : drafts) {
            var own = byRoot.getOrDefault(draft.name(), List.of());
            if (!own.isEmpty()) {
                var sized = estimated.stream()
                        .filter(e -> e.index().candidate().equals(draft.name()))
                        .toList();
                remember(draft, qualified.of(draft.name(), draft.definition()), own, sized);
            }
        }
        StatisticsRestorer.restore(session, statistics);
        sizes.write(session, changed);
    }

    private static CandidateSizes.Wanted wanted(Draft draft, CreatedIndex index, QualifiedDefinitions qualified) {
        return new CandidateSizes.Wanted(
                index,
                draft.definition(),
                qualified.of(draft.name(), draft.definition()),
                qualified.operatorClasses(draft.name()),
                Objects.requireNonNull(draft.entries().get(index.table())));
    }

    private void remember(
            Draft draft, IndexDefinition qualified, List<CreatedIndex> own, List<CandidateSizes.Estimated> sized) {
        double rows =
                draft.entries().values().stream().mapToDouble(Entries::rows).sum();
        long pages = sized.stream().mapToLong(e -> e.size().pages()).sum();
        boolean unseen = sized.stream().anyMatch(CandidateSizes.Estimated::unseen);
        var candidate = new Candidate(draft.name(), draft.definition(), pages * SparseFiles.PAGE, rows, unseen);
        made.put(
                draft.definition(),
                new Made(
                        candidate,
                        qualified,
                        own.stream().map(i -> i.stored().oid()).toList()));
        own.forEach(index -> {
            if (!index.stored().name().name().equals(draft.name())) {
                partitionNames.put(index.stored().name().name(), draft.name());
            }
        });
    }

    IndexDefinition qualified(Candidate candidate) {
        return known(candidate).qualified();
    }

    private Made known(Candidate candidate) {
        var known = made.get(candidate.definition());
        if (known == null) {
            throw Problem.internal("the twin was never given the candidate " + candidate.definition(), null);
        }
        return known;
    }

    List<Long> oids(Collection<Candidate> candidates) {
        return candidates.stream().flatMap(c -> known(c).oids().stream()).toList();
    }

    /** Plans name a candidate's partitions like the candidate. */
    Answer renamed(Answer answer) {
        if (partitionNames.isEmpty() || !(answer instanceof Answer.Planned(var question, var plan))) {
            return answer;
        }
        return new Answer.Planned(question, new Plan(renamed(plan.root()), plan.planningMs(), plan.executionMs()));
    }

    private PlanNode renamed(PlanNode node) {
        var index = node.index();
        return new PlanNode(
                node.type(),
                node.relation(),
                node.alias(),
                index == null ? null : partitionNames.getOrDefault(index, index),
                node.startupCost(),
                node.totalCost(),
                node.rows(),
                node.width(),
                node.details(),
                node.keys(),
                node.actual(),
                node.children().stream().map(this::renamed).toList());
    }
}

package io.howdah.engine.apply;

import io.howdah.engine.apply.batch.EncodingPlans;
import io.howdah.engine.apply.partition.Conversion;
import io.howdah.engine.apply.partition.CopiedConversion;
import io.howdah.engine.apply.partition.UpkeepPlans;
import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.apply.security.AuditPlans;
import io.howdah.engine.apply.security.TenantPlans;
import io.howdah.engine.apply.shadow.Rewrites;
import io.howdah.engine.apply.shadow.ShadowPlan;
import io.howdah.engine.apply.table.InPlacePlans;
import io.howdah.engine.apply.table.TypePlan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.ClusterTable;
import io.howdah.engine.change.CopyIntoPartitions;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.InPlaceChange;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.change.PartitionUpkeep;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.change.Step;
import io.howdah.engine.change.StopAudit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes steps of changes, having looked at everything that could stand against them. */
final class Plans {

    private final Session session;
    private final List<String> problems;
    private final List<PlannedStep> plans = new ArrayList<>();
    private final Set<QualifiedName> madeHere = new HashSet<>();
    private final Set<QualifiedName> droppedHere = new HashSet<>();
    private final List<CreateExtension> extensionsHere = new ArrayList<>();
    private final StatisticsPlans statistics;
    private final InPlacePlans inPlace;

    private Plans(Session session, List<String> problems) {
        this.session = session;
        this.problems = problems;
        statistics = new StatisticsPlans(session, problems);
        inPlace = new InPlacePlans(session, problems, plans);
    }

    /** @param problems what stands against them is added here */
    static List<PlannedStep> of(Session session, List<? extends Change> changes, List<String> problems)
            throws SQLException {
        var all = new Plans(session, problems);
        renamedAlone(changes, problems);
        for (Change change : changes) {
            switch (change) {
                case CreateExtension extension -> all.extension(extension);
                case CreateIndex create -> all.create(create);
                case DropIndex drop -> all.drop(drop);
                case ReindexIndex reindex -> all.reindex(reindex);
                case CreateStatistics create -> all.statistics(create);
                case SetStatisticsTarget target -> all.target(target);
                case InPlaceChange small -> all.inPlace.add(small);
                case RewriteTable rewrite -> all.rewrite(rewrite);
                case ClusterTable cluster -> all.cluster(cluster);
                case AuditTables audit -> all.plans.addAll(new AuditPlans(session, problems).steps(audit));
                case StopAudit stop -> all.plans.addAll(new AuditPlans(session, problems).steps(stop));
                case SecureTenants secure -> all.secure(secure);
                case PartitionTable partition -> all.partition(partition);
                case CopyIntoPartitions copy -> all.copyIntoPartitions(copy);
                case PartitionUpkeep upkeep -> all.plans.addAll(UpkeepPlans.of(session, upkeep, problems));
                case EncodeColumns encode -> all.encode(encode);
            }
        }
        return List.copyOf(all.plans);
    }

    /** Whatever comes with it would find the view where it was planned for the table. */
    private static void renamedAlone(List<? extends Change> changes, List<String> problems) {
        changes.stream()
                .filter(change -> change instanceof RenameColumn && changes.size() > 1)
                .findFirst()
                .ifPresent(rename -> problems.add("To " + rename.summary()
                        + " is a change of its own, as a view has the table's name until it is finished;"
                        + " give it alone, and the others before it or when it is finished"));
    }

    static PlannedStep plan(
            Kind kind,
            @Nullable LiveTable table,
            QualifiedName object,
            List<Step> steps,
            List<Step> undo,
            StepState state) {
        return PlannedStep.of(
                kind,
                table == null ? 0 : table.oid(),
                table == null ? null : table.name(),
                object,
                sql(steps),
                sql(undo),
                state);
    }

    private static List<String> sql(List<Step> steps) {
        return steps.stream().map(Step::sql).toList();
    }

    private void extension(CreateExtension change) throws SQLException {
        if (extensionsHere.stream().anyMatch(e -> e.name().equals(change.name()))) {
            return;
        }
        boolean there =
                ExtensionCreation.LiveExtension.named(session, change.name()).isPresent();
        var problem = there ? Optional.<String>empty() : ExtensionCheck.problem(session, change);
        if (problem.isPresent()) {
            problems.add(problem.get());
            return;
        }
        if (!there) {
            extensionsHere.add(change);
        }
        var state = there ? StepState.ALREADY : StepState.PLANNED;
        plans.add(plan(Kind.CREATE_EXTENSION, null, change.qualified(), change.steps(), change.undo(), state));
    }

    private void create(CreateIndex change) throws SQLException {
        var table = changeable(change.table());
        if (table.isEmpty()) {
            return;
        }
        if (!madeHere.add(change.indexName())) {
            problems.add("Two indexes are to be called " + change.indexName());
            return;
        }
        try {
            var body = Draft.body(session, change, extensionsHere);
            if (table.get().partitioned()) {
                new PartitionedPlan(session, problems, change, body).add(table.get(), plans);
                return;
            }
            stateOf(change, body)
                    .ifPresent(state -> plans.add(plan(
                            Kind.CREATE_INDEX, table.get(), change.indexName(), change.steps(), change.undo(), state)));
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            problems.add(
                    "Index " + change.name() + " on " + change.table() + " cannot be made: " + Refusals.message(e));
        }
    }

    private void rewrite(RewriteTable change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            var inCatalog = TypePlan.of(session, table.get(), change);
            plans.addAll(inCatalog.isPresent() ? inCatalog.get() : Rewrites.of(session, problems, table.get(), change));
        }
    }

    private void cluster(ClusterTable change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            plans.addAll(ShadowPlan.of(session, problems, table.get(), change));
        }
    }

    /** Whether the index is there already; empty, with a problem noted, where its name means something else. */
    private Optional<StepState> stateOf(CreateIndex change, String body) throws SQLException {
        var name = change.indexName();
        if (droppedHere.contains(name)) {
            return Optional.of(StepState.PLANNED);
        }
        return new Taken(session, problems).stateOf(name, change.table(), body);
    }

    private void drop(DropIndex change) throws SQLException {
        var name = change.index().name();
        var table = changeable(change.table()).filter(t -> holdsRows(t, "dropped"));
        if (table.isEmpty()) {
            return;
        }
        droppedHere.add(name);
        var present = LiveIndex.named(session, name);
        if (present.isPresent() && present.get().neededBy() != null) {
            problems.add("Index " + name + " cannot be dropped: it is needed by "
                    + present.get().neededBy());
            return;
        }
        if (present.isPresent() && isOther(change.index().definitionSql(), change.table(), present.get())) {
            return;
        }
        var state = present.isPresent() ? StepState.PLANNED : StepState.ALREADY;
        plans.add(plan(Kind.DROP_INDEX, table.get(), name, change.steps(), change.undo(), state));
    }

    private void statistics(CreateStatistics change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            statistics.create(table.get(), change).ifPresent(plans::add);
        }
    }

    private void target(SetStatisticsTarget change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            statistics.target(table.get(), change).ifPresent(plans::add);
        }
    }

    private void secure(SecureTenants change) throws SQLException {
        var tenants = new TenantPlans(session, change, problems);
        var secured = tenants.steps();
        for (CreateIndex missing : tenants.missingIndexes()) {
            create(missing);
        }
        plans.addAll(secured);
    }

    private void partition(PartitionTable change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            plans.addAll(Conversion.plan(session, table.get(), change, problems));
        }
    }

    private void copyIntoPartitions(CopyIntoPartitions change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            plans.addAll(CopiedConversion.plan(session, table.get(), change, problems));
        }
    }

    private void encode(EncodeColumns change) throws SQLException {
        var table = changeable(change.table());
        if (table.isPresent()) {
            plans.addAll(EncodingPlans.of(session, table.get(), change, problems));
        }
    }

    private void reindex(ReindexIndex change) throws SQLException {
        var name = change.index().name();
        var table = changeable(change.table()).filter(t -> holdsRows(t, "rebuilt"));
        if (table.isEmpty()) {
            return;
        }
        var present = LiveIndex.named(session, name);
        if (present.isEmpty()) {
            problems.add("There is no index " + name + " (any more)");
            return;
        }
        if (session.holds(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = CAST(? AS oid) AND contype = 'x')",
                present.get().oid())) {
            problems.add(
                    "Index " + name + " enforces an exclusion constraint, and PostgreSQL cannot rebuild those online");
            return;
        }
        if (!isOther(change.index().definitionSql(), change.table(), present.get())) {
            plans.add(plan(Kind.REINDEX_INDEX, table.get(), name, change.steps(), change.undo(), StepState.PLANNED));
        }
    }

    /**
     * Whether the index of the name is no longer the one meant, with a problem noted. Compared where the catalog's text names
     * the table in full as ours does; a text under a search path cannot be.
     */
    private boolean isOther(String known, QualifiedName table, LiveIndex index) {
        boolean differs = known.contains(" ON " + index.table().quoted() + " ") && !known.equals(index.definition());
        if (index.table().equals(table) && !differs) {
            return false;
        }
        problems.add("Index " + index.name() + " is no longer what it was when it was looked at; it is now: "
                + index.definition());
        return true;
    }

    private boolean holdsRows(LiveTable table, String done) {
        if (table.partitioned()) {
            problems.add("Table " + table.name() + " is partitioned, and PostgreSQL lets indexes be " + done
                    + " online only on each partition by itself; name the partitions");
        }
        return !table.partitioned();
    }

    /** The table, if it can be changed by us; else a problem is noted. */
    private Optional<LiveTable> changeable(QualifiedName name) throws SQLException {
        var found = LiveTable.named(session, name);
        var problem = found.isEmpty()
                ? Optional.of("There is no table " + name)
                : found.get().problem(session);
        problem.filter(p -> !problems.contains(p)).ifPresent(problems::add);
        return problem.isPresent() ? Optional.empty() : found;
    }
}

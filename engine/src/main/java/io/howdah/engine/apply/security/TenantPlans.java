package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.JournalSchema;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.Partition;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SecureTenants.Stage;
import io.howdah.engine.change.SecureTenants.TenantTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes steps of the separation of tenants: each table in a transaction of its own, so that never more than one is locked, and a set
 * that was stopped half way is gone on with. A table's partitions come after it, as they can be named by themselves.
 */
public final class TenantPlans {

    private final Session session;
    private final List<String> problems;
    private final SecureTenants change;

    /** @param problems where it is noted what stands against it */
    public TenantPlans(Session session, SecureTenants change, List<String> problems) {
        this.session = session;
        this.change = change;
        this.problems = problems;
    }

    /** Indexes that begin with the tenant, for tables that have none; to be made before. */
    public List<CreateIndex> missingIndexes() throws SQLException {
        var missing = new ArrayList<CreateIndex>();
        for (TenantTable wanted : change.stage() == Stage.ENFORCE ? change.tables() : List.<TenantTable>of()) {
            var table = LiveTable.named(session, wanted.table());
            var secured = table.isEmpty()
                    ? Optional.<SecuredTable>empty()
                    : SecuredTable.read(session, table.get(), wanted.column());
            if (secured.isPresent() && !secured.get().indexed(session)) {
                missing.add(index(secured.get()));
            }
        }
        return missing;
    }

    private CreateIndex index(SecuredTable table) throws SQLException {
        var name = table.table().name();
        var partitions = new ArrayList<Partition>();
        for (LiveTable part : table.table().partitioned() ? table.table().partitions(session) : List.<LiveTable>of()) {
            partitions.add(
                    new Partition(part.name(), java.util.Objects.requireNonNull(part.parent()), part.partitioned()));
        }
        return new CreateIndex(
                Name.limited(name.name() + "_" + table.column() + "_idx"),
                IndexDefinition.btree(name, List.of(IndexKey.on(table.column()))),
                List.copyOf(partitions));
    }

    public List<PlannedStep> steps() throws SQLException {
        new TenantChecks(session, change, problems).check();
        var steps = new ArrayList<PlannedStep>();
        for (TenantTable wanted : change.tables()) {
            var table = LiveTable.named(session, wanted.table());
            if (table.isEmpty()) {
                problems.add("There is no table " + wanted.table());
                continue;
            }
            add(table.get(), wanted.column(), steps);
            for (LiveTable part : table.get().partitioned() ? table.get().partitions(session) : List.<LiveTable>of()) {
                add(part, wanted.column(), steps);
            }
        }
        return steps;
    }

    private void add(LiveTable table, String column, List<PlannedStep> steps) throws SQLException {
        var secured = SecuredTable.read(session, table, column);
        var problem = table.problem(session)
                .or(() -> secured.isEmpty()
                        ? Optional.of("Table " + table.name() + " has no column " + column)
                        : problem(secured.get()));
        problem.filter(p -> !problems.contains(p)).ifPresent(problems::add);
        if (problem.isEmpty()) {
            steps.add(step(secured.orElseThrow()));
        }
    }

    private static Optional<String> problem(SecuredTable table) {
        var name = table.table().name();
        if (table.table().kind().equals("m")) {
            return Optional.of(name + " is a materialized view, which row-level security does not hold for");
        }
        if (table.type() == null) {
            return Optional.of(
                    "Column " + table.column() + " of table " + name
                            + " is of a type that is not PostgreSQL's own; tenants can be told apart by its own types and enums");
        }
        if (!table.enabled() && (table.others() > 0 || table.condition() != null || table.access())) {
            return Optional.of("Table " + name + " has policies that are not in force, as its row-level security is"
                    + " disabled; they would come into force with ours. Drop them, or enable it first");
        }
        return Optional.empty();
    }

    private PlannedStep step(SecuredTable table) throws SQLException {
        var policy = new TenantPolicy(table, change.setting());
        return change.stage() == Stage.OBSERVE ? observing(table, policy) : enforcing(table, policy);
    }

    private PlannedStep observing(SecuredTable table, TenantPolicy policy) throws SQLException {
        int version = session.first(
                        "SELECT pg_catalog.current_setting('server_version_num')::int / 10000", row -> row.getInt(1))
                .orElseThrow();
        if (table.condition() != null && !table.observed()) {
            problems.add("Table " + table.table().name() + " keeps tenants apart already (policy " + TenantPolicy.NAME
                    + "); undo that to observe");
        }
        return planned(table, "observe the separation of tenants on ", policy.observe(version), policy.unobserve())
                .state(table.observed() ? StepState.ALREADY : StepState.PLANNED);
    }

    private PlannedStep enforcing(SecuredTable table, TenantPolicy policy) throws SQLException {
        var trial = new TenantTrial(table, change.setting(), change.roles(), table.columns(session));
        var step = planned(table, "keep tenants apart on ", policy.enforce(trial), policy.unenforce());
        if (table.condition() == null || table.observed()) {
            return step;
        }
        boolean same =
                table.condition().equals(written(table, policy.condition())) && table.enabled() && table.forced();
        if (!same) {
            problems.add("Table " + table.table().name() + " has a policy " + TenantPolicy.NAME
                    + " with another condition: " + table.condition() + "; undo or drop it first");
        }
        return step.state(StepState.ALREADY);
    }

    private static PlannedStep planned(SecuredTable table, String what, List<String> sql, List<String> undo) {
        return PlannedStep.on(
                        Kind.TRANSACTION, table.table(), what + table.table().name(), sql)
                .object(new QualifiedName(
                        table.table().name().schema(), table.table().name().name()))
                .undo(undo);
    }

    /** The condition as the server would write it down. */
    private String written(SecuredTable table, String condition) throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            session.execute("SET LOCAL lock_timeout = '1s'");
            session.execute("CREATE TEMPORARY TABLE howdah_draft (LIKE " + table.quoted() + ")");
            session.execute("CREATE POLICY draft ON pg_temp.howdah_draft USING (" + condition + ")");
            return session.first(
                            "SELECT pg_catalog.pg_get_expr(polqual, polrelid) FROM pg_catalog.pg_policy"
                                    + " WHERE polrelid = 'pg_temp.howdah_draft'::regclass",
                            row -> row.getString(1))
                    .orElseThrow();
        } finally {
            session.connection().rollback();
            session.connection().setAutoCommit(true);
        }
    }

    /** Whether the journal's schema can take what observation needs. */
    static boolean mayObserve(Session session) throws SQLException {
        return !JournalSchema.exists(session)
                || session.holds("SELECT pg_catalog.has_schema_privilege('howdah', 'CREATE')");
    }
}

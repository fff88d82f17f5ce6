package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the planners of one set of changes share: the session, what stands against them, the steps so far, and what those steps do. */
final class Planning {

    private final Session session;
    private final List<String> problems;
    private final List<PlannedStep> plans;
    private final Map<QualifiedName, List<String>> actions = new HashMap<>();
    private final Map<QualifiedName, List<AddColumn>> added = new HashMap<>();
    private final Set<List<Object>> dropped = new HashSet<>();
    private final Set<List<Object>> made = new HashSet<>();

    Planning(Session session, List<String> problems, List<PlannedStep> plans) {
        this.session = session;
        this.problems = problems;
        this.plans = plans;
    }

    Session session() {
        return session;
    }

    void problem(String text) {
        if (!problems.contains(text)) {
            problems.add(text);
        }
    }

    void add(PlannedStep step) {
        plans.add(step);
    }

    /** The table, if it can be changed by us; else a problem is noted. */
    Optional<LiveTable> table(QualifiedName name) throws SQLException {
        var found = LiveTable.named(session, name);
        var problem = found.isEmpty()
                ? Optional.of("There is no table " + name)
                : found.get().kind().equals("m")
                        ? Optional.of(name + " is a materialized view, and not a table")
                        : found.get().problem(session);
        problem.ifPresent(this::problem);
        return problem.isPresent() ? Optional.empty() : found;
    }

    /** The column, there already or added by an earlier change of the set; else a problem is noted. */
    Optional<LiveColumn> column(LiveTable table, String name) throws SQLException {
        var found = LiveColumn.of(session, table.oid(), name)
                .or(() -> addedHere(table, name).map(Planning::added));
        if (found.isEmpty()) {
            problem("Table " + table.name() + " has no column " + name);
        }
        return found;
    }

    private static LiveColumn added(AddColumn column) {
        return new LiveColumn(
                0, column.column(), column.type(), column.notNull(), column.defaultValue(), "", "", false);
    }

    Optional<AddColumn> addedHere(LiveTable table, String column) {
        return added.getOrDefault(table.name(), List.of()).stream()
                .filter(a -> a.column().equals(column))
                .findFirst();
    }

    boolean addsColumns(LiveTable table) {
        return added.containsKey(table.name());
    }

    void adds(LiveTable table, AddColumn column) {
        added.computeIfAbsent(table.name(), t -> new ArrayList<>()).add(column);
    }

    /** Notes that a constraint is dropped by this set of changes. */
    void drops(LiveTable table, String constraint) {
        dropped.add(List.of(table.name(), constraint));
    }

    boolean isDropped(LiveTable table, String constraint) {
        return dropped.contains(List.of(table.name(), constraint));
    }

    /** The constraints of a table that this set of changes does not drop. */
    List<LiveConstraint> constraints(LiveTable table) throws SQLException {
        return LiveConstraint.all(session, table.oid()).stream()
                .filter(k -> !isDropped(table, k.name()))
                .toList();
    }

    /** Notes that a name of a constraint is used by this set of changes. */
    void makes(LiveTable table, String constraint) {
        made.add(List.of(table.name(), constraint));
    }

    boolean isMade(LiveTable table, String constraint) {
        return made.contains(List.of(table.name(), constraint));
    }

    /** A table like this one, to try actions of ALTER TABLE on after those that were tried before. */
    Draft draft(LiveTable table) {
        return new Draft(session, table, actions.computeIfAbsent(table.name(), t -> new ArrayList<>()));
    }

    Offenders offenders(LiveTable table) {
        return new Offenders(session, table);
    }

    /** Statements in one transaction. */
    static PlannedStep together(LiveTable table, String summary, List<String> sql) {
        return PlannedStep.on(Kind.TRANSACTION, table, summary, sql);
    }

    static StepState state(boolean already) {
        return already ? StepState.ALREADY : StepState.PLANNED;
    }
}

package io.howdah.engine.apply;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.PartitionedIndex;
import io.howdah.engine.change.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the steps of an index on a partitioned table, of the partitions that are there now. An index that a partition has
 * already and that is like the wanted one becomes its part.
 */
final class PartitionedPlan {

    private final Session session;
    private final List<String> problems;
    private final CreateIndex change;
    private final PartitionedIndex index;
    private final String body;
    private final Taken taken;

    /** @param body of the definition, as the server writes it */
    PartitionedPlan(Session session, List<String> problems, CreateIndex change, String body) {
        this.session = session;
        this.problems = problems;
        this.change = change;
        this.index = change.partitioned();
        this.body = body;
        this.taken = new Taken(session, problems);
    }

    void add(LiveTable root, List<PlannedStep> into) throws SQLException {
        parent(root, into);
        for (LiveTable partition : root.partitions(session)) {
            var problem = problem(partition);
            if (problem.isPresent()) {
                problems.add(problem.get());
            } else if (!attached(partition, into)) {
                part(partition, into);
            }
        }
    }

    private Optional<String> problem(LiveTable partition) throws SQLException {
        return partition.kind().equals("f")
                ? Optional.of("Partition " + partition.name()
                        + " is a foreign table, which has no indexes, so an index on the whole would never become valid;"
                        + " make it on the other partitions one by one")
                : partition.problem(session);
    }

    private void parent(LiveTable table, List<PlannedStep> into) throws SQLException {
        taken.stateOf(index.on(table.name()), table.name(), body)
                .ifPresent(state -> into.add(Plans.plan(
                        Kind.CREATE_PARENT_INDEX,
                        table,
                        index.on(table.name()),
                        List.of(index.empty(table.name())),
                        List.of(index.drop(table.name())),
                        state)));
    }

    /** Whether one of the partition's indexes is a part of the whole already. */
    private boolean attached(LiveTable partition, List<PlannedStep> into) throws SQLException {
        var whole = index.on(parentOf(partition));
        var part = LiveIndex.on(session, partition.oid()).stream()
                .filter(i -> whole.equals(i.partOf()))
                .findFirst();
        part.ifPresent(i -> {
            into.add(there(partition, i));
            into.add(attachment(partition, i.name(), StepState.ALREADY));
        });
        return part.isPresent();
    }

    private void part(LiveTable partition, List<PlannedStep> into) throws SQLException {
        var like = LiveIndex.on(session, partition.oid()).stream()
                .filter(i -> i.partOf() == null && i.body().equals(body))
                .filter(i -> !i.name().equals(index.on(partition.name())))
                .filter(i -> i.valid() || i.parent())
                .findFirst();
        if (like.isPresent() && like.get().parent()) {
            problems.add("Partition " + partition.name() + " has partitions in its turn and the index "
                    + like.get().name() + " like the wanted one on these; undo could not take them apart again;"
                    + " make the index on the other partitions one by one");
            return;
        }
        if (like.isPresent()) {
            into.add(there(partition, like.get()));
            into.add(attachment(partition, like.get().name(), StepState.PLANNED));
            return;
        }
        make(partition, into);
        into.add(attachment(partition, index.on(partition.name()), StepState.PLANNED));
    }

    private void make(LiveTable partition, List<PlannedStep> into) throws SQLException {
        if (partition.partitioned()) {
            parent(partition, into);
            return;
        }
        var name = index.on(partition.name());
        var steps = Stream.concat(Stream.of(index.build(partition.name())), change.analyze(partition.name()).stream())
                .toList();
        taken.stateOf(name, partition.name(), body)
                .ifPresent(state ->
                        into.add(Plans.plan(Kind.CREATE_INDEX, partition, name, steps, List.of(dropped(name)), state)));
    }

    private static Step dropped(QualifiedName name) {
        return new Step("DROP INDEX CONCURRENTLY IF EXISTS " + name.quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true);
    }

    private static PlannedStep there(LiveTable partition, LiveIndex like) {
        var kind = like.parent() ? Kind.CREATE_PARENT_INDEX : Kind.CREATE_INDEX;
        return Plans.plan(kind, partition, like.name(), List.of(), List.of(), StepState.ALREADY);
    }

    private PlannedStep attachment(LiveTable partition, QualifiedName part, StepState state) {
        var step = index.attach(parentOf(partition), part);
        return Plans.plan(Kind.ATTACH_INDEX, partition, part, List.of(step), List.of(), state);
    }

    private static QualifiedName parentOf(LiveTable partition) {
        return Objects.requireNonNull(partition.parent());
    }
}

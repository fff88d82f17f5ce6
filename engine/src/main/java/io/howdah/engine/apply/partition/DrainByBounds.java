package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the default partition the partition of the range that its rows lie in. No row changes its place. A check, validated while the
 * table is in use, says that they all lie there, so that nothing is read under the lock; until the exchange it refuses rows of other
 * ranges that have no partition.
 */
final class DrainByBounds {

    private final DividedTable table;
    private final NewPartitions partitions;
    private final PartitionPolicy policy;

    DrainByBounds(DividedTable table, NewPartitions partitions, PartitionPolicy policy) {
        this.table = table;
        this.partitions = partitions;
        this.policy = policy;
    }

    List<PlannedStep> steps(QualifiedName from, Piece piece, Grid grid) throws SQLException {
        boolean again = !Boolean.FALSE.equals(policy.wantsDefault());
        var bound = partitions.bound(grid, piece);
        var name = partitions.name(grid.label(piece.from()));
        var fresh = Names.working(from);
        var steps = new ArrayList<PlannedStep>();
        if (again) {
            steps.add(partitions
                    .step(
                            Kind.TRANSACTION,
                            fresh,
                            "make a new default partition beside " + from,
                            partitions.statements(fresh))
                    .undo(List.of("DROP TABLE IF EXISTS " + fresh.quoted())));
        }
        var add = NewPartitions.addCheck(from, bound) + " NOT VALID";
        steps.add(partitions
                .step(
                        Kind.TRANSACTION,
                        from,
                        "have " + from + " take only " + bound.reach() + " until it is the partition for that",
                        List.of(ask(from), add))
                .undo(List.of(ask(from), NewPartitions.dropCheck(from))));
        steps.add(partitions.step(
                Kind.LONG_STATEMENT, from, "check that all its rows are such", List.of(validate(from))));
        steps.add(partitions
                .step(
                        Kind.TRANSACTION,
                        from,
                        "make " + from + " the partition " + name,
                        forth(from, name, fresh, bound, again))
                .undo(back(from, name, fresh, again)));
        steps.add(partitions
                .step(Kind.LONG_STATEMENT, from, "check its rows, in undo", List.of())
                .undo(List.of(validate(name))));
        steps.add(partitions
                .step(
                        Kind.TRANSACTION,
                        name,
                        "drop that check of " + name + ", as its bounds say the same now",
                        List.of(ask(name), NewPartitions.dropCheck(name)))
                .undo(List.of(ask(name), NewPartitions.addCheck(name, bound) + " NOT VALID")));
        return steps;
    }

    private List<String> forth(
            QualifiedName from, QualifiedName name, QualifiedName fresh, Bound bound, boolean again) {
        var all = new ArrayList<>(partitions.takingApart(from).toList());
        all.add(detach(from));
        all.add(rename(from, name));
        all.addAll(partitions.attached(name, bound.forValues()));
        if (again) {
            all.add(rename(fresh, from));
            all.addAll(partitions.attached(from, "DEFAULT"));
        }
        return all;
    }

    private List<String> back(QualifiedName from, QualifiedName name, QualifiedName fresh, boolean again) {
        var all = new ArrayList<String>();
        if (again) {
            all.addAll(partitions.takingApart(from).toList());
        } else {
            all.addAll(partitions
                    .takingApart(name)
                    .filter(ask -> !ask.equals(ask(from)))
                    .toList());
        }
        all.add(ask(name));
        if (again) {
            all.add(NewPartitions.mustBeEmpty(from));
            all.add(detach(from));
            all.add(rename(from, fresh));
        }
        all.add(detach(name));
        all.add(rename(name, from));
        all.addAll(partitions.attached(from, "DEFAULT"));
        return all.stream().distinct().toList();
    }

    private static String ask(QualifiedName name) {
        return Locks.ask(name.quoted(), NewPartitions.EXCLUSIVE);
    }

    private static String validate(QualifiedName name) {
        return "ALTER TABLE " + name.quoted() + " VALIDATE CONSTRAINT " + ConversionSteps.CHECK;
    }

    private String detach(QualifiedName name) {
        return Detachment.detach(table.name(), name, false);
    }

    private static String rename(QualifiedName from, QualifiedName to) {
        return "ALTER TABLE " + from.quoted() + " RENAME TO " + Name.quoted(to.name());
    }
}

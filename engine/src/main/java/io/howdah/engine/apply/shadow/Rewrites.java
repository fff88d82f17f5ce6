package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.engine.change.RewriteTable.Wish;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The steps of a rewrite: of one table, or of all that a key's new type takes. */
public final class Rewrites {

    private static final Pattern COLLATED = Pattern.compile("(?is).*\\scollate\\s.*");

    private final Session session;
    private final List<String> problems;
    private final RewriteTable change;

    private Rewrites(Session session, List<String> problems, RewriteTable change) {
        this.session = session;
        this.problems = problems;
        this.change = change;
    }

    /** @param problems what stands against the rewrite is added here */
    public static List<PlannedStep> of(Session session, List<String> problems, LiveTable table, RewriteTable change)
            throws SQLException {
        var collated = change.types().stream()
                .filter(t -> COLLATED.matcher(t.type()).matches())
                .toList();
        if (!collated.isEmpty()) {
            collated.forEach(t -> problems.add("Column " + t.column() + " of table " + table.name()
                    + " would have to be written anew for another collation, and that is not done here; add a column with"
                    + " that collation instead"));
            return List.of();
        }
        var rewrites = new Rewrites(session, problems, ShadowPlan.withIntegersByName(session, change));
        return change.wants(Wish.WITH_REFERENCES) ? rewrites.withReferences(table) : rewrites.alone(table);
    }

    private List<PlannedStep> alone(LiveTable table) throws SQLException {
        var steps = ShadowPlan.of(session, problems, table, change, Company.NONE);
        var left = new ArrayList<Reference>();
        for (NewType type : change.types()) {
            if (isWider(table, type)) {
                Reference.to(session, table.oid(), type.column()).stream()
                        .filter(r -> r.isNarrowerThan(type.type()))
                        .forEach(left::add);
            }
        }
        return steps.isEmpty() || left.isEmpty() ? steps : noted(steps, left);
    }

    private boolean isWider(LiveTable table, NewType type) throws SQLException {
        return type.using() == null
                && LiveColumn.of(session, table.oid(), type.column())
                        .flatMap(c -> Narrower.of(c.name(), c.type(), type.type()))
                        .isPresent();
    }

    private static List<PlannedStep> noted(List<PlannedStep> steps, List<Reference> left) {
        var all = new ArrayList<>(steps);
        all.set(
                0,
                all.getFirst()
                        .note("What refers to it stays as it is and holds no more than before: "
                                + left.stream()
                                        .map(r -> r.place() + " (" + r.type() + ")")
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + "; --with-references changes that too"));
        return List.copyOf(all);
    }

    private PlannedStep already(LiveTable table) {
        var types = change.types().stream()
                .map(t -> "column " + t.column() + " " + t.type())
                .collect(Collectors.joining(", "));
        return PlannedStep.on(
                        Kind.TRANSACTION,
                        table,
                        "make " + types + " of table " + table.name() + ", with all that refers to it",
                        List.of())
                .state(StepState.ALREADY);
    }

    /** What removes the old tables comes in the other order, so that none goes to which another still refers. */
    private List<PlannedStep> withReferences(LiveTable table) throws SQLException {
        var group = Group.of(session, problems, table, change);
        var steps = new ArrayList<PlannedStep>();
        var finish = new ArrayList<PlannedStep>();
        var before = new ArrayList<LiveTable>();
        for (Group.Member member : group.inOrder()) {
            var planned = ShadowPlan.of(
                    session, problems, member.table(), member.change(), new Company(List.copyOf(before), group.oids()));
            if (planned.isEmpty()) {
                continue;
            }
            steps.add(
                    member.why().isEmpty()
                            ? planned.getFirst()
                            : planned.getFirst().note(member.why()));
            planned.stream().skip(1).filter(s -> !s.atFinish()).forEach(steps::add);
            finish.addAll(0, planned.stream().filter(PlannedStep::atFinish).toList());
            before.add(member.table());
        }
        steps.addAll(finish);
        return group.oids().isEmpty() ? List.of(already(table)) : List.copyOf(steps);
    }
}

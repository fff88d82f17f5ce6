package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.AddCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds a check in two steps: for new rows, under a lock for a moment; and for those that are there, beside everybody's work. */
final class CheckPlan {

    private final Planning planning;

    CheckPlan(Planning planning) {
        this.planning = planning;
    }

    void add(LiveTable table, AddCheck change) throws SQLException {
        var there = planning.constraints(table);
        var draft = planning.draft(table).constraint(change.definition());
        var names = new ConstraintNames(planning, table, there);
        var name = names.of(change.name(), draft, "check");
        var present = there.stream().filter(k -> k.name().equals(name)).findFirst();
        if (present.isPresent() && !names.isSame(present.get(), draft)) {
            names.taken(present.get());
            return;
        }
        var offending = change.validated() && !planning.addsColumns(table) && present.isEmpty()
                ? planning.offenders(table).where("NOT (" + change.expression() + ")")
                : Optional.<String>empty();
        if (offending.isPresent()) {
            planning.problem("Check (" + change.expression() + ") cannot be added to " + table.name()
                    + ", because it does not hold for " + offending.get() + ". Mend these rows first");
            return;
        }
        planning.makes(table, name);
        planning.add(unchecked(table, name, change).state(Planning.state(present.isPresent())));
        if (change.validated()) {
            boolean valid = present.filter(LiveConstraint::validated).isPresent();
            planning.add(validation(planning, table, name, draft.ownCode())
                    .state(valid ? StepState.ALREADY : StepState.PLANNED));
        }
    }

    private PlannedStep unchecked(LiveTable table, String name, AddCheck change) throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(table.name()));
        sql.addAll(Ddl.inUsersPath(
                planning.session(),
                List.of(Ddl.alter(
                        table.name(),
                        "ADD CONSTRAINT " + Name.quoted(name) + " " + change.definition() + " NOT VALID"))));
        return Planning.together(table, "add check " + Name.quoted(name) + " to " + table.name() + " for new rows", sql)
                .undo(List.of(Ddl.ask(table.name()), Ddl.dropConstraintIfExists(table.name(), name)));
    }

    /** Looks at the rows that are there; where the constraint calls functions of users', in the search path that they are written for. */
    static PlannedStep validation(Planning planning, LiveTable table, String name, boolean ownCode)
            throws SQLException {
        return PlannedStep.on(
                Kind.LONG_STATEMENT,
                table,
                "look at the rows of " + table.name() + " for constraint " + Name.quoted(name),
                validating(planning, table, name, ownCode));
    }

    static List<String> validating(Planning planning, LiveTable table, String name, boolean ownCode)
            throws SQLException {
        var validate = Ddl.validate(table.name(), name);
        if (!ownCode) {
            return List.of(validate);
        }
        var path = Name.literal(Ddl.path(planning.session()));
        return List.of(
                "SELECT pg_catalog.set_config('search_path', " + path + ", false)",
                validate,
                "SET search_path = pg_catalog");
    }
}

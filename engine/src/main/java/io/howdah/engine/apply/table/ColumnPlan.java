package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.DropColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Adds columns where no row has to be written anew, and drops them by hiding them first. */
final class ColumnPlan {

    private static final String IS_PARTITION =
            "SELECT relispartition FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)";

    private final Planning planning;

    ColumnPlan(Planning planning) {
        this.planning = planning;
    }

    void add(LiveTable table, AddColumn change) throws SQLException {
        var action = "ADD COLUMN " + Name.quoted(change.column()) + " " + change.definition();
        var there = LiveColumn.of(planning.session(), table.oid(), change.column());
        if (there.isPresent()) {
            if (change.ifNotExists()
                    || isSame(there.get(), planning.draft(table).column(action, change.column()))) {
                planning.add(adding(table, change, action).state(StepState.ALREADY));
            } else {
                planning.problem("Table " + table.name() + " has a column " + Name.quoted(change.column())
                        + " already, and it is another: it is of type "
                        + there.get().type());
            }
        } else if (mayBeAdded(table, change, action)) {
            planning.adds(table, change);
            planning.add(adding(table, change, action));
        }
    }

    private static boolean isSame(LiveColumn one, LiveColumn other) {
        return one.type().equals(other.type())
                && one.notNull() == other.notNull()
                && one.generated().equals(other.generated())
                && Objects.equals(one.defaultValue(), other.defaultValue());
    }

    private boolean mayBeAdded(LiveTable table, AddColumn change, String action) throws SQLException {
        var what = "Column " + Name.quoted(change.column()) + " cannot be added to " + table.name() + " online: ";
        if (planning.session().holds(IS_PARTITION, table.oid())) {
            planning.problem(what + "the table is a partition; add the column to the table that it is a part of");
            return false;
        }
        if (planning.draft(table).rewrites(action)) {
            planning.problem(what + "PostgreSQL would write every row anew under a lock, since " + reason(change));
            return false;
        }
        boolean empty = change.notNull() && change.defaultValue() == null;
        if (empty
                && planning.session()
                        .holds("SELECT EXISTS (SELECT FROM " + table.name().quoted() + ")")) {
            planning.problem(
                    what + "it is NOT NULL without a default, and the table has rows; give it a DEFAULT, or add it"
                            + " without NOT NULL, fill it, and set it NOT NULL then");
            return false;
        }
        return true;
    }

    private static String reason(AddColumn change) {
        var definition = change.definition().toLowerCase(Locale.ROOT);
        if (definition.contains("generated") && definition.contains("identity")) {
            return "an identity gives each row a number; add the column without it, fill it, and make it an identity then";
        }
        if (definition.contains("generated")) {
            return "a stored generated column is computed for each row; add a plain column, keep it by a trigger, and fill it;"
                    + " or make it VIRTUAL where the server is PostgreSQL 18";
        }
        if (change.type().toLowerCase(Locale.ROOT).matches(".*serial[248]?")) {
            return "a serial gives each row a number; add the column as an integer, fill it, and make it an identity then";
        }
        return change.defaultValue() == null
                ? "its type is a domain with a constraint; use the type beneath it, and a check"
                : "the default " + change.defaultValue()
                        + " may be another for each row; add the column without it, SET"
                        + " DEFAULT, and fill the rows that are there in batches";
    }

    private PlannedStep adding(LiveTable table, AddColumn change, String action) throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(table.name()));
        sql.addAll(Ddl.inUsersPath(planning.session(), List.of(Ddl.alter(table.name(), action))));
        return Planning.together(table, change.summary(), sql)
                .undo(List.of(
                        Ddl.ask(table.name()),
                        Ddl.alter(table.name(), "DROP COLUMN IF EXISTS " + Name.quoted(change.column()))));
    }

    void drop(LiveTable table, DropColumn change) throws SQLException {
        var found = LiveColumn.of(planning.session(), table.oid(), change.column());
        if (found.isEmpty()) {
            gone(table, change);
            return;
        }
        var column = found.get();
        if (mayBeDropped(table, column)) {
            if (column.notNull()
                    && column.defaultValue() == null
                    && column.identity().isEmpty()) {
                planning.add(NotNullPlan.relax(table, change.column()));
            }
            planning.add(hiding(table, change));
            planning.add(removal(table, change));
        }
    }

    /** Hidden already by an application that was stopped, or never there. */
    private void gone(LiveTable table, DropColumn change) throws SQLException {
        boolean hidden =
                LiveColumn.of(planning.session(), table.oid(), change.hidden()).isPresent();
        if (!hidden && !change.ifExists()) {
            planning.problem("Table " + table.name() + " has no column " + change.column());
            return;
        }
        planning.add(hiding(table, change).state(StepState.ALREADY));
        if (hidden) {
            planning.add(removal(table, change));
        }
    }

    private boolean mayBeDropped(LiveTable table, LiveColumn column) throws SQLException {
        var what = "Column " + Name.quoted(column.name()) + " of " + table.name() + " cannot be dropped: ";
        if (column.inherited()) {
            planning.problem(what + "it comes from the table that this one is a part of; drop it there");
            return false;
        }
        var needed = new ColumnUses(planning).of(table, column);
        if (!needed.isEmpty()) {
            planning.problem(
                    what + "it is needed by " + String.join(", ", needed) + "; drop or change what needs it first");
        }
        return needed.isEmpty();
    }

    private static PlannedStep hiding(LiveTable table, DropColumn change) {
        return Planning.together(
                        table,
                        "hide column " + Name.quoted(change.column()) + " of " + table.name() + " as "
                                + Name.quoted(change.hidden()),
                        rename(table, change.column(), change.hidden()))
                .undo(rename(table, change.hidden(), change.column()));
    }

    private static List<String> rename(LiveTable table, String from, String to) {
        return List.of(
                Ddl.ask(table.name()),
                Ddl.alter(table.name(), "RENAME COLUMN " + Name.quoted(from) + " TO " + Name.quoted(to)));
    }

    private static PlannedStep removal(LiveTable table, DropColumn change) {
        return Planning.together(
                        table,
                        change.summary(),
                        List.of(
                                Ddl.ask(table.name()),
                                Ddl.alter(table.name(), "DROP COLUMN IF EXISTS " + Name.quoted(change.hidden()))))
                .finishing();
    }
}

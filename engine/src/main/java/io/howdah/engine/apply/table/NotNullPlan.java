package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Promises that a column holds no null, or takes the promise back.
 *
 * <p>SET NOT NULL alone reads the whole table under ACCESS EXCLUSIVE. A valid check of the same content is proof for the server (12 and
 * later), and can be made valid while everybody works; so one is added, validated, and dropped once the promise is made.
 */
final class NotNullPlan {

    /** Children, at all levels, of which the column is promised to hold no null by themselves. */
    private static final String CHILDREN = """
            WITH RECURSIVE child (oid) AS (
              SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = CAST(? AS oid)
              UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN child c ON i.inhparent = c.oid)
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
              FROM child JOIN pg_catalog.pg_class c USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = ? AND a.attnotnull
             ORDER BY 1 LIMIT 1""";

    private final Planning planning;

    NotNullPlan(Planning planning) {
        this.planning = planning;
    }

    /** The check that is there only until the promise is made. */
    private static String check(String column) {
        return Name.limited("howdah_not_null_" + column);
    }

    void set(LiveTable table, String name) throws SQLException {
        var found = planning.column(table, name);
        if (found.isEmpty()) {
            return;
        }
        if (found.get().notNull()) {
            planning.add(step3(table, name).state(Planning.state(true)));
            return;
        }
        if (mayBeSet(table, found.get())) {
            var there = LiveConstraint.named(planning.session(), table, check(name));
            planning.add(step1(table, name).state(Planning.state(there.isPresent())));
            planning.add(step2(table, name)
                    .state(Planning.state(
                            there.filter(LiveConstraint::validated).isPresent())));
            planning.add(step3(table, name));
        }
    }

    private boolean mayBeSet(LiveTable table, LiveColumn column) throws SQLException {
        var child = planning.session().first(CHILDREN, row -> row.getString(1), table.oid(), column.name());
        child.ifPresent(c -> planning.problem("Column " + Name.quoted(column.name()) + " of " + c
                + " is NOT NULL already, which undo could not give back to it; set it on each of the other parts of "
                + table.name() + " first"));
        var nulls = nulls(table, column);
        nulls.ifPresent(rows -> planning.problem("Column " + Name.quoted(column.name()) + " of " + table.name()
                + " cannot be NOT NULL, because it is null in " + rows + ". Give these rows a value first"));
        return child.isEmpty() && nulls.isEmpty();
    }

    private Optional<String> nulls(LiveTable table, LiveColumn column) throws SQLException {
        if (column.number() > 0) {
            return planning.offenders(table).where("t." + Name.quoted(column.name()) + " IS NULL");
        }
        return column.defaultValue() == null ? planning.offenders(table).where("true") : Optional.empty();
    }

    private static String add(LiveTable table, String column) {
        return Ddl.alter(
                table.name(),
                "ADD CONSTRAINT " + Name.quoted(check(column)) + " CHECK (" + Name.quoted(column)
                        + " IS NOT NULL) NOT VALID");
    }

    private static List<String> promise(LiveTable table, String column) {
        return List.of(
                Ddl.ask(table.name()),
                Ddl.alterColumn(table.name(), column, "SET NOT NULL"),
                Ddl.dropConstraintIfExists(table.name(), check(column)));
    }

    private static PlannedStep step1(LiveTable table, String column) {
        return Planning.together(
                        table,
                        "keep nulls out of column " + Name.quoted(column) + " of " + table.name() + " from now on",
                        List.of(Ddl.ask(table.name()), add(table, column)))
                .undo(List.of(Ddl.ask(table.name()), Ddl.dropConstraintIfExists(table.name(), check(column))));
    }

    private static PlannedStep step2(LiveTable table, String column) {
        return PlannedStep.on(
                Kind.LONG_STATEMENT,
                table,
                "look for nulls in column " + Name.quoted(column) + " of " + table.name(),
                List.of(Ddl.validate(table.name(), check(column))));
    }

    private static PlannedStep step3(LiveTable table, String column) {
        return Planning.together(
                        table,
                        "set column " + Name.quoted(column) + " of " + table.name() + " not null",
                        promise(table, column))
                .undo(List.of(Ddl.ask(table.name()), Ddl.alterColumn(table.name(), column, "DROP NOT NULL")));
    }

    void drop(LiveTable table, String name) throws SQLException {
        var found = planning.column(table, name);
        if (found.isEmpty()) {
            return;
        }
        var key = LiveConstraint.all(planning.session(), table.oid()).stream()
                .filter(k -> k.type().equals("p") && k.columns().contains(name) && !planning.isDropped(table, k.name()))
                .findFirst();
        if (key.isPresent()) {
            planning.problem("Column " + Name.quoted(name) + " of " + table.name() + " is a part of the primary key "
                    + Name.quoted(key.get().name()) + " and cannot be null");
        } else if (!found.get().identity().isEmpty()) {
            planning.problem(
                    "Column " + Name.quoted(name) + " of " + table.name() + " is an identity and cannot be null");
        } else {
            planning.add(relax(table, name).state(Planning.state(!found.get().notNull())));
        }
    }

    /** Lets it be null; taken back as the promise is made, in parts. */
    static PlannedStep relax(LiveTable table, String column) {
        var undo = new ArrayList<String>();
        undo.add(Ddl.ask(table.name()));
        undo.add(Ddl.dropConstraintIfExists(table.name(), check(column)));
        undo.add(add(table, column));
        undo.add(Ddl.validate(table.name(), check(column)));
        undo.addAll(promise(table, column));
        return PlannedStep.on(
                        Kind.IN_PARTS,
                        table,
                        "let column " + Name.quoted(column) + " of " + table.name() + " be null",
                        List.of(Ddl.ask(table.name()), Ddl.alterColumn(table.name(), column, "DROP NOT NULL")))
                .undo(undo);
    }
}

package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.StampUpdates;
import java.sql.SQLException;
import java.util.List;

/** A trigger that writes the time into a column whenever something of a row is other than before. */
final class StampPlan {

    /** Triggers before an update whose function sets the column. */
    private static final String SET_ALREADY = """
            SELECT pg_catalog.format('trigger %I, which calls %s', t.tgname, p.oid::regprocedure)
              FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
             WHERE t.tgrelid = CAST(? AS oid) AND NOT t.tgisinternal AND t.tgtype & 2 = 2 AND t.tgtype & 16 = 16
               AND t.tgname <> ? AND p.prosrc ~* ('new\\.\\W?' || ? || '\\M\\W?\\s*:?=')
             LIMIT 1""";

    private final Planning planning;

    StampPlan(Planning planning) {
        this.planning = planning;
    }

    void add(LiveTable table, StampUpdates change) throws SQLException {
        var found = planning.column(table, change.column());
        if (found.isEmpty()) {
            return;
        }
        var what = "Column " + Name.quoted(change.column()) + " of " + table.name();
        if (!found.get().type().startsWith("timestamp")) {
            planning.problem(what + " is of type " + found.get().type() + "; the time goes into a timestamptz");
            return;
        }
        var name = Name.limited("howdah_stamp_" + table.name().name() + "_" + change.column());
        var there = planning.session()
                .first(SET_ALREADY, row -> row.getString(1), table.oid(), name, pattern(change.column()));
        if (there.isPresent()) {
            planning.problem(what + " is set already by " + there.get());
            return;
        }
        plan(table, change, name);
    }

    private static String pattern(String column) {
        return column.replaceAll("([^A-Za-z0-9_])", "\\\\$1");
    }

    private void plan(LiveTable table, StampUpdates change, String name) throws SQLException {
        var function = new QualifiedName(table.name().schema(), name).quoted() + "()";
        boolean already = planning.session()
                .holds(
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = CAST(? AS oid) AND tgname = ?)",
                        table.oid(),
                        name);
        var ask = Locks.ask(table.name().quoted(), Ddl.SHARE_ROW_EXCLUSIVE);
        var sql = List.of(
                ask,
                "CREATE FUNCTION " + function + " RETURNS trigger LANGUAGE plpgsql AS "
                        + Name.literal(
                                "BEGIN NEW." + Name.quoted(change.column()) + " := pg_catalog.now(); RETURN NEW; END"),
                "CREATE TRIGGER " + Name.quoted(name) + " BEFORE UPDATE ON "
                        + table.name().quoted() + " FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "
                        + function);
        planning.add(Planning.together(table, change.summary(), sql)
                .undo(List.of(
                        Ddl.ask(table.name()),
                        "DROP TRIGGER IF EXISTS " + Name.quoted(name) + " ON "
                                + table.name().quoted(),
                        "DROP FUNCTION IF EXISTS " + function))
                .state(already ? StepState.ALREADY : StepState.PLANNED));
    }
}

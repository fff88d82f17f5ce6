package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.SetDefault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets a column's default, which concerns new rows only; undo gives back the earlier one, unless somebody has set another since. */
final class DefaultPlan {

    private final Planning planning;

    DefaultPlan(Planning planning) {
        this.planning = planning;
    }

    void set(LiveTable table, SetDefault change) throws SQLException {
        var found = planning.column(table, change.column()).filter(column -> mayHaveOne(table, column));
        if (found.isEmpty()) {
            return;
        }
        var column = found.get();
        var written = written(table, change);
        boolean already = column.number() > 0 && Objects.equals(written, column.defaultValue());
        planning.add(Planning.together(table, change.summary(), sql(change))
                .undo(undo(table, column, written))
                .state(Planning.state(already)));
    }

    private boolean mayHaveOne(LiveTable table, LiveColumn column) {
        if (!column.generated().isEmpty() || !column.identity().isEmpty()) {
            planning.problem("Column " + Name.quoted(column.name()) + " of " + table.name() + " is "
                    + (column.generated().isEmpty() ? "an identity" : "generated") + " and has no default to change");
            return false;
        }
        return true;
    }

    /** As the server writes it down; it judges the expression, too. */
    private @Nullable String written(LiveTable table, SetDefault change) throws SQLException {
        return change.expression() == null ? null : planning.draft(table).defaultValue(action(change), change.column());
    }

    private static String action(SetDefault change) {
        return "ALTER COLUMN " + Name.quoted(change.column())
                + (change.expression() == null ? " DROP DEFAULT" : " SET DEFAULT " + change.expression());
    }

    private List<String> sql(SetDefault change) throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(change.table()));
        sql.addAll(Ddl.inUsersPath(planning.session(), List.of(Ddl.alter(change.table(), action(change)))));
        return sql;
    }

    private static List<String> undo(LiveTable table, LiveColumn column, @Nullable String written) {
        if (column.number() == 0) {
            return List.of();
        }
        var earlier = column.defaultValue();
        var now = "(SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d"
                + " WHERE d.adrelid = " + Ddl.oid(table.name()) + " AND d.adnum = " + column.number() + ")";
        var same = now + (written == null ? " IS NULL" : " IS NOT DISTINCT FROM " + Name.literal(written));
        return List.of(
                Ddl.ask(table.name()),
                Ddl.guard(
                        same,
                        "the default of column " + column.name() + " of " + table.name()
                                + " is no longer the one that Howdah set (" + (written == null ? "none" : written)
                                + "); it is left as it is. Set it to that, then undo again"),
                Ddl.alterColumn(
                        table.name(), column.name(), earlier == null ? "DROP DEFAULT" : "SET DEFAULT " + earlier));
    }
}

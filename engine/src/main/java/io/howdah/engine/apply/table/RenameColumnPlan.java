package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.RenameColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renames a column, so that releases of the application that know the one name work beside those that know the other.
 *
 * <p>In one transaction the column gets its new name, the table another one, and a view the table's name. The view shows the columns
 * in their order, the renamed one under its new name, and at the end the same column once more under its old one; whoever writes the
 * one writes the other. When the change is finished the view goes and the table gets its name back.
 */
final class RenameColumnPlan {

    private static final String NOTE =
            "until it is finished the table's name belongs to a view, which COPY FROM, TRUNCATE and ON CONFLICT ON CONSTRAINT"
                    + " do not know, and in which no key is seen; stop all that uses the old name before howdah finish";

    private final Planning planning;

    RenameColumnPlan(Planning planning) {
        this.planning = planning;
    }

    void rename(LiveTable table, RenameColumn change) throws SQLException {
        var problems = new RenameObstacles(planning.session(), table, change).all();
        problems.forEach(planning::problem);
        if (problems.isEmpty()) {
            planning.add(Planning.together(
                            table, change.summary() + ", with a view that shows both names", forth(table, change))
                    .undo(back(change))
                    .note(NOTE));
            planning.add(Planning.together(
                            table, "drop the view " + table.name() + " and give the table its name back", end(change))
                    .finishing());
        }
    }

    private List<String> forth(LiveTable table, RenameColumn change) throws SQLException {
        var columns = LiveColumn.of(planning.session(), table.oid()).stream()
                .map(LiveColumn::name)
                .toList();
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(table.name()));
        sql.add(asPlanned(change, columns));
        sql.add(renaming(table.name(), change.column(), change.newName()));
        sql.add(Ddl.alter(table.name(), "RENAME TO " + Name.quoted(change.base().name())));
        sql.addAll(new StandInView(planning.session(), table, change.base()).sql(shown(change, columns)));
        return sql;
    }

    private static List<StandInView.Shown> shown(RenameColumn change, List<String> columns) {
        var renamed = new StandInView.Shown(change.column(), change.newName(), change.newName());
        var once = columns.stream().map(c -> c.equals(change.column()) ? renamed : StandInView.Shown.same(c));
        var again = new StandInView.Shown(change.column(), change.newName(), change.column());
        return Stream.concat(once, Stream.of(again)).toList();
    }

    /** A column that came since would not be in the view. */
    private static String asPlanned(RenameColumn change, List<String> columns) {
        var names = columns.stream().map(Name::literal).collect(Collectors.joining(", "));
        return Ddl.guard(
                "(SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a"
                        + " WHERE a.attrelid = " + Ddl.oid(change.table())
                        + " AND a.attnum > 0 AND NOT a.attisdropped) = ARRAY[" + names + "]::text[]",
                "The columns of " + change.table()
                        + " are no longer those that the view was planned for; undo this change, and give it again");
    }

    private static List<String> back(RenameColumn change) {
        return List.of(
                Ddl.ask(change.table()),
                Ddl.ask(change.base()),
                dropView(change),
                nameBack(change),
                renaming(change.table(), change.newName(), change.column()));
    }

    private static List<String> end(RenameColumn change) {
        return List.of(Ddl.ask(change.table()), Ddl.ask(change.base()), dropView(change), nameBack(change));
    }

    private static String dropView(RenameColumn change) {
        return "DROP VIEW " + change.table().quoted();
    }

    private static String nameBack(RenameColumn change) {
        return Ddl.alter(
                change.base(), "RENAME TO " + Name.quoted(change.table().name()));
    }

    private static String renaming(QualifiedName table, String from, String to) {
        return Ddl.alter(table, "RENAME COLUMN " + Name.quoted(from) + " TO " + Name.quoted(to));
    }
}

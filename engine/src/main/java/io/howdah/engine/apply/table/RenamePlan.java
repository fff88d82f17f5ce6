package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.RenameTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Renames a table, and makes a view of the old name in the same transaction, through which rows are read and written as before, by
 * whoever could. The view goes when the change is finished.
 */
final class RenamePlan {

    private final Planning planning;

    RenamePlan(Planning planning) {
        this.planning = planning;
    }

    void rename(LiveTable table, RenameTable change) throws SQLException {
        var renamed = change.renamed();
        var view = new StandInView(planning.session(), table, renamed);
        var problem = view.problem("rename it when nothing uses the old name any more");
        if (StandInView.isTaken(planning.session(), renamed)) {
            planning.problem("The name " + renamed + " belongs to something else already");
        } else if (problem.isPresent()) {
            planning.problem(problem.get());
        } else {
            planning.add(Planning.together(
                            table, change.summary() + ", with a view of the old name", sql(view, table, renamed))
                    .undo(List.of(
                            Ddl.ask(table.name()),
                            Ddl.ask(renamed),
                            "DROP VIEW " + table.name().quoted(),
                            Ddl.alter(
                                    renamed,
                                    "RENAME TO " + Name.quoted(table.name().name())))));
            planning.add(Planning.together(
                            table,
                            "drop the view of the old name " + table.name(),
                            List.of("DROP VIEW IF EXISTS " + table.name().quoted()))
                    .finishing());
        }
    }

    private List<String> sql(StandInView view, LiveTable table, QualifiedName renamed) throws SQLException {
        var columns = LiveColumn.of(planning.session(), table.oid()).stream()
                .map(column -> StandInView.Shown.same(column.name()))
                .toList();
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(table.name()));
        sql.add(Ddl.alter(table.name(), "RENAME TO " + Name.quoted(renamed.name())));
        sql.addAll(view.sql(columns));
        return sql;
    }
}

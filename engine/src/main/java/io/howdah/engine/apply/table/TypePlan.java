package io.howdah.engine.apply.table;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * New types that only the catalog has to know, such as a longer {@code varchar}: PostgreSQL leaves every row and every index as it
 * is. Whether it would is tried on an empty temporary copy. Where more than an index depends on a column (a foreign key, a check, a
 * view, a policy), PostgreSQL would read rows or ask for locks on other tables, so such columns are left to the copy.
 */
public final class TypePlan {

    /** What is about the column, other than indexes, their constraints, its default and its sequence; and what would not stay. */
    private static final String MORE_THAN_INDEXES = """
            SELECT EXISTS (
              SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
               WHERE a.attrelid = CAST(? AS oid) AND a.attname = ANY (CAST(? AS text[]))
                 AND (a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attgenerated <> '' OR EXISTS (
                   SELECT FROM pg_catalog.pg_depend d
                     LEFT JOIN pg_catalog.pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
                     LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
                     LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
                    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                      AND NOT coalesce(c.relkind IN ('i', 'S'), false)
                      AND NOT coalesce(f.adrelid = a.attrelid AND f.adnum = a.attnum, false)
                      AND NOT coalesce(k.contype IN ('p', 'u', 'n'), false))))
                OR EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE CAST(? AS oid) IN (inhrelid, inhparent))""";

    private static final String NOTE =
            "PostgreSQL has nothing to write for it but the catalog. The way back may have it look at each"
                    + " row: undo does that where it is done within the limit for locks, and is refused where it is not";

    private final Session session;
    private final LiveTable table;
    private final RewriteTable change;

    private TypePlan(Session session, LiveTable table, RewriteTable change) {
        this.session = session;
        this.table = table;
        this.change = change;
    }

    /** The steps; empty where the rows have to be written anew. */
    public static Optional<List<PlannedStep>> of(Session session, LiveTable table, RewriteTable change)
            throws SQLException {
        boolean plain = change.types().stream().allMatch(t -> t.using() == null && t.back() == null);
        return plain
                        && !change.types().isEmpty()
                        && change.dropped().isEmpty()
                        && !change.wants(RewriteTable.Wish.WITH_REFERENCES)
                        && table.kind().equals("r")
                ? new TypePlan(session, table, change).steps()
                : Optional.empty();
    }

    private Optional<List<PlannedStep>> steps() throws SQLException {
        var names = change.types().stream().map(NewType::column).toList();
        if (session.holds(MORE_THAN_INDEXES, table.oid(), session.array(names), table.oid())) {
            return Optional.empty();
        }
        try {
            var actions = change.types().stream().map(NewType::sql).collect(joining(", "));
            var after = new Draft(session, table, new ArrayList<>()).unwritten(actions, names);
            return after.isPresent() ? Optional.of(steps(names, after.get())) : Optional.empty();
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private List<PlannedStep> steps(List<String> names, List<String> after) throws SQLException {
        var before = new ArrayList<String>();
        for (String name : names) {
            before.add(Draft.type(session, table.oid(), name));
        }
        boolean same = before.equals(after);
        var make = Planning.together(
                        table, "make " + columns(names, after) + " of table " + table.name(), alter(names, after))
                .undo(alter(names, before))
                .state(Planning.state(same));
        return same ? List.of(make) : List.of(analyze(names, true), make.note(NOTE), analyze(names, false));
    }

    private List<String> alter(List<String> names, List<String> types) {
        var actions = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            actions.add("ALTER COLUMN " + Name.quoted(names.get(i)) + " TYPE " + types.get(i));
        }
        return List.of(Ddl.ask(table.name()), Ddl.alter(table.name(), String.join(", ", actions)));
    }

    private static String columns(List<String> names, List<String> types) {
        var said = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            said.add("column " + names.get(i) + " " + types.get(i));
        }
        return String.join(", ", said);
    }

    /** With a type, PostgreSQL forgets what it has gathered of a column. The first step is undone last. */
    private PlannedStep analyze(List<String> names, boolean inUndo) {
        var sql = List.of("ANALYZE " + table.name().quoted() + " (" + Ddl.columns(names) + ")");
        var step = PlannedStep.on(
                Kind.LONG_STATEMENT,
                table,
                "gather statistics of " + String.join(", ", names) + " of table " + table.name()
                        + (inUndo ? ", in undo" : ""),
                inUndo ? List.of() : sql);
        return inUndo ? step.undo(sql) : step;
    }
}

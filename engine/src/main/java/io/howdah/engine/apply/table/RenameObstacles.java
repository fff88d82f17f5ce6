package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StandIn;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.RenameColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may stand against a view in a table's place, of which one column has two names; each said with what can be done. */
final class RenameObstacles {

    private static final String TREE = """
            WITH RECURSIVE tree(oid) AS (
              SELECT CAST(? AS oid) UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
            """;

    private static final String HAS_COLUMN = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute
                            WHERE attrelid = CAST(? AS oid) AND attname = ? AND NOT attisdropped)""";

    private static final String OF_A_TYPE = "SELECT reloftype <> 0 FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)";

    private static final String OWNER_MAY_NOT_CREATE = """
            SELECT NOT pg_catalog.has_schema_privilege(c.relowner, c.relnamespace, 'CREATE')
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = current_user AND (rolsuper OR oid = c.relowner))
              FROM pg_catalog.pg_class c WHERE c.oid = CAST(? AS oid)""";

    /** Views show rows of the table as what they are, whatever its name is. */
    private static final String USES_OF_ITS_TYPE = """
            SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
              FROM pg_catalog.pg_type t JOIN pg_catalog.pg_depend d ON d.refobjid IN (t.oid, t.typarray)
             WHERE t.typrelid = CAST(? AS oid) AND d.refclassid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'n'
               AND d.classid <> 'pg_catalog.pg_rewrite'::regclass
             ORDER BY 1""";

    private static final String PUBLICATIONS = TREE + """
            SELECT p.pubname FROM pg_catalog.pg_publication p
             WHERE EXISTS (SELECT FROM pg_catalog.pg_get_publication_tables(p.pubname) t WHERE t.relid IN (SELECT oid FROM tree))
             ORDER BY 1""";

    private static final String IS_KEPT_AHEAD =
            "SELECT EXISTS (SELECT FROM howdah.partitioned WHERE table_schema = ? AND table_name = ?)";

    private final Session session;
    private final LiveTable table;
    private final RenameColumn change;

    RenameObstacles(Session session, LiveTable table, RenameColumn change) {
        this.session = session;
        this.table = table;
        this.change = change;
    }

    List<String> all() throws SQLException {
        var found = LiveColumn.of(session, table.oid(), change.column());
        if (found.isEmpty()) {
            return List.of("Table " + table.name() + " has no column " + change.column()
                    + (has(change.newName()) ? "; it has a column " + change.newName() + " already" : ""));
        }
        var problems = new ArrayList<String>();
        ofTheNames(found.get()).ifPresent(problems::add);
        ofTheView(problems);
        ofOthers(problems);
        return problems;
    }

    private boolean has(String column) throws SQLException {
        return session.holds(HAS_COLUMN, table.oid(), column);
    }

    private Optional<String> ofTheNames(LiveColumn column) throws SQLException {
        var what = "Column " + Name.quoted(column.name()) + " of " + table.name() + " cannot be renamed: ";
        if (column.name().equals(change.newName())) {
            return Optional.of(what + "it is called that already");
        }
        if (!change.newName().equals(Name.limited(change.newName()))) {
            return Optional.of(what + "names have 63 bytes at most");
        }
        if (has(change.newName())) {
            return Optional.of(what + "there is a column " + Name.quoted(change.newName()) + " already");
        }
        if (column.inherited()) {
            return Optional.of(what + "it comes from the table that this one is a part of; rename it there");
        }
        return session.holds(OF_A_TYPE, table.oid())
                ? Optional.of(what + "the table is one of a type, and has the columns of that")
                : Optional.empty();
    }

    private void ofTheView(List<String> problems) throws SQLException {
        if (StandInView.isTaken(session, change.base())) {
            problems.add("The name " + change.base()
                    + ", which the table is to have meanwhile, belongs to something else already");
        }
        new StandInView(session, table, change.base())
                .problem("rename it when nothing uses the old name any more")
                .ifPresent(problems::add);
        if (session.holds(OWNER_MAY_NOT_CREATE, table.oid())) {
            problems.add("The owner of table " + table.name() + " is to own a view beside it, and may not create one in"
                    + " schema " + table.name().schema() + "; run: GRANT CREATE ON SCHEMA … TO …");
        }
        for (String user : session.query(USES_OF_ITS_TYPE, row -> row.getString(1), table.oid())) {
            problems.add("The rows of a view are not of the type of table " + table.name() + ", which " + user
                    + " is made for; make it for a type of its own first");
        }
    }

    private void ofOthers(List<String> problems) throws SQLException {
        problems.addAll(new TriggerWords(session, table).against(change));
        for (String publication : session.query(PUBLICATIONS, row -> row.getString(1), table.oid())) {
            problems.add("Publication " + publication + " has table " + table.name()
                    + ", and subscribers go by the names of tables and columns: they would stop for want of "
                    + change.base() + "; take the table out of the publication first");
        }
        StandIn.unfinished(session, table.name())
                .ifPresent(number -> problems.add("Change " + number + " of table " + table.name()
                        + " keeps something by the table's name until it is finished; end it first with howdah finish "
                        + number + ", or take it back with howdah undo " + number));
        if (isKeptAhead()) {
            problems.add("The partitions of table " + table.name()
                    + " are kept by howdah partition maintain, which goes by the table's name and would find a view");
        }
    }

    private boolean isKeptAhead() throws SQLException {
        return session.holds(
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                                + " ON n.oid = c.relnamespace WHERE n.nspname = 'howdah' AND c.relname = 'partitioned'"
                                + " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))")
                && session.holds(
                        IS_KEPT_AHEAD, table.name().schema(), table.name().name());
    }
}

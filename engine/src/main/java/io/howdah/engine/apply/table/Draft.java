package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An empty temporary copy of a table on which actions of ALTER TABLE are tried, in a transaction that is rolled back: the server itself
 * says whether they are sound, how it would write them down, and whether it would write every row anew.
 */
final class Draft {

    private static final String COPY = "pg_temp.howdah_draft";
    private static final String FILE = "SELECT pg_catalog.pg_relation_filenode('" + COPY + "'::regclass)";

    private static final String TYPE = """
            SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
                     || coalesce(' COLLATE ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.collname), '')
              FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation AND a.attcollation <> t.typcollation
              LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
             WHERE a.attrelid = CAST(? AS oid) AND a.attname = ?""";

    private static final String FILES = "SELECT pg_catalog.pg_relation_filenode(oid) AS file FROM pg_catalog.pg_class"
            + " WHERE oid = '" + COPY + "'::regclass OR oid IN (SELECT indexrelid FROM pg_catalog.pg_index"
            + " WHERE indrelid = '" + COPY + "'::regclass) ORDER BY file";

    private final Session session;
    private final LiveTable table;
    private final List<String> before;

    /** @param before actions that will have been carried out by then; one that is tried with success is added */
    Draft(Session session, LiveTable table, List<String> before) {
        this.session = session;
        this.table = table;
        this.before = before;
    }

    /** Whether the server would write every row anew. */
    boolean rewrites(String action) throws SQLException {
        var files = new long[2];
        trying(() -> {
            files[0] = file();
            act(action);
            files[1] = file();
        });
        before.add(action);
        return files[0] != files[1];
    }

    /** The types that columns have after an action that leaves the rows and every index as they are; empty where it does not. */
    Optional<List<String>> unwritten(String action, List<String> columns) throws SQLException {
        var files = new ArrayList<List<Long>>();
        var types = new ArrayList<String>();
        trying(" INCLUDING INDEXES", () -> {
            files.add(files());
            act(action);
            files.add(files());
            session.execute("SET LOCAL search_path = pg_catalog");
            for (String column : columns) {
                types.add(type(session, copy(), column));
            }
        });
        return files.getFirst().equals(files.getLast()) ? Optional.of(List.copyOf(types)) : Optional.empty();
    }

    /** The type of a column, with the collation that it does not have by itself. */
    static String type(Session session, long table, String column) throws SQLException {
        return session.first(TYPE, row -> row.getString(1), table, column).orElseThrow();
    }

    private List<Long> files() throws SQLException {
        return session.query(FILES, row -> row.getLong(1));
    }

    /** How the server writes down a constraint. */
    LiveConstraint constraint(String definition) throws SQLException {
        var name = "howdah_draft_" + before.size();
        var action = "ADD CONSTRAINT " + name + " " + definition;
        var found = new LiveConstraint[1];
        trying(() -> {
            act(action);
            session.execute("SET LOCAL search_path = pg_catalog");
            found[0] = LiveConstraint.all(session, copy()).stream()
                    .filter(k -> k.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        });
        before.add(action);
        return found[0];
    }

    /** How the server writes down the default of a column after an action. */
    String defaultValue(String action, String column) throws SQLException {
        var found = new String[1];
        trying(() -> {
            act(action);
            session.execute("SET LOCAL search_path = pg_catalog");
            found[0] = session.first(
                            "SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d"
                                    + " JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
                                    + " WHERE d.adrelid = '" + COPY + "'::regclass AND a.attname = ?",
                            row -> row.getString(1),
                            column)
                    .orElse("");
        });
        before.add(action);
        return found[0];
    }

    /** A column as it is after it was added; in the place of one that is there, if there is. */
    LiveColumn column(String action, String name) throws SQLException {
        var found = new LiveColumn[1];
        trying(() -> {
            act("DROP COLUMN IF EXISTS " + Name.quoted(name) + " CASCADE");
            act(action);
            session.execute("SET LOCAL search_path = pg_catalog");
            found[0] = LiveColumn.of(session, copy(), name).orElseThrow();
        });
        return found[0];
    }

    private long copy() throws SQLException {
        return session.first("SELECT '" + COPY + "'::regclass::oid::bigint", row -> row.getLong(1))
                .orElseThrow();
    }

    private long file() throws SQLException {
        return session.first(FILE, row -> row.getLong(1)).orElseThrow();
    }

    private void act(String action) throws SQLException {
        session.execute("ALTER TABLE " + COPY + " " + action);
    }

    private void trying(Session.Work work) throws SQLException {
        trying("", work);
    }

    private void trying(String also, Session.Work work) throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            session.execute("SET LOCAL lock_timeout = '1s'");
            session.execute(
                    "SELECT pg_catalog.set_config('search_path', " + Name.literal(Ddl.path(session)) + ", true)");
            session.execute(
                    "CREATE TEMPORARY TABLE howdah_draft (LIKE " + table.name().quoted()
                            + " INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY" + also + ")");
            for (String action : before) {
                act(action);
            }
            work.run();
        } finally {
            if (session.alive()) {
                session.connection().rollback();
                session.connection().setAutoCommit(true);
            }
        }
    }
}

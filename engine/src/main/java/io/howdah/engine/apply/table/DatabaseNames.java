package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.Sessions;
import java.sql.SQLException;
import java.util.Optional;

/** What the names of tables and indexes mean in the user's own sessions: with the search path that these begin with. */
public final class DatabaseNames {

    private static final String FIND = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = pg_catalog.to_regclass(?)""";

    private final Sessions sessions;

    public DatabaseNames(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The table, view, index or sequence that a name means, if there is one; quoted as SQL needs it, with a schema or without. */
    public Optional<QualifiedName> relation(String quoted) {
        try (var session = new Session(sessions.writing())) {
            session.set("search_path", Ddl.path(session));
            return session.first(FIND, row -> new QualifiedName(row.getString(1), row.getString(2)), quoted);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking for " + quoted);
        }
    }

    /** The schema that what is made without a schema goes to. */
    public String schema() {
        try (var session = new Session(sessions.writing())) {
            session.set("search_path", Ddl.path(session));
            return session.first("SELECT current_schema()", row -> row.getString(1))
                    .orElse("public");
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking for the search path");
        }
    }

    /** The search path in which names without a schema are looked for. */
    public String path() {
        try (var session = new Session(sessions.writing())) {
            return Ddl.path(session);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking for the search path");
        }
    }
}

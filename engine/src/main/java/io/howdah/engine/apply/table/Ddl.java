package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements that the planners put together. */
final class Ddl {

    static final String ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE";
    static final String SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE";
    static final String SHARE_UPDATE_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE";

    private Ddl() {}

    /** With all its partitions, as ALTER TABLE takes them. */
    static String ask(QualifiedName table) {
        return Locks.ask(table.quoted(), ACCESS_EXCLUSIVE);
    }

    static String alter(QualifiedName table, String action) {
        return "ALTER TABLE " + table.quoted() + " " + action;
    }

    static String alterColumn(QualifiedName table, String column, String action) {
        return alter(table, "ALTER COLUMN " + Name.quoted(column) + " " + action);
    }

    static String dropConstraintIfExists(QualifiedName table, String constraint) {
        return alter(table, "DROP CONSTRAINT IF EXISTS " + Name.quoted(constraint));
    }

    static String validate(QualifiedName table, String constraint) {
        return alter(table, "VALIDATE CONSTRAINT " + Name.quoted(constraint));
    }

    static String columns(Collection<String> names) {
        return names.stream().map(Name::quoted).collect(Collectors.joining(", "));
    }

    /** What statements mean by names without a schema is what it is in the user's own sessions. */
    static List<String> inUsersPath(Session session, List<String> statements) throws SQLException {
        return Stream.of(
                        Stream.of("SELECT pg_catalog.set_config('search_path', " + Name.literal(path(session))
                                + ", true)"),
                        statements.stream(),
                        Stream.of("SET LOCAL search_path = pg_catalog"))
                .flatMap(s -> s)
                .toList();
    }

    /** The search path that sessions of our role have in this database when they begin. */
    static String path(Session session) throws SQLException {
        return session.first(
                        "SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'search_path'",
                        row -> row.getString(1))
                .orElse("\"$user\", public");
    }

    /** Fails, with a text for people, where a condition does not hold; so that undo does not overwrite what others did since. */
    static String guard(String condition, String text) {
        return "DO "
                + Name.literal("BEGIN IF NOT (" + condition + ") THEN RAISE EXCEPTION USING MESSAGE = "
                        + Name.literal(text) + "; END IF; END");
    }

    /** The oid of a table, within a statement. */
    static String oid(QualifiedName table) {
        return "pg_catalog.to_regclass(" + Name.literal(table.quoted()) + ")";
    }
}

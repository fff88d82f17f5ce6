package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of the user's as the target database has it now.
 *
 * @param state as ALTER TABLE has it: {@code DISABLE}, {@code ENABLE REPLICA} or {@code ENABLE ALWAYS}; null where it just fires
 * @param perRowWithRows whether it is one of those, for each row with the changed rows as a table, that a partition cannot have
 */
record LiveTrigger(
        String name,
        String definition,
        @Nullable String state,
        @Nullable String comment,
        boolean perRowWithRows) {

    private static final String SQL = """
            SELECT tgname, pg_get_triggerdef(oid) AS definition, obj_description(oid, 'pg_trigger') AS comment,
                   CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' END AS state,
                   tgtype & 1 = 1 AND (tgoldtable IS NOT NULL OR tgnewtable IS NOT NULL) AS per_row_with_rows
              FROM pg_trigger WHERE tgrelid = CAST(? AS oid) AND NOT tgisinternal ORDER BY tgname""";

    static List<LiveTrigger> of(Session session, long tableOid) throws SQLException {
        return session.query(SQL, LiveTrigger::read, tableOid);
    }

    private static LiveTrigger read(ResultSet row) throws SQLException {
        return new LiveTrigger(
                row.getString("tgname"),
                row.getString("definition"),
                row.getString("state"),
                row.getString("comment"),
                row.getBoolean("per_row_with_rows"));
    }

    String drop(QualifiedName table) {
        return "DROP TRIGGER " + Name.quoted(name) + " ON " + table.quoted();
    }

    /** The trigger of one table on another, in the state that it is in. */
    List<String> create(QualifiedName of, QualifiedName on) {
        var all = new ArrayList<String>();
        all.add(definition.replaceFirst(
                " ON " + java.util.regex.Pattern.quote(of.quoted()) + " ",
                java.util.regex.Matcher.quoteReplacement(" ON " + on.quoted() + " ")));
        if (state != null) {
            all.add("ALTER TABLE " + on.quoted() + " " + state + " TRIGGER " + Name.quoted(name));
        }
        if (comment != null) {
            all.add("COMMENT ON TRIGGER " + Name.quoted(name) + " ON " + on.quoted() + " IS " + Name.literal(comment));
        }
        return all;
    }
}

package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.RenameColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds triggers of a table and of its partitions that go by names which are about to be others: the server looks at the text of a
 * function only when it runs. One that has both names in it is taken to work with either.
 */
final class TriggerWords {

    private static final String SQL = """
            WITH RECURSIVE tree(oid) AS (
              SELECT CAST(? AS oid) UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
            SELECT DISTINCT t.tgname, t.tgrelid::regclass::text AS on_table, t.tgfoid::regproc::text AS function, p.prosrc,
                   pg_catalog.encode(t.tgargs, 'escape') AS arguments
              FROM tree JOIN pg_catalog.pg_trigger t ON t.tgrelid = tree.oid JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
             WHERE NOT t.tgisinternal ORDER BY 1, 2""";

    private static final Pattern TABLE = Pattern.compile("(?i)\\bTG_(TABLE_NAME|RELNAME)\\b");

    private record Trigger(String name, String table, String function, String text, String arguments) {

        static Trigger read(ResultSet row) throws SQLException {
            return new Trigger(
                    row.getString("tgname"),
                    row.getString("on_table"),
                    row.getString("function"),
                    row.getString("prosrc"),
                    row.getString("arguments"));
        }

        /** What stands against a change, if anything does. */
        Optional<String> against(RenameColumn change) {
            if (names(arguments, change.column())) {
                return Optional.of(this + " has the name " + change.column()
                        + " among its arguments; drop it first, and make it again with the new name");
            }
            if (names(text, change.column()) && !names(text, change.newName())) {
                return Optional.of(this + " goes by the name " + change.column() + " in its function " + function
                        + ", which would fail; let it work with either name first, as by to_jsonb(NEW)");
            }
            if (TABLE.matcher(text).find()) {
                return Optional.of(this + " goes by the name of the table (TG_TABLE_NAME) in its function " + function
                        + ", and would see " + change.base().name() + "; let it take the name from an argument first");
            }
            return Optional.empty();
        }

        private static boolean names(String text, String word) {
            return Pattern.compile("(?iu)(?<![\\p{L}\\p{N}_$])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}_$])")
                    .matcher(text)
                    .find();
        }

        @Override
        public String toString() {
            return "Trigger " + name + " on " + table;
        }
    }

    private final Session session;
    private final LiveTable table;

    TriggerWords(Session session, LiveTable table) {
        this.session = session;
        this.table = table;
    }

    List<String> against(RenameColumn change) throws SQLException {
        return session.query(SQL, Trigger::read, table.oid()).stream()
                .map(trigger -> trigger.against(change))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}

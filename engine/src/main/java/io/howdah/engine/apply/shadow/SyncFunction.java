package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.shadow.ShadowSpec.CopiedColumn;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The trigger function that keeps one table in step with another, in the transaction of each writer.
 *
 * <p>It reads the row again instead of taking NEW: other triggers may have changed it since, and theirs may come first. A row that
 * is not in the other table yet is left to the copy, unless it is new, its key has changed, or it has gone to another place on the
 * copy's way, which the copy may have passed; those are written at once, and the copy leaves them out. A writer in REPEATABLE READ whose snapshot is older than a copied row does not see that row: what it cannot
 * find or may not change it notes by its key, and the row is written anew afterwards. Values that the other table does not take are
 * noted likewise. The writer never fails for any of it.
 */
final class SyncFunction {

    private final ShadowSpec spec;

    SyncFunction(ShadowSpec spec) {
        this.spec = spec;
    }

    /** @param mayFail whether the new table may refuse a value that the one in use takes */
    String forward(boolean mayFail, boolean referenced) {
        var body = moves(spec.inUse(), spec.shadow(), spec.columns(), true, true);
        var old = "IF pg_catalog.current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN\n"
                + guarded(
                        moves(spec.inUse(), spec.shadow(), spec.columns(), true, false) + "IF NOT FOUND THEN\n" + note()
                                + "END IF;\n",
                        "serialization_failure OR ",
                        note())
                + "RETURN NULL;\nEND IF;\n";
        return function(
                spec.forward(),
                truncate(spec.shadow(), referenced) + old + (mayFail ? guarded(body, "", note()) : body));
    }

    /** @param guards the values that the old table cannot hold */
    String backward(boolean mayFail, boolean referenced, List<Narrower> guards) {
        var lost = "UPDATE howdah.shadow SET lost = %s WHERE source = " + spec.oid() + " AND lost IS NULL;\n";
        var body = moves(spec.inUse(), spec.old(), spec.kept(), false, true);
        var sieve = guards.isEmpty()
                ? ""
                : "IF TG_OP <> 'DELETE' AND (" + beyond(guards, "NEW") + ") OR TG_OP <> 'INSERT' AND ("
                        + beyond(guards, "OLD")
                        + ") THEN\n  " + lost.formatted("'a value does not fit the old type'")
                        + "  RETURN NULL;\nEND IF;\n";
        return function(
                spec.backward(),
                truncate(spec.old(), referenced)
                        + sieve
                        + (mayFail ? guarded(body, "", lost.formatted("SQLERRM")) : body));
    }

    private static String beyond(List<Narrower> guards, String row) {
        return guards.stream().map(g -> g.beyond(row)).collect(Collectors.joining(" OR "));
    }

    private static String function(String name, String body) {
        return "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
                + " SET search_path = pg_catalog, pg_temp AS $howdah$\n#variable_conflict use_column\nBEGIN\n" + body
                + "RETURN NULL;\nEND $howdah$";
    }

    /** Only what the values are to blame for; a deadlock or a cancelled statement is the writer's as ever. */
    private static String guarded(String body, String conditions, String otherwise) {
        return "BEGIN\n" + body + "EXCEPTION WHEN " + conditions + "data_exception OR integrity_constraint_violation"
                + " OR raise_exception OR cannot_coerce THEN\n" + otherwise + "END;\n";
    }

    /** A table that others refer to cannot be truncated by itself. */
    private static String truncate(String target, boolean referenced) {
        return "IF TG_OP = 'TRUNCATE' THEN\n  " + (referenced ? "DELETE FROM " : "TRUNCATE ") + target
                + ";\n  RETURN NULL;\nEND IF;\n";
    }

    private String note() {
        return "  IF TG_OP <> 'INSERT' THEN INSERT INTO " + spec.late() + " VALUES (" + spec.keyOf("OLD")
                + "); END IF;\n"
                + "  IF TG_OP <> 'DELETE' THEN INSERT INTO " + spec.late() + " VALUES (" + spec.keyOf("NEW")
                + "); END IF;\n";
    }

    /** @param insertsMoved whether a row that is not found and has moved is not there yet, and not just unseen */
    private String moves(
            String from, String to, List<CopiedColumn> columns, boolean leavesToCopy, boolean insertsMoved) {
        var text = new ArrayList<String>();
        text.add("IF TG_OP = 'DELETE' THEN");
        text.add("  DELETE FROM " + to + " t WHERE " + targetIs(leavesToCopy, "OLD") + " AND NOT EXISTS (SELECT FROM "
                + from + " s WHERE " + spec.sameKey("s", "OLD") + ");");
        text.add("ELSIF TG_OP = 'UPDATE' THEN");
        text.add("  UPDATE " + to + " t SET " + set(columns) + " FROM (SELECT " + aliased(columns) + " FROM " + from
                + " f WHERE " + spec.sameKey("f", "NEW") + ") s WHERE " + targetIs(leavesToCopy, "OLD") + ";");
        if (insertsMoved) {
            text.add("  IF NOT FOUND AND (" + spec.placeOf("OLD") + ") IS DISTINCT FROM (" + spec.placeOf("NEW")
                    + ") THEN");
            text.add("    " + insert(from, to, columns, leavesToCopy));
            text.add("  END IF;");
        }
        text.add("ELSE");
        text.add("  " + insert(from, to, columns, leavesToCopy));
        text.add("END IF;");
        return String.join("\n", text) + "\n";
    }

    private String insert(String from, String to, List<CopiedColumn> columns, boolean forward) {
        return "INSERT INTO " + to + " (" + ShadowSpec.names(columns) + ") OVERRIDING SYSTEM VALUE SELECT "
                + values(columns)
                + " FROM " + from + " f WHERE " + spec.sameKey("f", "NEW") + " AND NOT EXISTS (SELECT FROM " + to
                + " t WHERE " + targetIs(forward, "NEW") + ");";
    }

    /** The row of the other table that belongs to a row of this one. */
    private String targetIs(boolean forward, String row) {
        return spec.key().stream()
                .map(k -> "t." + Name.quoted(k.name()) + " = CAST(" + row + "." + Name.quoted(k.name()) + " AS "
                        + (forward ? k.newType() : k.type()) + ")")
                .collect(Collectors.joining(" AND "));
    }

    private static String set(List<CopiedColumn> columns) {
        return columns.stream()
                .map(c -> Name.quoted(c.name()) + " = s." + Name.quoted(c.name()))
                .collect(Collectors.joining(", "));
    }

    private static String aliased(List<CopiedColumn> columns) {
        return columns.stream()
                .map(c -> c.from() + " AS " + Name.quoted(c.name()))
                .collect(Collectors.joining(", "));
    }

    private static String values(List<CopiedColumn> columns) {
        return columns.stream().map(CopiedColumn::from).collect(Collectors.joining(", "));
    }
}

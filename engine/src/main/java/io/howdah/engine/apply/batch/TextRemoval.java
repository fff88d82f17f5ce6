package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the texts go when the change is finished: with their CHECKs and indexes, and the trigger that named them. The codes keep their
 * names, which programs know by then, and get the defaults that the texts had.
 */
final class TextRemoval {

    /** What refuses that a column is dropped; a CHECK goes with it. */
    private static final String NEEDED_BY = """
            SELECT DISTINCT CASE WHEN d.classid = 'pg_catalog.pg_rewrite'::regclass THEN 'view ' || v.ev_class::regclass::text
                     ELSE pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) END
              FROM pg_catalog.pg_depend d
              JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
              LEFT JOIN pg_catalog.pg_rewrite v ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND v.oid = d.objid
              LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::regclass AND k.oid = d.objid
             WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = CAST(? AS oid) AND a.attname = ANY (?)
               AND d.deptype = 'n' AND k.contype IS DISTINCT FROM 'c'
             ORDER BY 1""";

    /** Tables that the texts refer to: dropping a foreign key locks both its ends. */
    private static final String REFERRED_TO = """
            SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, f.relname)
              FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = f.relnamespace
             WHERE k.contype = 'f' AND k.conrelid = CAST(? AS oid) AND k.confrelid <> k.conrelid
               AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname = ANY (?))
             ORDER BY 1""";

    private final Session session;
    private final LiveTable table;
    private final List<Coding> codings;
    private final List<String> problems;

    TextRemoval(Session session, LiveTable table, List<Coding> codings, List<String> problems) {
        this.session = session;
        this.table = table;
        this.codings = codings;
        this.problems = problems;
    }

    PlannedStep step(CodeTrigger trigger) throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(askFor(table.name().quoted()));
        about(REFERRED_TO).stream().map(TextRemoval::askFor).forEach(sql::add);
        sql.add(trigger.dropTrigger());
        sql.add("ALTER TABLE " + table.name().quoted() + " "
                + Stream.concat(
                                codings.stream().flatMap(this::defaultOfCode),
                                codings.stream().map(c -> "DROP COLUMN IF EXISTS " + c.column()))
                        .collect(Collectors.joining(", ")));
        sql.add(trigger.dropFunction());
        return PlannedStep.on(Kind.TRANSACTION, table, summary(), sql).finishing();
    }

    private String summary() throws SQLException {
        var needed = about(NEEDED_BY);
        return "drop columns " + Coding.texts(codings) + " and the trigger"
                + (needed.isEmpty() ? "" : ", once they are no longer needed by " + String.join(", ", needed));
    }

    private List<String> about(String query) throws SQLException {
        var columns = codings.stream().map(c -> c.encoding().column()).toList();
        return session.query(query, row -> row.getString(1), table.oid(), session.array(columns));
    }

    private static String askFor(String relation) {
        return Locks.ask("ONLY " + relation, "ACCESS EXCLUSIVE");
    }

    private Stream<String> defaultOfCode(Coding coding) {
        var value = coding.defaultValue();
        if (value == null) {
            return Stream.empty();
        }
        var code = coding.codeFor(value);
        if (code.isEmpty()) {
            problems.add("The default of column " + coding.column() + " of table " + table.name()
                    + " has no code; give it one, or set another default first");
        }
        return code.stream().map(c -> "ALTER COLUMN " + coding.code() + " SET DEFAULT " + c);
    }
}

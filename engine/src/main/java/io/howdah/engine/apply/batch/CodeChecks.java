package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.EncodeColumns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CHECKs that say something of a text column together with others, and those that say the same of the codes. */
final class CodeChecks {

    /** A CHECK on one column alone says no more than which values there are. */
    private static final String SQL = """
            SELECT k.conname, pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS condition, k.convalidated
              FROM pg_catalog.pg_constraint k
             WHERE k.conrelid = CAST(? AS oid) AND k.contype = 'c' AND cardinality(k.conkey) > 1
               AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname = ANY (?))
             ORDER BY k.oid""";

    private final Session session;
    private final LiveTable table;
    private final List<Coding> codings;
    private final List<String> problems;

    CodeChecks(Session session, LiveTable table, List<Coding> codings, List<String> problems) {
        this.session = session;
        this.table = table;
        this.codings = codings;
        this.problems = problems;
    }

    /**
     * One over the codes.
     *
     * @param validated whether all rows are known to keep to the one over the texts
     */
    record Check(String name, String condition, boolean validated) {

        String addition() {
            return "ADD CONSTRAINT " + Name.quoted(name) + " CHECK (" + condition + ") NOT VALID";
        }
    }

    /** Those that are to be added; problems are noted where there is none. */
    List<Check> equivalents(EncodeColumns change) throws SQLException {
        var columns =
                session.array(codings.stream().map(c -> c.encoding().column()).toList());
        var old = session.query(
                SQL,
                row -> new Check(row.getString("conname"), row.getString("condition"), row.getBoolean("convalidated")),
                table.oid(),
                columns);
        var checks = new ArrayList<Check>();
        for (Check each : old) {
            if (!change.without().contains(each.name())) {
                equivalent(each).ifPresent(checks::add);
            }
        }
        return List.copyOf(checks);
    }

    private Optional<Check> equivalent(Check old) throws SQLException {
        var condition = Optional.of(old.condition());
        for (Coding coding : codings) {
            var terms = new CodeTerms(coding, CodeTerms.asTheServerWrites(session, coding));
            condition = condition.flatMap(terms::rewrite);
        }
        if (condition.isEmpty()) {
            problems.add("Constraint " + Name.quoted(old.name()) + " of table " + table.name()
                    + " would go with the texts and has no equivalent over the codes: CHECK " + old.condition()
                    + "; name it as one to be left without");
        }
        return condition.map(c -> new Check(Coding.nameLike(old.name(), codings), c, old.validated()));
    }
}

package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.EncodeColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Indexes over text columns, and those that answer over the codes what these answer over the texts. */
final class CodeIndexes {

    /** Constraints stand between their columns and their indexes in {@code pg_depend}. */
    private static final String SQL = """
            SELECT c.relname, i.indisunique,
                   substr(pg_catalog.pg_get_indexdef(c.oid), 1 + length(pg_catalog.format('CREATE %sINDEX %I ON %I.%I ',
                     CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname, tn.nspname, t.relname))) AS body,
                   coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '') AS predicate, k.contype::text AS contype,
                   coalesce(k.condeferrable, false) AS deferrable, i.indisreplident, pg_catalog.pg_relation_size(c.oid) AS bytes
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
              JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
              LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
             WHERE i.indrelid = CAST(? AS oid) AND i.indisvalid AND EXISTS (
               SELECT FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = i.indrelid AND a.attname = ANY (?)
                  AND (a.attnum = ANY (i.indkey) OR EXISTS (
                    SELECT FROM pg_catalog.pg_depend d
                     WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                       AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = a.attrelid
                       AND d.refobjsubid = a.attnum)))
             ORDER BY c.oid""";

    private static final String TAKEN = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = ? AND c.relname = ?)""";

    private record Old(
            String name,
            IndexText text,
            @Nullable String constraint,
            boolean deferrable,
            boolean replicaIdentity,
            long bytes) {

        static Old read(ResultSet row) throws SQLException {
            var body = row.getString("body");
            var predicate = row.getString("predicate");
            var columns = predicate.isEmpty()
                    ? body
                    : body.substring(0, body.length() - " WHERE ".length() - predicate.length());
            return new Old(
                    row.getString("relname"),
                    IndexText.of(row.getBoolean("indisunique"), columns, predicate),
                    row.getString("contype"),
                    row.getBoolean("deferrable"),
                    row.getBoolean("indisreplident"),
                    row.getLong("bytes"));
        }
    }

    private final Session session;
    private final LiveTable table;
    private final List<Coding> codings;
    private final List<String> problems;
    private final Set<String> bodies = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private long bytes;

    CodeIndexes(Session session, LiveTable table, List<Coding> codings, List<String> problems) {
        this.session = session;
        this.table = table;
        this.codings = codings;
        this.problems = problems;
    }

    /** The size of the indexes that are to get an equivalent. */
    long bytes() {
        return bytes;
    }

    /** The steps that build the equivalents; problems are noted where there is none. */
    List<PlannedStep> steps(EncodeColumns change) throws SQLException {
        var columns =
                session.array(codings.stream().map(c -> c.encoding().column()).toList());
        var steps = new ArrayList<PlannedStep>();
        for (Old old : session.query(SQL, Old::read, table.oid(), columns)) {
            if ("p".equals(old.constraint()) || old.replicaIdentity()) {
                problems.add("Index " + Name.quoted(old.name()) + " of table " + table.name()
                        + (old.replicaIdentity() ? " is its replica identity" : " is its primary key")
                        + ", so the texts in it cannot be dropped later; give the table another one first");
            } else if (!change.without().contains(old.name())) {
                equivalent(old).flatMap(text -> step(old, text)).ifPresent(steps::add);
            }
        }
        tryOut(steps);
        return List.copyOf(steps);
    }

    private Optional<IndexText> equivalent(Old old) throws SQLException {
        if ("x".equals(old.constraint()) || old.deferrable()) {
            cannot(old, old.deferrable() ? "its constraint is deferrable" : "it enforces an exclusion constraint");
            return Optional.empty();
        }
        var text = Optional.of(old.text());
        for (Coding coding : codings) {
            var column = CodeTerms.asTheServerWrites(session, coding);
            var terms = new CodeTerms(coding, column);
            text = text.flatMap(t -> t.over(terms, column, coding.code()));
        }
        if (text.isEmpty()) {
            cannot(
                    old,
                    "its definition says of the text what cannot be said of codes: "
                            + old.text().body());
        }
        return text;
    }

    private void cannot(Old old, String why) {
        problems.add("Index " + Name.quoted(old.name()) + " of table " + table.name()
                + " has no equivalent over the codes, as " + why + "; name it as one to be left without");
    }

    /** Two indexes that differ only in how texts compare have one equivalent. */
    private Optional<PlannedStep> step(Old old, IndexText text) {
        if (!bodies.add(text.unique() + text.body())) {
            return Optional.empty();
        }
        var name = new QualifiedName(table.name().schema(), nameLike(old.name()));
        bytes += old.bytes();
        var sql = "CREATE " + (text.unique() ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + Name.quoted(name.name())
                + " ON " + table.name().quoted() + " " + text.body();
        return Optional.of(PlannedStep.of(
                Kind.CREATE_INDEX,
                table.oid(),
                table.name(),
                name,
                List.of(sql),
                List.of("DROP INDEX CONCURRENTLY IF EXISTS " + name.quoted()),
                StepState.PLANNED));
    }

    private String nameLike(String old) {
        var wanted = Coding.nameLike(old, codings);
        return names.add(wanted) ? wanted : Name.limited(old + "_code");
    }

    /** On an empty copy of the table, in a transaction that is rolled back: the server itself says what is wrong. */
    private void tryOut(List<PlannedStep> steps) throws SQLException {
        for (PlannedStep step : steps) {
            if (session.holds(TAKEN, step.object().schema(), step.object().name())) {
                problems.add(
                        "There is something called " + step.object() + " already, which is to be the name of an index");
            }
        }
        if (steps.isEmpty() || !problems.isEmpty()) {
            return;
        }
        session.connection().setAutoCommit(false);
        try {
            session.execute("SET LOCAL lock_timeout = '1s'");
            session.execute(
                    "CREATE TEMPORARY TABLE howdah_draft (LIKE " + table.name().quoted() + ")");
            for (Coding coding : codings) {
                session.execute("ALTER TABLE pg_temp.howdah_draft ADD COLUMN " + coding.code() + " smallint");
            }
            for (PlannedStep step : steps) {
                session.execute(draft(step.sql().getFirst()));
            }
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            problems.add(
                    "An index over the codes of table " + table.name() + " cannot be made: " + Refusals.message(e));
        } finally {
            if (session.alive()) {
                session.connection().rollback();
                session.connection().setAutoCommit(true);
            }
        }
    }

    private String draft(String sql) {
        return sql.replaceFirst(
                "INDEX CONCURRENTLY .* ON " + Pattern.quote(table.name().quoted()), "INDEX ON pg_temp.howdah_draft");
    }
}

package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Barrier;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Puts copies in the place of a default partition with few rows: a table for each range, and a new default partition for the rest.
 *
 * <p>Made and filled in one transaction with a trigger that keeps them in step; so whoever writes a row of the one writes it in the
 * other too, seen by the same snapshots; what a writer with an older snapshot takes away is noted, and taken away when such have gone.
 * When no snapshot is in use that is older than all this, what can be seen of the default partition can be seen in the copies, and they
 * take its place in one short transaction, in which both are compared once more.
 */
final class DrainByCopy {

    private static final String OWN_TRIGGERS = """
            SELECT tgname FROM pg_catalog.pg_trigger
             WHERE tgrelid = pg_catalog.to_regclass(?) AND NOT tgisinternal AND tgparentid = 0 AND tgname NOT LIKE 'howdah\\_%'""";

    private static final String TRIGGER = "howdah_drain";

    private final Session session;
    private final DividedTable table;
    private final NewPartitions partitions;
    private final Grid grid;
    private final List<String> problems;

    DrainByCopy(Session session, DividedTable table, NewPartitions partitions, Grid grid, List<String> problems) {
        this.session = session;
        this.table = table;
        this.partitions = partitions;
        this.grid = grid;
        this.problems = problems;
    }

    /** A copy, and what rows it takes. */
    private record Copy(QualifiedName name, Piece piece, Bound bound) {}

    List<PlannedStep> steps(QualifiedName from, List<Piece> pieces) throws SQLException {
        var own = session.query(OWN_TRIGGERS, row -> row.getString(1), from.quoted());
        if (!own.isEmpty()) {
            problems.add("The default partition " + from + " has a trigger of its own, " + own.getFirst()
                    + ", which would be lost; drop it first");
            return List.of();
        }
        var copies = new ArrayList<Copy>();
        var steps = new ArrayList<PlannedStep>();
        for (var piece : pieces) {
            var copy = new Copy(partitions.name(grid.label(piece.from())), piece, partitions.bound(grid, piece));
            copies.add(copy);
            steps.add(partitions.make(copy.name(), copy.bound()).undo(drop(copy.name())));
        }
        var rest = Names.working(from);
        steps.add(partitions
                .step(
                        Kind.TRANSACTION,
                        rest,
                        "make a new default partition beside " + from,
                        partitions.statements(rest))
                .undo(drop(rest)));
        steps.add(copy(from, copies, rest));
        steps.add(partitions.step(
                Kind.BARRIER, from, "wait for those who see " + from + " as it was before", Barrier.SQL));
        steps.add(partitions.step(
                Kind.TRANSACTION, from, "make up for what they could not see", makeUp(from, copies, rest)));
        steps.add(partitions.step(Kind.BARRIER, from, "wait for those who see the copies as they were", Barrier.SQL));
        steps.add(exchange(from, copies, rest));
        steps.add(partitions
                .step(Kind.TRANSACTION, from, "drop what was the default partition", dropped(from))
                .finishing());
        return steps;
    }

    private static List<String> drop(QualifiedName name) {
        return List.of("DROP TABLE IF EXISTS " + name.quoted());
    }

    private String late() {
        return function() + "_late";
    }

    private String function() {
        return "howdah.drain_" + table.table().oid();
    }

    private PlannedStep copy(QualifiedName from, List<Copy> copies, QualifiedName rest) throws SQLException {
        var columns = columns(from);
        var all = new ArrayList<String>();
        all.add(Locks.ask(from.quoted(), "SHARE ROW EXCLUSIVE"));
        all.add("CREATE TABLE " + late() + " (LIKE " + from.quoted() + ")");
        all.add(functionSql(columns, copies, rest));
        all.add("REVOKE ALL ON FUNCTION " + function() + "() FROM PUBLIC");
        all.add("CREATE TRIGGER " + TRIGGER + " AFTER INSERT OR UPDATE OR DELETE ON " + from.quoted()
                + " FOR EACH ROW EXECUTE FUNCTION " + function() + "()");
        all.add("CREATE TRIGGER " + TRIGGER + "_all AFTER TRUNCATE ON " + from.quoted()
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + function() + "()");
        all.add("ALTER TABLE " + from.quoted() + " ENABLE ALWAYS TRIGGER " + TRIGGER + ", ENABLE ALWAYS TRIGGER "
                + TRIGGER + "_all");
        var list = String.join(", ", columns);
        for (var copy : copies) {
            all.add("INSERT INTO " + copy.name().quoted() + " (" + list + ") SELECT " + list + " FROM ONLY "
                    + from.quoted() + " WHERE " + copy.bound().check());
        }
        all.add("INSERT INTO " + rest.quoted() + " (" + list + ") SELECT " + list + " FROM ONLY " + from.quoted()
                + " WHERE (" + anyOf(copies) + ") IS NOT TRUE");
        return partitions
                .step(
                        Kind.TRANSACTION,
                        from,
                        "copy the rows of " + from + " to where they belong, and keep the copies in step",
                        all)
                .undo(List.of(
                        Locks.ask(from.quoted(), NewPartitions.EXCLUSIVE),
                        "DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + from.quoted(),
                        "DROP TRIGGER IF EXISTS " + TRIGGER + "_all ON " + from.quoted(),
                        "DROP FUNCTION IF EXISTS " + function() + "()",
                        "DROP TABLE IF EXISTS " + late()));
    }

    private static String anyOf(List<Copy> copies) {
        return copies.stream().map(copy -> "(" + copy.bound().check() + ")").collect(Collectors.joining(" OR "));
    }

    private List<String> columns(QualifiedName from) throws SQLException {
        return session.query(
                "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0"
                        + " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
                row -> Name.quoted(row.getString(1)),
                from.quoted());
    }

    /** A row is told by all its values; of equal ones any is as good, but no two writers take the same. */
    private String functionSql(List<String> columns, List<Copy> copies, QualifiedName rest) {
        var body = new StringBuilder("BEGIN\n");
        body.append("  IF TG_OP = 'TRUNCATE' THEN\n    TRUNCATE ")
                .append(copies.stream().map(c -> c.name().quoted()).collect(Collectors.joining(", ")))
                .append(", ")
                .append(rest.quoted())
                .append(", ")
                .append(late())
                .append(";\n    RETURN NULL;\n  END IF;\n");
        body.append("  IF TG_OP <> 'INSERT' THEN\n");
        each(body, copies, rest, "OLD", target -> delete(target, columns, "OLD"));
        body.append("    IF NOT FOUND THEN\n      ")
                .append(insert(late(), columns, "OLD"))
                .append(";\n    END IF;\n");
        body.append("  END IF;\n  IF TG_OP <> 'DELETE' THEN\n");
        each(body, copies, rest, "NEW", target -> insert(target, columns, "NEW"));
        body.append("  END IF;\n  RETURN NULL;\nEND");
        return "CREATE OR REPLACE FUNCTION " + function() + "() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
                + " SET search_path = pg_catalog, pg_temp AS " + Name.literal(body.toString());
    }

    private static String delete(String target, List<String> columns, String row) {
        return "DELETE FROM " + target + " WHERE ctid = (SELECT t.ctid FROM " + target
                + " t WHERE (SELECT r FROM (SELECT "
                + prefixed("t", columns) + ") r) OPERATOR(pg_catalog.*=) (SELECT r FROM (SELECT "
                + prefixed(row, columns)
                + ") r) LIMIT 1 FOR UPDATE OF t SKIP LOCKED)";
    }

    private static String insert(String target, List<String> columns, String row) {
        return "INSERT INTO " + target + " (" + String.join(", ", columns) + ") VALUES (" + prefixed(row, columns)
                + ")";
    }

    /** Whoever had a snapshot from before the copy took rows away of which it could not see the copies; these go now. */
    private List<String> makeUp(QualifiedName from, List<Copy> copies, QualifiedName rest) throws SQLException {
        var columns = columns(from);
        var body = new StringBuilder("DECLARE l record;\nBEGIN\n  FOR l IN SELECT * FROM ")
                .append(late())
                .append(" LOOP\n");
        each(body, copies, rest, "l", target -> delete(target, columns, "l"));
        body.append("  END LOOP;\n  DELETE FROM ").append(late()).append(";\nEND");
        return List.of(Locks.ask(from.quoted(), "SHARE ROW EXCLUSIVE"), "DO " + Name.literal(body.toString()));
    }

    private void each(
            StringBuilder body,
            List<Copy> copies,
            QualifiedName rest,
            String row,
            java.util.function.UnaryOperator<String> statement) {
        var column = Objects.requireNonNull(table.column());
        var word = "    IF ";
        for (var copy : copies) {
            body.append(word)
                    .append(Bound.within(
                            column,
                            Objects.requireNonNull(table.type()),
                            row + ".",
                            grid.text(copy.piece().from()),
                            grid.text(copy.piece().to())))
                    .append(" THEN\n      ")
                    .append(statement.apply(copy.name().quoted()))
                    .append(";\n");
            word = "    ELSIF ";
        }
        body.append("    ELSE\n      ").append(statement.apply(rest.quoted())).append(";\n    END IF;\n");
    }

    private static String prefixed(String row, List<String> columns) {
        return columns.stream().map(c -> row + "." + c).collect(Collectors.joining(", "));
    }

    private PlannedStep exchange(QualifiedName from, List<Copy> copies, QualifiedName rest) throws SQLException {
        var all = new ArrayList<>(partitions.takingApart(from).toList());
        all.add(mustBeEqual(from, copies, rest));
        all.add(Detachment.detach(table.name(), from, false));
        all.add(rename(from, old(from)));
        for (var copy : copies) {
            all.addAll(partitions.attached(copy.name(), copy.bound().forValues()));
            all.add(NewPartitions.dropCheck(copy.name()));
        }
        all.add(rename(rest, from));
        all.addAll(partitions.attached(from, "DEFAULT"));
        return partitions
                .step(Kind.TRANSACTION, from, "put the partitions in the place of " + from, all)
                .undo(List.of(
                        "DO $howdah$ BEGIN RAISE EXCEPTION USING MESSAGE = 'Its rows have partitions of their own now, and may"
                                + " have changed since; they are not put back'; END $howdah$"));
    }

    /** What was the default partition, until it is dropped. */
    private static QualifiedName old(QualifiedName from) {
        return new QualifiedName(from.schema(), Name.limited("howdah_old_" + from.name()));
    }

    private String mustBeEqual(QualifiedName from, List<Copy> copies, QualifiedName rest) throws SQLException {
        var sum = "SELECT count(*) AS n, coalesce(sum(hashtextextended(ROW(" + String.join(", ", columns(from))
                + ")::text, 0)), 0) AS s FROM ONLY ";
        var parts = copies.stream().map(copy -> sum + copy.name().quoted()).collect(Collectors.joining(" UNION ALL "));
        return "DO $howdah$ BEGIN IF (SELECT (sum(n), sum(s))::text FROM (" + parts + " UNION ALL " + sum
                + rest.quoted()
                + ") x) <> (SELECT (n::numeric, s)::text FROM (" + sum + from.quoted()
                + ") x) THEN RAISE EXCEPTION USING MESSAGE = "
                + "'The copies are not equal to it; undo removes them'; END IF; END $howdah$";
    }

    private List<String> dropped(QualifiedName from) {
        var all = new ArrayList<>(table.outgoing().stream()
                .map(key -> Locks.ask(key.to().quoted(), NewPartitions.EXCLUSIVE))
                .distinct()
                .toList());
        all.add("DROP TABLE IF EXISTS " + old(from).quoted());
        all.add("DROP FUNCTION IF EXISTS " + function() + "()");
        all.add("DROP TABLE IF EXISTS " + late());
        return all;
    }

    private static String rename(QualifiedName from, QualifiedName to) {
        return "ALTER TABLE " + from.quoted() + " RENAME TO " + Name.quoted(to.name());
    }
}

package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddForeignKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Adds a foreign key in two steps: for new rows, under a lock on both tables that stops writers for a moment; and for the rows that are
 * there, beside everybody's work.
 */
final class ForeignKeyPlan {

    /** Unique indexes that a foreign key may refer to. */
    private static final String KEYS = """
            SELECT ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                           JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                          WHERE k.place <= i.indnkeyatts ORDER BY k.place) AS columns, i.indisprimary AS primary
              FROM pg_catalog.pg_index i
             WHERE i.indrelid = CAST(? AS oid) AND i.indisunique AND i.indisvalid AND i.indimmediate
               AND i.indpred IS NULL AND i.indexprs IS NULL
             ORDER BY i.indisprimary DESC""";

    private static final String INDEXED = """
            SELECT EXISTS (
              SELECT FROM pg_catalog.pg_index i
               WHERE i.indrelid = CAST(? AS oid) AND i.indisvalid AND i.indpred IS NULL
                 AND (SELECT count(*) FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                       WHERE k.place <= ? AND a.attname = ANY (?)) = ?)""";

    private static final String MAY_REFER = """
            SELECT pg_catalog.has_table_privilege(CAST(? AS oid), 'REFERENCES')
                   AND pg_catalog.has_table_privilege(CAST(? AS oid), 'UPDATE, DELETE, TRUNCATE')""";

    private record Key(List<String> columns, boolean primary) {}

    private final Planning planning;

    ForeignKeyPlan(Planning planning) {
        this.planning = planning;
    }

    void add(LiveTable table, AddForeignKey change) throws SQLException {
        var other = referenced(table, change);
        if (other.isEmpty() || !hasColumns(table, change)) {
            return;
        }
        var to = references(other.get(), change);
        if (to.isEmpty()) {
            return;
        }
        var wanted = wanted(change, to.get());
        var there = planning.constraints(table);
        var names = new ConstraintNames(planning, table, there);
        var name = names.of(change.name(), wanted, "fkey");
        var present = there.stream().filter(k -> k.name().equals(name)).findFirst();
        if (present.isPresent() && !names.isSame(present.get(), wanted)) {
            names.taken(present.get());
        } else if (present.isPresent() || !change.validated() || holds(table, change, to.get())) {
            planning.makes(table, name);
            plan(table, other.get(), change, name, wanted, present);
        }
    }

    private Optional<LiveTable> referenced(LiveTable table, AddForeignKey change) throws SQLException {
        var found = LiveTable.named(planning.session(), change.referenced());
        if (found.isEmpty()) {
            planning.problem("There is no table " + change.referenced());
            return found;
        }
        if (table.partitioned() && !since18()) {
            planning.problem(
                    "Table " + table.name() + " is partitioned, and before version 18 PostgreSQL adds foreign keys to"
                            + " partitioned tables only with all their rows checked under a lock; add it to each partition");
            return Optional.empty();
        }
        long oid = found.get().oid();
        if (!found.get().owned() && !planning.session().holds(MAY_REFER, oid, oid)) {
            planning.problem("Table " + change.referenced()
                    + " belongs to another role; let its owner run: GRANT REFERENCES, UPDATE ON "
                    + change.referenced().quoted()
                    + " TO … (it is locked for a moment, which takes more than REFERENCES)");
            return Optional.empty();
        }
        return found;
    }

    private boolean since18() throws SQLException {
        return planning.session().holds("SELECT current_setting('server_version_num')::int >= 180000");
    }

    private boolean hasColumns(LiveTable table, AddForeignKey change) throws SQLException {
        boolean all = true;
        for (String column : change.columns()) {
            all &= planning.column(table, column).isPresent();
        }
        return all;
    }

    /** The columns that it refers to, if they are a key. */
    private Optional<List<String>> references(LiveTable other, AddForeignKey change) throws SQLException {
        var keys = planning.session()
                .query(
                        KEYS,
                        row -> new Key(LiveConstraint.texts(row, "columns"), row.getBoolean("primary")),
                        other.oid());
        var named = change.references();
        var found = keys.stream()
                .filter(k -> named.isEmpty() ? k.primary() : new HashSet<>(k.columns()).equals(new HashSet<>(named)))
                .findFirst()
                .map(k -> named.isEmpty() ? k.columns() : named);
        if (found.isEmpty()) {
            planning.problem("Table " + other.name() + " has no "
                    + (named.isEmpty() ? "primary key" : "unique constraint on (" + Ddl.columns(named) + ")")
                    + ", which a foreign key needs; add one first");
        } else if (found.get().size() != change.columns().size()) {
            planning.problem(
                    "The foreign key has other numbers of columns on its sides: (" + Ddl.columns(change.columns())
                            + ") of " + change.table() + " and (" + Ddl.columns(found.get()) + ") of " + other.name());
            return Optional.empty();
        }
        return found;
    }

    /** As the server would write it down. */
    private static LiveConstraint wanted(AddForeignKey change, List<String> to) {
        var definition = "FOREIGN KEY (" + Ddl.columns(change.columns()) + ") REFERENCES "
                + change.referenced().quoted() + "(" + Ddl.columns(to) + ")"
                + (change.clauses().isEmpty() ? "" : " " + change.clauses());
        return new LiveConstraint(
                0,
                "",
                "f",
                definition,
                false,
                change.columns(),
                null,
                change.referenced(),
                to,
                false,
                false,
                false,
                null,
                false);
    }

    private boolean holds(LiveTable table, AddForeignKey change, List<String> to) throws SQLException {
        if (planning.addsColumns(table)) {
            return true;
        }
        try {
            var orphans = planning.offenders(table).where(orphan(change.columns(), change.referenced(), to));
            orphans.ifPresent(rows -> planning.problem("The foreign key (" + Ddl.columns(change.columns()) + ") of "
                    + table.name() + " to " + change.referenced() + " cannot be added, because nothing is there for "
                    + rows + ". Mend these rows first"));
            return orphans.isEmpty();
        } catch (SQLException e) {
            if (!"42883".equals(Refusals.state(e))) {
                throw e;
            }
            planning.problem("The types of (" + Ddl.columns(change.columns()) + ") of " + table.name() + " and ("
                    + Ddl.columns(to) + ") of " + change.referenced() + " do not fit: " + Refusals.message(e));
            return false;
        }
    }

    /** Of a row as {@code t}: that it refers to something that is not there. */
    static String orphan(List<String> columns, QualifiedName referenced, List<String> to) {
        var given = columns.stream()
                .map(c -> "t." + Name.quoted(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        var same = IntStream.range(0, columns.size())
                .mapToObj(i -> "r." + Name.quoted(to.get(i)) + " = t." + Name.quoted(columns.get(i)))
                .collect(Collectors.joining(" AND "));
        return given + " AND NOT EXISTS (SELECT FROM " + referenced.quoted() + " r WHERE " + same + ")";
    }

    private void plan(
            LiveTable table,
            LiveTable other,
            AddForeignKey change,
            String name,
            LiveConstraint wanted,
            Optional<LiveConstraint> present)
            throws SQLException {
        planning.add(unchecked(table, other, name, wanted).state(Planning.state(present.isPresent())));
        if (change.validated()) {
            boolean valid = present.filter(LiveConstraint::validated).isPresent();
            planning.add(CheckPlan.validation(planning, table, name, false).state(Planning.state(valid)));
        }
    }

    private PlannedStep unchecked(LiveTable table, LiveTable other, String name, LiveConstraint wanted)
            throws SQLException {
        var sql = new ArrayList<String>();
        var undo = new ArrayList<String>();
        for (QualifiedName locked : wanted.tables(table.name())) {
            sql.add(Locks.ask(locked.quoted(), Ddl.SHARE_ROW_EXCLUSIVE));
            undo.add(Ddl.ask(locked));
        }
        sql.add(Ddl.alter(
                table.name(), "ADD CONSTRAINT " + Name.quoted(name) + " " + wanted.definition() + " NOT VALID"));
        undo.add(Ddl.dropConstraintIfExists(table.name(), name));
        return Planning.together(
                        table,
                        "add foreign key " + Name.quoted(name) + " of " + table.name() + " to " + other.name()
                                + " for new rows" + hint(table, other, wanted.columns()),
                        sql)
                .undo(undo);
    }

    private String hint(LiveTable table, LiveTable other, List<String> columns) throws SQLException {
        boolean indexed = planning.session()
                .holds(INDEXED, table.oid(), columns.size(), planning.session().array(columns), columns.size());
        return indexed
                ? ""
                : " (no index begins with " + Ddl.columns(columns) + ": each delete in " + other.name()
                        + " will read all of " + table.name() + ")";
    }
}

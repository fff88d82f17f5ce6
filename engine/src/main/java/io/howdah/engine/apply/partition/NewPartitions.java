package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes tables like the newest partition that there is, and partitions of them. A table has all but the indexes of its parent before it
 * is attached, and a check that says what rows it takes; attaching it then reads no row, and locks nobody out of the partitioned table.
 */
final class NewPartitions {

    static final String EXCLUSIVE = "ACCESS EXCLUSIVE";

    private static final String NO_WRITERS = "SHARE ROW EXCLUSIVE";

    private final Session session;
    private final DividedTable table;
    private final UpkeepDetail detail;
    private final TableFacts model;
    private final List<LiveKey> own;
    private final Optional<QualifiedName> identity;
    private final Set<QualifiedName> taken = new HashSet<>();

    private NewPartitions(Session session, DividedTable table, UpkeepDetail detail, TableFacts model)
            throws SQLException {
        this.session = session;
        this.table = table;
        this.detail = detail;
        this.model = model;
        boolean partition = !model.name().equals(table.name());
        own = partition
                ? model.keys().stream()
                        .filter(k -> k.valid() && !k.part() && !k.exclusion())
                        .toList()
                : List.of();
        var identified = model.keys().stream()
                .filter(k -> k.replicaIdentity() && k.part())
                .findFirst();
        identity = identified.isEmpty() ? Optional.empty() : whole(identified.get());
    }

    static NewPartitions of(Session session, DividedTable table, UpkeepDetail detail) throws SQLException {
        var newest = table.ranges().reversed().stream().filter(Slice::plain).findFirst();
        var model = newest.isEmpty()
                ? table.table()
                : LiveTable.named(session, newest.get().name()).orElseThrow();
        return new NewPartitions(session, table, detail, TableFacts.of(session, model));
    }

    /** The index of the partitioned table that one of a partition is a part of. */
    private Optional<QualifiedName> whole(LiveKey part) throws SQLException {
        return session.first("""
                SELECT n.nspname, c.relname FROM pg_catalog.pg_inherits i
                  JOIN pg_catalog.pg_class c ON c.oid = i.inhparent JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE i.inhrelid = CAST(? AS oid)""", row -> new QualifiedName(row.getString(1), row.getString(2)), part.oid());
    }

    /** A name for the partition of a label that nothing has yet. */
    QualifiedName name(String label) throws SQLException {
        var names = new Names(table.name());
        for (int i = 1; ; i++) {
            var name = names.partition(i == 1 ? label : label + "_" + i);
            if (!session.holds("SELECT pg_catalog.to_regclass(?) IS NOT NULL", name.quoted()) && taken.add(name)) {
                return name;
            }
        }
    }

    Bound bound(Grid grid, Piece piece) {
        return Bound.between(
                Objects.requireNonNull(table.column()),
                Objects.requireNonNull(table.type()),
                grid.text(piece.from()),
                grid.text(piece.to()));
    }

    /** The table that will be the partition, and stands alone yet. */
    PlannedStep make(QualifiedName name, Bound bound) throws SQLException {
        var all = new ArrayList<>(statements(name));
        all.add(addCheck(name, bound));
        return step(Kind.TRANSACTION, name, "make table " + name + ", for " + bound.reach(), all)
                .undo(dropped(name));
    }

    /** The same without a promise what rows it takes. With the policies of the pattern it may be read as the pattern may. */
    List<String> statements(QualifiedName name) throws SQLException {
        var all = new ArrayList<>(new Likeness(session, model).partition(table.name(), name, own));
        if (model.policiesEnabled()) {
            all.add("ALTER TABLE " + name.quoted() + " ENABLE ROW LEVEL SECURITY");
        }
        if (model.policiesForced()) {
            all.add("ALTER TABLE " + name.quoted() + " FORCE ROW LEVEL SECURITY");
        }
        Plainly.read(
                session,
                () -> all.addAll(session.query(
                        SwapStatements.POLICIES,
                        row -> row.getString(1),
                        name.quoted(),
                        model.table().oid())));
        if (model.policiesEnabled()) {
            all.addAll(new Likeness(session, model).grants(model.name().quoted(), name.quoted()));
        }
        return all;
    }

    /** The indexes of the partitioned table on one that has rows, so that attaching it builds none. */
    List<String> wholeIndexes(QualifiedName name) throws SQLException {
        return LiveKey.of(session, table.table().oid()).stream()
                .filter(key -> key.valid() && !key.exclusion())
                .map(key -> key.isConstraint()
                        ? "ALTER TABLE " + name.quoted() + " ADD " + key.constraintSql(List.of())
                        : "CREATE " + (key.unique() ? "UNIQUE " : "") + "INDEX ON " + name.quoted() + key.body())
                .toList();
    }

    static String addCheck(QualifiedName name, Bound bound) {
        return "ALTER TABLE " + name.quoted() + " ADD CONSTRAINT " + ConversionSteps.CHECK + " CHECK (" + bound.check()
                + ")";
    }

    static String dropCheck(QualifiedName name) {
        return "ALTER TABLE " + name.quoted() + " DROP CONSTRAINT IF EXISTS " + ConversionSteps.CHECK;
    }

    private List<String> dropped(QualifiedName name) {
        return Stream.concat(outgoing(EXCLUSIVE), Stream.of(mustBeEmpty(name), "DROP TABLE IF EXISTS " + name.quoted()))
                .toList();
    }

    /** Rows are never dropped by taking back. */
    static String mustBeEmpty(QualifiedName name) {
        return "DO $howdah$ BEGIN IF pg_catalog.to_regclass(" + Name.literal(name.quoted())
                + ") IS NOT NULL THEN IF EXISTS (SELECT FROM ONLY " + name.quoted()
                + ") THEN RAISE EXCEPTION USING MESSAGE = "
                + "'It has rows by now, so it stays a partition; detach it by hand if it is to go', ERRCODE = 'object_in_use'; END IF; END IF; END $howdah$";
    }

    /** What stood alone becomes a partition. */
    PlannedStep attach(QualifiedName name, Bound bound) {
        var all = new ArrayList<>(asked(NO_WRITERS).toList());
        all.addAll(attached(name, bound.forValues()));
        all.add(dropCheck(name));
        return step(Kind.TRANSACTION, name, "make " + name + " a partition of " + table.name(), all)
                .undo(detached(name));
    }

    /** The same of one that has rows, which undo leaves to whoever put them there. */
    PlannedStep attachWithRows(QualifiedName name, Bound bound) {
        var undo = new ArrayList<>(takingApart(name).toList());
        undo.add("ALTER TABLE " + table.name().quoted() + " DETACH PARTITION " + name.quoted());
        return attach(name, bound).undo(undo);
    }

    /** What stood alone takes the rows that no other partition takes. */
    PlannedStep attachDefault(QualifiedName name) {
        var all = new ArrayList<>(asked(NO_WRITERS).toList());
        all.addAll(attached(name, "DEFAULT"));
        return step(Kind.TRANSACTION, name, "make " + name + " the default partition of " + table.name(), all)
                .undo(detached(name));
    }

    List<String> attached(QualifiedName name, String forValues) {
        var all = new ArrayList<String>();
        all.add("ALTER TABLE " + table.name().quoted() + " ATTACH PARTITION " + name.quoted() + " " + forValues);
        identity.ifPresent(index -> all.add(identify(name, index)));
        return all;
    }

    /** The replica identity is the partition's part of an index of the whole table, which has a name only now. */
    private static String identify(QualifiedName name, QualifiedName index) {
        return "DO $howdah$ BEGIN EXECUTE (SELECT pg_catalog.format('ALTER TABLE ' || "
                + Name.literal(name.quoted().replace("%", "%%"))
                + " || ' REPLICA IDENTITY USING INDEX %I', c.relname) FROM pg_catalog.pg_inherits i"
                + " JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = " + Name.literal(index.quoted()) + "::pg_catalog.regclass AND x.indrelid = "
                + Name.literal(name.quoted()) + "::pg_catalog.regclass); END $howdah$";
    }

    private List<String> detached(QualifiedName name) {
        var all = new ArrayList<>(takingApart(name).toList());
        all.add(mustBeEmpty(name));
        all.add("ALTER TABLE " + table.name().quoted() + " DETACH PARTITION " + name.quoted());
        return all;
    }

    /** Locks under which a partition is taken away, or the default partition is changed. */
    Stream<String> takingApart(QualifiedName name) {
        return Stream.of(
                        Stream.of(
                                Locks.ask("ONLY " + table.name().quoted(), EXCLUSIVE),
                                Locks.ask(name.quoted(), EXCLUSIVE)),
                        asked(EXCLUSIVE))
                .flatMap(s -> s)
                .distinct();
    }

    /** Locks under which one is added: on the default partition, and on tables that foreign keys connect. */
    private Stream<String> asked(String onReferenced) {
        return Stream.of(
                        table.defaultPartition().map(Slice::name).stream()
                                .map(name -> Locks.ask(name.quoted(), EXCLUSIVE)),
                        outgoing(onReferenced),
                        table.incoming().stream()
                                .map(key -> Locks.ask(key.from().quoted(), NO_WRITERS)))
                .flatMap(s -> s)
                .distinct();
    }

    private Stream<String> outgoing(String mode) {
        return table.outgoing().stream()
                .map(key -> Locks.ask(key.to().quoted(), mode))
                .distinct();
    }

    PlannedStep step(Kind kind, QualifiedName object, String summary, List<String> sql) {
        return PlannedStep.on(kind, table.table(), summary, sql).object(object).detail(detail.json());
    }
}

package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the partitioned table beside the one in use, with the partitions beyond the first; and removes it. Where it has foreign keys,
 * these and the partitions come one by one, as each needs a lock on the tables that they point at.
 */
final class BesideStatements {

    private static final String PUBLICATIONS = """
            SELECT format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, CAST(? AS text))
              FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = CAST(? AS oid)
             ORDER BY p.pubname""";

    private static final String EXCLUSIVE = "ACCESS EXCLUSIVE";

    private final Session session;
    private final PartitionTable change;
    private final TableFacts facts;
    private final Conversion.Layout layout;
    private final QualifiedName working;
    private final Likeness likeness;

    BesideStatements(Session session, PartitionTable change, TableFacts facts, Conversion.Layout layout) {
        this.session = session;
        this.change = change;
        this.facts = facts;
        this.layout = layout;
        working = new Names(facts.name()).working();
        likeness = new Likeness(session, facts);
    }

    List<String> all() throws SQLException {
        var all = new ArrayList<String>();
        all.add("CREATE TABLE " + working.quoted() + " (LIKE "
                + facts.name().quoted()
                + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION"
                + " INCLUDING COMMENTS INCLUDING STATISTICS) PARTITION BY "
                + change.scheme().sql()
                + likeness.tablespace());
        columns(all);
        all.addAll(likeness.of(working));
        if (facts.comment() != null) {
            all.add("COMMENT ON TABLE " + working.quoted() + " IS " + Name.literal(facts.comment()));
        }
        indexes(all);
        for (var trigger : facts.triggers()) {
            all.addAll(trigger.create(facts.name(), working));
        }
        policies(all);
        all.addAll(session.query(
                PUBLICATIONS,
                row -> row.getString(1),
                working.quoted(),
                facts.table().oid()));
        if (facts.outgoing().isEmpty()) {
            for (var further : layout.further()) {
                all.addAll(partition(further));
            }
        }
        return all;
    }

    private void columns(List<String> all) throws SQLException {
        for (var column : facts.columns()) {
            if (column.name().equals(change.scheme().column()) && !column.notNull()) {
                all.add(column.alter(working, "SET NOT NULL"));
            }
            if (column.identity() != null) {
                var sequence = facts.sequence(column);
                all.add(column.addIdentity(working, Names.working(sequence)));
                all.addAll(likeness.grants(
                        sequence.quoted(), Names.working(sequence).quoted()));
            }
        }
    }

    private void indexes(List<String> all) {
        var deciding = change.scheme().column();
        for (var key : facts.keys()) {
            if (!key.valid() || (key.lacks(deciding) && change.keys() == PartitionTable.Keys.WITHOUT)) {
                continue;
            }
            var name = Names.working(key.name());
            var further = key.lacks(deciding) ? List.of(deciding) : List.<String>of();
            if (key.isConstraint()) {
                all.add("ALTER TABLE " + working.quoted() + " ADD CONSTRAINT " + Name.quoted(name.name()) + " "
                        + key.constraintSql(further));
            } else if (!further.isEmpty()) {
                all.add(key.indexSql(name.name(), working, further, false));
            } else {
                all.add("CREATE " + (key.unique() ? "UNIQUE " : "") + "INDEX " + Name.quoted(name.name()) + " ON "
                        + working.quoted() + key.body());
            }
            all.addAll(ConversionSteps.comments(key, name, working));
        }
    }

    private void policies(List<String> all) {
        if (facts.policiesEnabled()) {
            all.add("ALTER TABLE " + working.quoted() + " ENABLE ROW LEVEL SECURITY");
        }
        if (facts.policiesForced()) {
            all.add("ALTER TABLE " + working.quoted() + " FORCE ROW LEVEL SECURITY");
        }
    }

    private List<String> partition(Conversion.Further further) throws SQLException {
        var own = change.keys() == PartitionTable.Keys.WITHOUT
                ? facts.keys().stream()
                        .filter(k -> k.valid() && k.lacks(change.scheme().column()))
                        .toList()
                : List.<LiveKey>of();
        var all = new ArrayList<>(likeness.partition(working, further.name(), own));
        all.add("ALTER TABLE " + working.quoted() + " ATTACH PARTITION "
                + further.name().quoted() + " " + further.forValues());
        return all;
    }

    List<String> undo() {
        return List.of("DROP TABLE IF EXISTS " + working.quoted());
    }

    List<String> foreignKey(ForeignKey key) {
        return List.of(Locks.ask(key.to().quoted(), "SHARE ROW EXCLUSIVE"), key.add(working));
    }

    List<String> undo(ForeignKey key) {
        return List.of(
                Locks.ask(key.to().quoted(), EXCLUSIVE),
                "ALTER TABLE IF EXISTS " + working.quoted() + " DROP CONSTRAINT IF EXISTS " + Name.quoted(key.name()));
    }

    /** A partition of a table with foreign keys. */
    List<String> guarded(Conversion.Further further) throws SQLException {
        return Stream.concat(referenced("SHARE ROW EXCLUSIVE"), partition(further).stream())
                .toList();
    }

    List<String> undo(Conversion.Further further) {
        return Stream.concat(
                        referenced(EXCLUSIVE),
                        Stream.of("DROP TABLE IF EXISTS " + further.name().quoted()))
                .toList();
    }

    private Stream<String> referenced(String mode) {
        return facts.outgoing().stream()
                .map(key -> Locks.ask(key.to().quoted(), mode))
                .distinct();
    }
}

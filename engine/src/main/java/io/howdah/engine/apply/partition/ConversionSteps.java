package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The steps of a conversion against which nothing stands. */
final class ConversionSteps {

    /** The check that says where the first partition ends. */
    static final String CHECK = "howdah_bound";

    private static final String EXCLUSIVE = "ACCESS EXCLUSIVE";

    private final Session session;
    private final PartitionTable change;
    private final TableFacts facts;
    private final Conversion.Layout layout;
    private final Names names;
    private final ConversionDetail detail;
    private final String column;
    private final QualifiedName table;

    ConversionSteps(Session session, PartitionTable change, TableFacts facts, Conversion.Layout layout) {
        this.session = session;
        this.change = change;
        this.facts = facts;
        this.layout = layout;
        table = facts.name();
        names = new Names(table);
        column = change.scheme().column();
        detail = new ConversionDetail(
                Conversion.key(change), names.working(), names.first(), null, List.of(), null, null);
    }

    List<PlannedStep> all() throws SQLException {
        var steps = new ArrayList<PlannedStep>();
        beside(steps);
        steps.add(check());
        steps.add(step(
                Kind.LONG_STATEMENT,
                "check that all rows of " + table + " have " + layout.first().reach(),
                List.of("ALTER TABLE " + table.quoted() + " VALIDATE CONSTRAINT " + CHECK)));
        if (!facts.column(column).orElseThrow().notNull()) {
            steps.add(notNull());
        }
        droppedForeignKeys(steps);
        if (change.keys() == PartitionTable.Keys.WIDEN) {
            for (var key : lacking()) {
                steps.add(wider(key));
                steps.add(exchange(key));
            }
        }
        var repointed = repointed();
        if (!repointed.isEmpty()) {
            steps.add(
                    step(Kind.LONG_STATEMENT, "check the foreign keys that point at " + table + ", in undo", List.of())
                            .undo(repointed.stream().map(ForeignKey::validate).toList()));
        }
        steps.add(new SwapStatements(session, change, facts, layout, repointed).step(detail));
        if (!repointed.isEmpty()) {
            steps.add(step(
                    Kind.LONG_STATEMENT,
                    "check the foreign keys that point at " + table,
                    repointed.stream().map(ForeignKey::validate).toList()));
        }
        return steps;
    }

    private PlannedStep step(Kind kind, String summary, List<String> sql) {
        return PlannedStep.on(kind, facts.table(), summary, sql).detail(detail.json());
    }

    static String ask(QualifiedName relation) {
        return Locks.ask("ONLY " + relation.quoted(), EXCLUSIVE);
    }

    private void beside(List<PlannedStep> steps) throws SQLException {
        var statements = new BesideStatements(session, change, facts, layout);
        steps.add(step(Kind.TRANSACTION, "make a partitioned table beside " + table, statements.all())
                .undo(statements.undo()));
        for (var key : facts.outgoing()) {
            steps.add(step(Kind.TRANSACTION, "give it the foreign key " + key.name(), statements.foreignKey(key))
                    .undo(statements.undo(key)));
        }
        for (var further : facts.outgoing().isEmpty() ? List.<Conversion.Further>of() : layout.further()) {
            steps.add(step(
                            Kind.TRANSACTION,
                            "give it the partition " + further.name().name(),
                            statements.guarded(further))
                    .undo(statements.undo(further)));
        }
    }

    private PlannedStep check() {
        return step(
                        Kind.TRANSACTION,
                        "refuse rows of " + table + " that do not have "
                                + layout.first().reach() + ", until the partitions are in place",
                        List.of(
                                ask(table),
                                "ALTER TABLE ONLY " + table.quoted() + " ADD CONSTRAINT " + CHECK + " CHECK ("
                                        + layout.first().check() + ") NOT VALID"))
                .undo(List.of(
                        ask(table), "ALTER TABLE ONLY " + table.quoted() + " DROP CONSTRAINT IF EXISTS " + CHECK));
    }

    /** The server sees that the check says so already, and does not look at the rows. */
    private PlannedStep notNull() {
        var alter = "ALTER TABLE ONLY " + table.quoted() + " ALTER COLUMN " + Name.quoted(column);
        return step(
                        Kind.TRANSACTION,
                        "set column " + column + " of " + table + " NOT NULL",
                        List.of(ask(table), alter + " SET NOT NULL"))
                .undo(List.of(ask(table), alter + " DROP NOT NULL"));
    }

    private List<LiveKey> lacking() {
        return facts.keys().stream()
                .filter(key -> key.valid() && key.lacks(column))
                .toList();
    }

    private boolean loses(ForeignKey key) {
        return lacking().stream().anyMatch(l -> l.oid() == key.indexOid()) || key.fromPartitioned();
    }

    private List<ForeignKey> repointed() {
        return facts.incoming().stream().filter(key -> !loses(key)).toList();
    }

    private void droppedForeignKeys(List<PlannedStep> steps) {
        for (var key : facts.incoming().stream().filter(this::loses).toList()) {
            var asked = List.of(Locks.ask(key.from().quoted(), EXCLUSIVE), ask(table));
            if (key.validated()) {
                steps.add(step(
                                Kind.LONG_STATEMENT,
                                "check foreign key " + key.name() + " of " + key.from() + ", in undo",
                                List.of())
                        .undo(List.of(key.validate())));
            }
            steps.add(step(
                            Kind.TRANSACTION,
                            "drop foreign key " + key.name() + " of " + key.from(),
                            with(asked, key.drop()))
                    .undo(with(asked, key.fromPartitioned() ? key.add(key.from()) : key.addUnchecked())));
        }
    }

    private static List<String> with(List<String> asked, String statement) {
        return Stream.concat(asked.stream(), Stream.of(statement)).toList();
    }

    private PlannedStep wider(LiveKey key) {
        var wide = Names.wider(key.name());
        return PlannedStep.of(
                        Kind.CREATE_INDEX,
                        facts.table().oid(),
                        table,
                        wide,
                        List.of(key.indexSql(wide.name(), table, List.of(column), true)),
                        List.of("DROP INDEX CONCURRENTLY IF EXISTS " + wide.quoted()),
                        io.howdah.engine.apply.run.StepState.PLANNED)
                .detail(detail.json());
    }

    private PlannedStep exchange(LiveKey key) {
        var narrow = Names.narrow(key.name());
        var build = key.indexSql(narrow.name(), table, List.of(), true);
        return step(
                        Kind.PARTITION_KEY,
                        "widen the " + key.what() + " of " + table + " by " + column,
                        exchanged(key, Names.wider(key.name())))
                .undo(exchanged(key, narrow))
                .detail(detail.building(build, narrow).json());
    }

    private List<String> exchanged(LiveKey key, QualifiedName index) {
        var all = new ArrayList<String>();
        var name = Name.quoted(key.name().name());
        all.add(ask(table));
        if (key.isConstraint()) {
            all.add("ALTER TABLE ONLY " + table.quoted() + " DROP CONSTRAINT " + name + ", ADD CONSTRAINT " + name
                    + (key.primary() ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + Name.quoted(index.name())
                    + key.suffix());
        } else {
            all.add("DROP INDEX " + key.name().quoted());
            all.add("ALTER INDEX " + index.quoted() + " RENAME TO " + name);
        }
        all.addAll(comments(key, key.name(), table));
        if (key.clustered()) {
            all.add("ALTER TABLE ONLY " + table.quoted() + " CLUSTER ON " + name);
        }
        return all;
    }

    /** What is said about an index and its constraint. */
    static List<String> comments(LiveKey key, QualifiedName index, QualifiedName on) {
        var all = new ArrayList<String>();
        if (key.comment() != null) {
            all.add("COMMENT ON INDEX " + index.quoted() + " IS " + Name.literal(key.comment()));
        }
        if (key.constraintComment() != null) {
            all.add("COMMENT ON CONSTRAINT " + Name.quoted(index.name()) + " ON " + on.quoted() + " IS "
                    + Name.literal(key.constraintComment()));
        }
        return all;
    }
}

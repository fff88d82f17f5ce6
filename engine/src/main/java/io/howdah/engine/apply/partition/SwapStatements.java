package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The exchange of names, forth and back. */
final class SwapStatements {

    private static final String EXCLUSIVE = "ACCESS EXCLUSIVE";

    static final String POLICIES = """
            SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', polname, CAST(? AS text),
                          CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                          CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                               ELSE 'ALL' END,
                          (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ')
                             FROM unnest(polroles) r),
                          ' USING (' || pg_get_expr(polqual, polrelid) || ')',
                          ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
              FROM pg_policy WHERE polrelid = CAST(? AS oid) ORDER BY polname""";

    private final Session session;
    private final PartitionTable change;
    private final TableFacts facts;
    private final Conversion.Layout layout;
    private final List<ForeignKey> repointed;
    private final QualifiedName table;
    private final QualifiedName working;
    private final QualifiedName first;

    SwapStatements(
            Session session,
            PartitionTable change,
            TableFacts facts,
            Conversion.Layout layout,
            List<ForeignKey> repointed) {
        this.session = session;
        this.change = change;
        this.facts = facts;
        this.layout = layout;
        this.repointed = repointed;
        table = facts.name();
        var names = new Names(table);
        working = names.working();
        first = names.first();
    }

    PlannedStep step(ConversionDetail detail) throws SQLException {
        var swap = PlannedStep.on(
                        Kind.PARTITION_SWAP,
                        facts.table(),
                        "put the partitioned table in the place of " + table + ", which becomes its partition "
                                + first.name() + ", with " + layout.first().reach(),
                        forth())
                .undo(back());
        var whole =
                detail.after(repointed.stream().map(ForeignKey::addUnchecked).toList());
        return swap.detail(
                (layout.until() == null ? whole : whole.bound(layout.until().toString())).json());
    }

    /** Views first, as their readers lock them before the table. */
    private List<String> locks() {
        var all = new ArrayList<String>();
        facts.dependents().stream()
                .map(Dependent::view)
                .filter(Objects::nonNull)
                .forEach(view -> all.add(Locks.ask(view.quoted(), EXCLUSIVE)));
        all.add(ConversionSteps.ask(table));
        facts.outgoing().forEach(key -> all.add(Locks.ask(key.to().quoted(), EXCLUSIVE)));
        repointed.forEach(key -> all.add(Locks.ask(key.from().quoted(), EXCLUSIVE)));
        return all.stream().distinct().toList();
    }

    private List<String> forth() throws SQLException {
        var all = new ArrayList<>(locks());
        for (var column : facts.counted()) {
            if (column.identity() != null) {
                var sequence = facts.sequence(column);
                all.add(setval(Names.working(sequence), sequence));
                all.add(column.alter(table, "DROP IDENTITY"));
                all.add(rename("SEQUENCE", Names.working(sequence), sequence));
            }
        }
        repointed.forEach(key -> all.add(key.drop()));
        facts.triggers().forEach(trigger -> all.add(trigger.drop(table)));
        var valid = facts.keys().stream().filter(LiveKey::valid).toList();
        valid.forEach(key -> all.add(rename("INDEX", key.name(), Names.first(key.name()))));
        all.add(rename("TABLE", table, first));
        all.add(rename("TABLE", working, table));
        valid.stream()
                .filter(this::kept)
                .forEach(key -> all.add(rename("INDEX", Names.working(key.name()), key.name())));
        all.add("ALTER TABLE " + table.quoted() + " ATTACH PARTITION " + first.quoted() + " "
                + layout.first().forValues());
        all.add("ALTER TABLE ONLY " + first.quoted() + " DROP CONSTRAINT " + ConversionSteps.CHECK);
        serials(all);
        all.addAll(session.query(
                POLICIES, row -> row.getString(1), table.quoted(), facts.table().oid()));
        repointed.forEach(key -> all.add(key.addUnchecked()));
        again(all);
        all.add(registration());
        return all;
    }

    private boolean kept(LiveKey key) {
        return !key.lacks(change.scheme().column()) || change.keys() == PartitionTable.Keys.WIDEN;
    }

    private void serials(List<String> all) {
        for (var column : facts.counted()) {
            if (column.identity() == null) {
                all.add("ALTER SEQUENCE " + facts.sequence(column).quoted() + " OWNED BY " + table.quoted() + "."
                        + Name.quoted(column.name()));
            }
        }
    }

    private void again(List<String> all) {
        facts.dependents().stream()
                .map(Dependent::again)
                .filter(Objects::nonNull)
                .forEach(all::add);
    }

    private static String rename(String kind, QualifiedName from, QualifiedName to) {
        return "ALTER " + kind + " " + from.quoted() + " RENAME TO " + Name.quoted(to.name());
    }

    private static String setval(QualifiedName sequence, QualifiedName from) {
        return "SELECT pg_catalog.setval(" + Name.literal(sequence.quoted()) + ", last_value, is_called) FROM "
                + from.quoted();
    }

    private String registration() {
        var zone = change.scheme() instanceof PartitionScheme.ByTime time
                ? time.zone().getId()
                : null;
        return "INSERT INTO howdah.partitioned (table_schema, table_name, column_name, every, zone, ahead) VALUES ("
                + Name.literal(table.schema()) + ", " + Name.literal(table.name()) + ", "
                + Name.literal(change.scheme().column()) + ", " + literal(every(change.scheme())) + ", " + literal(zone)
                + ", " + change.ahead() + ")";
    }

    /** As the table of partitioned tables has it; null for lists. */
    static @org.jspecify.annotations.Nullable String every(PartitionScheme scheme) {
        return switch (scheme) {
            case PartitionScheme.ByTime time -> time.span().word();
            case PartitionScheme.ByNumber number -> Long.toString(number.step());
            case PartitionScheme.ByValue value -> null;
        };
    }

    private static String literal(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "NULL" : Name.literal(text);
    }

    /** What is done when the partitions are detached; what is known only then is added by {@link Swap}. */
    private List<String> back() throws SQLException {
        var all = new ArrayList<>(locks());
        var valid = facts.keys().stream().filter(LiveKey::valid).toList();
        valid.stream()
                .filter(this::kept)
                .forEach(key -> all.add(rename("INDEX", key.name(), Names.working(key.name()))));
        all.add(rename("TABLE", table, working));
        all.add(rename("TABLE", first, table));
        valid.forEach(key -> all.add(rename("INDEX", Names.first(key.name()), key.name())));
        for (var column : facts.counted()) {
            var sequence = facts.sequence(column);
            if (column.identity() != null) {
                all.add(rename("SEQUENCE", sequence, Names.working(sequence)));
                all.add(column.addIdentity(table, sequence));
                all.add(setval(sequence, Names.working(sequence)));
                all.addAll(new Likeness(session, facts).grants(sequence.quoted(), sequence.quoted()));
            }
        }
        serials(all);
        facts.triggers().forEach(trigger -> all.addAll(trigger.create(table, table)));
        again(all);
        all.add("DELETE FROM howdah.partitioned WHERE table_schema = " + Name.literal(table.schema())
                + " AND table_name = " + Name.literal(table.name()));
        return all;
    }
}

package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.LivePart.Defined;
import io.howdah.engine.apply.shadow.LivePart.ForeignKey;
import io.howdah.engine.apply.shadow.LivePart.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.RewriteTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a table when its rewrite is planned, and what is wished of it.
 *
 * @param division null where the new table is a plain one
 * @param fromOldTables foreign keys that point at it from tables that are kept for undo by then, as the same change has them
 *     written anew before
 */
record Facts(
        RewriteTable change,
        @Nullable Division division,
        LiveTable table,
        LiveTraits traits,
        List<LiveColumn> columns,
        List<Index> indexes,
        List<ForeignKey> outgoing,
        List<ForeignKey> incoming,
        List<ForeignKey> fromOldTables,
        List<Defined> triggers,
        List<Defined> rules,
        List<Defined> statistics,
        List<Defined> views,
        List<LiveTraits.Publication> publications,
        List<OwnedSequence> sequences,
        ShadowSpec spec) {

    static Facts of(
            Session session,
            RewriteTable change,
            @Nullable Division division,
            LiveTable table,
            LiveTraits traits,
            ShadowSpec spec,
            Company company)
            throws SQLException {
        long oid = table.oid();
        return new Facts(
                change,
                division,
                table,
                traits,
                LiveColumn.of(session, oid),
                Index.of(session, oid).stream()
                        .filter(i -> i.columns().stream().noneMatch(change.dropped()::contains))
                        .toList(),
                ForeignKey.from(session, oid).stream()
                        .filter(k -> k.columns().stream().noneMatch(change.dropped()::contains))
                        .toList(),
                ForeignKey.to(session, oid),
                company.fromOldTables(session, oid),
                Defined.of(session, Defined.TRIGGERS, oid),
                Defined.of(session, Defined.RULES, oid),
                Defined.of(session, Defined.STATISTICS, oid),
                Defined.of(session, Defined.VIEWS, oid),
                LiveTraits.publications(session, oid),
                OwnedSequence.of(session, oid),
                spec);
    }

    Optional<RewriteTable.NewType> newType(String column) {
        return change.types().stream().filter(t -> t.column().equals(column)).findFirst();
    }

    boolean keeps(LiveColumn column) {
        return !change.dropped().contains(column.name());
    }

    /** Whether a value that the table in use takes may be refused by the new one. */
    boolean copyMayFail() {
        return (division != null && division.gaps()) || change.types().stream().anyMatch(t -> !integers(t));
    }

    /** Whether a value that the new table takes may be refused by the old one, other than for its size. */
    boolean wayBackMayFail() {
        return copyMayFail() || (division != null && !division.keys().isEmpty());
    }

    /** Whether rows may be written into the new table that the old one does not get. */
    boolean mayLose() {
        return wayBackMayFail() || !narrower().isEmpty();
    }

    /**
     * Foreign keys that do not point at the old table while it is kept: what points at a row that it could not take would fail. They
     * come back with undo, without a look at the rows, which a step of it takes then.
     */
    List<ForeignKey> backWithUndo() {
        if (division != null) {
            return incoming;
        }
        var others = mayLose() ? Stream.concat(incoming.stream(), selfReferring().stream()) : Stream.<ForeignKey>of();
        return Stream.concat(others, fromOldTables.stream()).toList();
    }

    List<ForeignKey> selfReferring() {
        return outgoing.stream().filter(k -> k.table().equals(k.other())).toList();
    }

    /** Whether other tables point at the new one while rows follow by a trigger. */
    boolean referenced() {
        return division == null && !incoming.isEmpty();
    }

    /** Indexes that the new table has as a whole. */
    List<Index> wholeIndexes() {
        return indexes.stream()
                .filter(index -> division == null || division.whole(index))
                .toList();
    }

    /** What the copy needs that is not there without it. */
    List<PlannedStep> beforeTheCopy() {
        var order = spec.order();
        return order == null ? List.of() : order.before(table, traits.tablespace());
    }

    /** What the copy does, for people. */
    String copying() {
        var order = spec.order();
        return "copy the rows of " + table.name()
                + (order == null ? "" : " in the order of index " + Name.quoted(order.index()));
    }

    List<PlannedStep> afterTheCopy() {
        var order = spec.order();
        return order == null ? List.of() : order.after(table);
    }

    List<Narrower> narrower() {
        return change.types().stream()
                .flatMap(t -> Narrower.of(t.column(), oldType(t), t.type()).stream())
                .toList();
    }

    /** Whether the column holds integers before and after, so that nothing but their size counts. */
    boolean integers(RewriteTable.NewType type) {
        return type.using() == null && type.back() == null && Narrower.integers(oldType(type), type.type());
    }

    String oldType(RewriteTable.NewType type) {
        return columns.stream()
                .filter(c -> c.name().equals(type.column()))
                .map(LiveColumn::type)
                .findFirst()
                .orElse("");
    }
}

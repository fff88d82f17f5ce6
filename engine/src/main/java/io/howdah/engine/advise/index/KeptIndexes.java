package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Kept;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of existing indexes that look as if they could go why they stay. */
final class KeptIndexes {

    private KeptIndexes() {}

    /** Those that a statement needs, then those that are there for something else than scans. */
    static List<Kept> of(Catalog catalog, List<Unproven> unproven, Set<QualifiedName> going) {
        var kept = new LinkedHashMap<QualifiedName, Kept>();
        for (Unproven one : unproven) {
            var name = one.drop().index().name();
            if (one.isNeeded() && !going.contains(name) && looksUseless(one)) {
                kept.putIfAbsent(name, needed(name, one.effect()));
            }
        }
        promises(catalog, kept);
        return List.copyOf(kept.values());
    }

    /** An index whose statements lose more than its writes pay is simply useful, and nothing need be said of it. */
    private static boolean looksUseless(Unproven one) {
        var effect = one.effect();
        return !one.drop().finding().slug().equals(UnprofitableIndexRule.SLUG)
                || (effect != null && effect.readsLost() < effect.writesSaved());
    }

    private static Kept needed(QualifiedName name, Proof.@Nullable Effect effect) {
        var victim = effect == null ? null : effect.victim();
        if (victim == null) {
            throw new IllegalStateException("no statement needs " + name);
        }
        var statement = victim.asked().question().statement();
        var why = ForeignKeyChecks.isCheck(victim.asked().question())
                ? "the server looks for referencing rows by it at each deletion: \"%s\""
                : "it is the only good way for \"%s\"";
        return new Kept(
                name.toString(),
                why.formatted(StatementText.brief(statement))
                        + ", of which a call would cost %s instead of %s without it, by the planner's estimate; %s calls"
                                .formatted(
                                        Figures.of(victim.after()),
                                        Figures.of(victim.before()),
                                        Figures.of(statement.calls())),
                statement.id());
    }

    private static void promises(Catalog catalog, Map<QualifiedName, Kept> kept) {
        for (Relation table : Droppable.tables(catalog)) {
            if (table.kind() == Relation.Kind.PARTITIONED_TABLE
                    || table.use() == null
                    || table.pages() < CandidatePool.SMALL_PAGES) {
                continue;
            }
            for (Index index : Droppable.own(table)) {
                if (index.valid() && index.scans() == 0) {
                    var reasons = reasons(table, index);
                    if (!reasons.isEmpty()) {
                        var text = "never scanned, and kept: " + String.join("; ", reasons);
                        kept.putIfAbsent(index.name(), new Kept(index.name().toString(), text, null));
                    }
                }
            }
        }
    }

    private static List<String> reasons(Relation table, Index index) {
        var reasons = new ArrayList<String>();
        if (index.constraint() != null) {
            reasons.add("it enforces the constraint " + index.constraint());
        } else if (index.enforced()) {
            reasons.add("it enforces that rows are unique");
        }
        if (index.replicaIdentity()) {
            reasons.add("logical replication tells rows apart by it (replica identity)");
        }
        if (index.clustered()) {
            reasons.add("the table is marked as clustered by it");
        }
        if (ForeignKeys.isOnlyServant(table, index)) {
            reasons.add(
                    "when a referenced row is deleted or its key changes, the rows that refer to it are found by it");
        }
        return reasons;
    }
}

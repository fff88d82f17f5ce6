package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.shadow.LivePart.ForeignKey;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that remove the old table when nobody wants to go back: first what keeps it in step, then what ties it to other tables,
 * then, by itself since it may take long, the table.
 */
final class FinishSql {

    private final Facts facts;
    private final ShadowSpec spec;

    FinishSql(Facts facts) {
        this.facts = facts;
        this.spec = facts.spec();
    }

    List<PlannedStep> steps() {
        var steps = new ArrayList<PlannedStep>();
        var name = facts.table().name();
        steps.add(step("keep the old table of " + name + " in step no longer", untie()));
        facts.outgoing().stream()
                .filter(k -> !k.table().equals(k.other()))
                .forEach(k -> steps.add(step(
                        "drop foreign key " + k.name() + " of the old table of " + name,
                        List.of(
                                Locks.ask("ONLY " + spec.old(), "ACCESS EXCLUSIVE"),
                                Locks.ask("ONLY " + k.other(), "ACCESS EXCLUSIVE"),
                                "ALTER TABLE " + spec.old() + " DROP CONSTRAINT IF EXISTS " + Name.quoted(k.name())))));
        steps.add(step(
                "drop the old table of " + name,
                List.of(
                        "DROP TABLE IF EXISTS " + spec.old(),
                        "DROP FUNCTION IF EXISTS " + spec.backward() + "()",
                        "DROP FUNCTION IF EXISTS " + spec.forward() + "()",
                        "DROP TABLE IF EXISTS " + spec.late(),
                        "DELETE FROM howdah.shadow WHERE source = " + spec.oid())));
        return steps;
    }

    private PlannedStep step(String summary, List<String> sql) {
        return PlannedStep.on(Kind.TRANSACTION, facts.table(), summary, sql)
                .detail(spec.json())
                .finishing();
    }

    private List<String> untie() {
        var sql = new ArrayList<String>();
        sql.add(Locks.ask(spec.only(spec.inUse()), "ACCESS EXCLUSIVE"));
        sql.add("DROP TRIGGER IF EXISTS " + spec.trigger() + " ON " + spec.inUse());
        sql.add("DROP TRIGGER IF EXISTS " + spec.truncateTrigger() + " ON " + spec.inUse());
        if (facts.referenced()) {
            untieReferring(sql);
        }
        return sql;
    }

    private void untieReferring(List<String> sql) {
        var asked = new ArrayList<String>();
        asked.add(Locks.ask("ONLY " + spec.old(), "ACCESS EXCLUSIVE"));
        facts.incoming().stream()
                .map(ForeignKey::table)
                .distinct()
                .forEach(t -> asked.add(Locks.ask("ONLY " + t, "ACCESS EXCLUSIVE")));
        sql.addAll(1, asked);
        for (ForeignKey key : facts.incoming()) {
            sql.add("ALTER TABLE " + key.table() + " DROP CONSTRAINT IF EXISTS "
                    + Name.quoted(CreationSql.oldName(key.name())));
        }
    }
}

package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.shadow.LivePart.ForeignKey;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;

/** The steps that give a new table its foreign keys, those of its own and those that point at it. */
final class ForeignKeySteps {

    private static final String SHARE = "SHARE ROW EXCLUSIVE";

    private static final String EXCLUSIVE = "ACCESS EXCLUSIVE";

    private final Facts facts;
    private final ShadowSpec spec;

    ForeignKeySteps(Facts facts) {
        this.facts = facts;
        this.spec = facts.spec();
    }

    private PlannedStep step(Kind kind, String summary, List<String> sql) {
        return PlannedStep.on(kind, facts.table(), summary, sql).detail(spec.json());
    }

    /** A partitioned table has them while it is empty, as it cannot have any that are not validated. */
    List<PlannedStep> outgoing() {
        var steps = new ArrayList<PlannedStep>();
        facts.outgoing().forEach(key -> outgoing(key, steps));
        return steps;
    }

    private void outgoing(ForeignKey key, List<PlannedStep> steps) {
        boolean self = key.table().equals(key.other());
        var target = self ? spec.shadow() : key.other();
        var deferral = self ? "DEFERRABLE INITIALLY DEFERRED" : key.deferral();
        var name = Name.quoted(key.name());
        var sql = asked(key, SHARE);
        sql.add("ALTER TABLE " + spec.shadow() + " ADD CONSTRAINT " + name + " " + key.pointingAt(target) + " "
                + deferral + (spec.partitioned() ? "" : " NOT VALID"));
        var comment = key.comment();
        if (comment != null) {
            sql.add("COMMENT ON CONSTRAINT " + name + " ON " + spec.shadow() + " IS " + Name.literal(comment));
        }
        var undo = asked(key, EXCLUSIVE);
        undo.add("ALTER TABLE " + spec.shadow() + " DROP CONSTRAINT " + name);
        steps.add(step(
                        Kind.TRANSACTION,
                        "add foreign key " + key.name() + " to the new table of "
                                + facts.table().name(),
                        sql)
                .undo(undo));
        if (key.validated() && !spec.partitioned()) {
            steps.add(step(
                    Kind.LONG_STATEMENT,
                    "validate foreign key " + key.name() + " of the new table",
                    List.of("ALTER TABLE " + spec.shadow() + " VALIDATE CONSTRAINT " + name)));
        }
    }

    private List<String> asked(ForeignKey key, String mode) {
        var sql = new ArrayList<String>();
        sql.add(Locks.ask(spec.only(spec.shadow()), mode));
        if (!key.table().equals(key.other())) {
            sql.add(Locks.ask(spec.partitioned() ? key.other() : "ONLY " + key.other(), mode));
        }
        return sql;
    }

    /** Under another name until the old one goes, and checked at the end of a transaction as long as rows follow by a trigger. */
    List<PlannedStep> incoming() {
        var steps = new ArrayList<PlannedStep>();
        if (!spec.partitioned()) {
            facts.incoming().forEach(key -> incoming(key, steps));
        }
        return steps;
    }

    private void incoming(ForeignKey key, List<PlannedStep> steps) {
        var name = Name.quoted(CreationSql.newName(key.name()));
        steps.add(step(
                        Kind.TRANSACTION,
                        "let foreign key " + key.name() + " of " + key.table() + " point at the new table too",
                        List.of(
                                Locks.ask("ONLY " + key.table(), SHARE),
                                Locks.ask("ONLY " + spec.shadow(), SHARE),
                                "ALTER TABLE " + key.table() + " ADD CONSTRAINT " + name + " "
                                        + key.pointingAt(spec.shadow())
                                        + " DEFERRABLE INITIALLY DEFERRED NOT VALID"))
                .undo(List.of(
                        Locks.ask("ONLY " + key.table(), EXCLUSIVE),
                        Locks.ask("ONLY " + spec.shadow(), EXCLUSIVE),
                        "ALTER TABLE " + key.table() + " DROP CONSTRAINT " + name)));
        if (key.validated()) {
            steps.add(step(
                    Kind.LONG_STATEMENT,
                    "validate foreign key " + key.name() + " of " + key.table(),
                    List.of("ALTER TABLE " + key.table() + " VALIDATE CONSTRAINT " + name)));
        }
    }

    /**
     * With the swap those that point at a table change over to its partitioned form, without a look at the rows that are there; this
     * looks at them afterwards.
     */
    List<PlannedStep> lookedAtAfterwards() {
        return facts.incoming().stream()
                .filter(key -> moves(key) && key.validated())
                .map(key -> step(
                        Kind.LONG_STATEMENT,
                        "check foreign key " + key.name() + " of " + key.table(),
                        List.of(validate(key))))
                .toList();
    }

    /** The same of undo, which comes to these steps after it has come to the swap. */
    List<PlannedStep> lookedAtInUndo() {
        return facts.backWithUndo().stream()
                .filter(ForeignKey::validated)
                .map(key -> step(
                                Kind.LONG_STATEMENT,
                                "check foreign key " + key.name() + " of " + key.table() + ", in undo",
                                List.of())
                        .undo(List.of(validate(key))))
                .toList();
    }

    private boolean moves(ForeignKey key) {
        var division = facts.division();
        return division != null && division.keeps(key);
    }

    private static String validate(ForeignKey key) {
        return "ALTER TABLE " + key.table() + " VALIDATE CONSTRAINT " + Name.quoted(key.name());
    }
}

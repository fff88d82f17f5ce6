package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Trigger;
import io.howdah.engine.catalog.Name;
import java.util.List;

/** Sees triggers that were switched off, those of foreign keys among them. */
public final class DisabledTriggerRule implements Rule {

    @Override
    public String slug() {
        return "disabled-trigger";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var own = OwnTables.byName(scene.catalog());
        return scene.catalog().guards().triggers().stream()
                .filter(t -> !t.enabled() && own.containsKey(t.table()))
                .map(this::finding)
                .toList();
    }

    private Finding finding(Trigger trigger) {
        boolean constraint = trigger.name().startsWith("RI_ConstraintTrigger");
        var name = trigger.table() + "." + Name.quoted(trigger.name());
        return Finding.of(
                        slug(),
                        constraint ? Severity.WARNING : Severity.NOTICE,
                        name,
                        constraint
                                ? "a foreign key of %s is not checked".formatted(trigger.table())
                                : "the trigger %s is off".formatted(name),
                        constraint
                                ? "Somebody switched the triggers of the table off, for a load perhaps, and the key with them: rows that refer to nothing come in, while the key is there to be read."
                                : "What it does is not done. Where that is for good, drop it.",
                        List.of(Evidence.catalog("tgenabled = D; calls " + trigger.function())))
                .deciding(decision(trigger, constraint));
    }

    private static Decision decision(Trigger trigger, boolean constraint) {
        var table = trigger.table().quoted();
        var name = Name.quoted(trigger.name());
        var on = Decision.whether(
                "switch it on again",
                List.of("Rows written meanwhile are not looked at: look for those that break what it keeps."),
                "ALTER TABLE " + table + " ENABLE TRIGGER " + name);
        return constraint
                ? on.or(
                        "drop the foreign key, and add it anew in two steps",
                        List.of(
                                "NOT VALID binds new rows at once; VALIDATE CONSTRAINT then looks at all of them, those written meanwhile too."))
                : on.or(
                        "drop it, where it is off for good",
                        List.of("Its function stays; other triggers may call it."),
                        "DROP TRIGGER " + name + " ON " + table);
    }
}

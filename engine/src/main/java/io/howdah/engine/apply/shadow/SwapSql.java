package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.shadow.LivePart.Defined;
import io.howdah.engine.apply.shadow.LivePart.ForeignKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that put the new table into the old one's place in one transaction, and those that take that back. Whatever names
 * the table does so by its own name, so it is made anew after the names have changed.
 */
final class SwapSql {

    private final Facts facts;
    private final ShadowSpec spec;
    private final List<String> forth = new ArrayList<>();
    private final List<String> back = new ArrayList<>();

    SwapSql(Facts facts) {
        this.facts = facts;
        this.spec = facts.spec();
        triggersOfOurs();
        names();
        facts.sequences().forEach(this::sequence);
        facts.triggers().forEach(this::trigger);
        facts.rules().forEach(this::rule);
        facts.views().forEach(this::view);
        facts.publications().forEach(this::publication);
        if (facts.traits().forced()) {
            both(alter("FORCE ROW LEVEL SECURITY"), alter("NO FORCE ROW LEVEL SECURITY"));
        }
        facts.incoming().forEach(this::incoming);
        facts.fromOldTables().forEach(key -> moved(key, false));
        facts.selfReferring().forEach(this::selfReference);
    }

    List<String> statements() {
        var all = new ArrayList<String>();
        all.add(Locks.ask("ONLY " + spec.inUse(), "ACCESS EXCLUSIVE"));
        all.add(Locks.ask(spec.only(spec.shadow()), "ACCESS EXCLUSIVE"));
        referring().forEach(t -> all.add(Locks.ask("ONLY " + t, "ACCESS EXCLUSIVE")));
        all.addAll(forth);
        return List.copyOf(all);
    }

    List<String> undo() {
        var all = new ArrayList<String>();
        all.add(Locks.ask(spec.only(spec.inUse()), "ACCESS EXCLUSIVE"));
        all.add(Locks.ask("ONLY " + spec.old(), "ACCESS EXCLUSIVE"));
        referring().forEach(t -> all.add(Locks.ask("ONLY " + t, "ACCESS EXCLUSIVE")));
        all.addAll(back.reversed());
        return List.copyOf(all);
    }

    private List<String> referring() {
        return Stream.concat(facts.incoming().stream(), facts.fromOldTables().stream())
                .map(ForeignKey::table)
                .distinct()
                .toList();
    }

    /** The undo statements run in the reverse order. */
    private void both(String statement, String undo) {
        forth.add(statement);
        back.add(undo);
    }

    /** One statement that undoes several, in the order given. */
    private void undoOnly(List<String> inOrder) {
        back.addAll(inOrder.reversed());
    }

    private String alter(String action) {
        return "ALTER TABLE " + spec.inUse() + " " + action;
    }

    private String alterOld(String action) {
        return "ALTER TABLE " + spec.old() + " " + action;
    }

    private void triggersOfOurs() {
        forth.add("DROP TRIGGER " + spec.trigger() + " ON " + spec.inUse());
        forth.add("DROP TRIGGER " + spec.truncateTrigger() + " ON " + spec.inUse());
        undoOnly(CreationSql.triggers(spec));
    }

    private void names() {
        var table = Name.quoted(spec.table());
        both(
                "ALTER TABLE " + spec.inUse() + " RENAME TO " + Name.quoted(spec.oldName()),
                alterOld("RENAME TO " + table));
        facts.indexes().forEach(i -> rename("INDEX", i.name(), CreationSql.oldName(i.name())));
        facts.statistics().forEach(s -> renameStatistics(s, true));
        both(
                "ALTER TABLE " + spec.shadow() + " RENAME TO " + table,
                alter("RENAME TO " + Name.quoted(spec.shadowName())));
        facts.wholeIndexes().forEach(i -> rename("INDEX", CreationSql.newName(i.name()), i.name()));
        facts.statistics().forEach(s -> renameStatistics(s, false));
        forth.addAll(CreationSql.triggers(spec, spec.backward()));
        undoOnly(List.of(
                "DROP TRIGGER IF EXISTS " + spec.trigger() + " ON " + spec.inUse(),
                "DROP TRIGGER IF EXISTS " + spec.truncateTrigger() + " ON " + spec.inUse()));
    }

    private void rename(String kind, String from, String to) {
        both(renaming(kind, from, to), renaming(kind, to, from));
    }

    private String renaming(String kind, String from, String to) {
        return "ALTER " + kind + " " + new QualifiedName(spec.schema(), from).quoted() + " RENAME TO "
                + Name.quoted(to);
    }

    private void renameStatistics(Defined statistics, boolean old) {
        var names = StatisticsNames.of(statistics.name());
        if (old) {
            both(names.rename(names.present(), names.old()), names.rename(names.old(), names.present()));
        } else {
            both(names.rename(names.shadow(), names.present()), names.rename(names.present(), names.shadow()));
        }
    }

    private void sequence(OwnedSequence sequence) {
        if (facts.change().dropped().contains(sequence.column())) {
            return;
        }
        if (sequence.identity()) {
            identity(sequence);
            return;
        }
        var name = new QualifiedName(sequence.schema(), sequence.name()).quoted();
        var column = Name.quoted(sequence.column());
        both(
                "ALTER SEQUENCE " + name + " OWNED BY " + spec.inUse() + "." + column,
                "ALTER SEQUENCE " + name + " OWNED BY " + spec.old() + "." + column);
        facts.newType(sequence.column())
                .filter(t -> Narrower.integers(sequence.type(), t.type()))
                .ifPresent(t -> both(
                        "ALTER SEQUENCE " + name + " AS " + t.type(),
                        "ALTER SEQUENCE " + name + " AS " + sequence.type()));
    }

    private void identity(OwnedSequence sequence) {
        var present = new QualifiedName(sequence.schema(), sequence.name());
        var old = new QualifiedName(sequence.schema(), CreationSql.oldName(sequence.name()));
        var fresh = new QualifiedName(sequence.schema(), CreationSql.newName(sequence.name()));
        both(
                "ALTER SEQUENCE " + present.quoted() + " RENAME TO " + Name.quoted(old.name()),
                "ALTER SEQUENCE " + old.quoted() + " RENAME TO " + Name.quoted(present.name()));
        both(
                "ALTER SEQUENCE " + fresh.quoted() + " RENAME TO " + Name.quoted(present.name()),
                "ALTER SEQUENCE " + present.quoted() + " RENAME TO " + Name.quoted(fresh.name()));
        both(follow(present, old), follow(old, present));
        boolean always = facts.columns().stream()
                .anyMatch(
                        c -> c.name().equals(sequence.column()) && c.identity().equals("a"));
        if (always) {
            var column = "ALTER COLUMN " + Name.quoted(sequence.column());
            both(alter(column + " SET GENERATED ALWAYS"), alter(column + " SET GENERATED BY DEFAULT"));
            both(alterOld(column + " SET GENERATED BY DEFAULT"), alterOld(column + " SET GENERATED ALWAYS"));
        }
    }

    private static String follow(QualifiedName sequence, QualifiedName other) {
        return "SELECT pg_catalog.setval(" + Name.literal(sequence.quoted()) + ", last_value, is_called) FROM "
                + other.quoted();
    }

    /** A trigger of the application works on the table in use only. */
    private void trigger(Defined trigger) {
        var name = Name.quoted(trigger.name());
        both(trigger.definition(), "DROP TRIGGER " + name + " ON " + spec.inUse());
        if (!trigger.enabled().equals("O")) {
            forth.add(alter(enabling(trigger.enabled(), "TRIGGER", name)));
        }
        var comment = trigger.comment();
        if (comment != null) {
            forth.add("COMMENT ON TRIGGER " + name + " ON " + spec.inUse() + " IS " + Name.literal(comment));
        }
        if (!trigger.enabled().equals("D")) {
            both(alterOld("DISABLE TRIGGER " + name), alterOld(enabling(trigger.enabled(), "TRIGGER", name)));
        }
    }

    private static String enabling(String state, String kind, String name) {
        return switch (state) {
            case "D" -> "DISABLE " + kind + " " + name;
            case "R" -> "ENABLE REPLICA " + kind + " " + name;
            case "A" -> "ENABLE ALWAYS " + kind + " " + name;
            default -> "ENABLE " + kind + " " + name;
        };
    }

    private void rule(Defined rule) {
        var name = Name.quoted(rule.name());
        both(rule.definition(), "DROP RULE " + name + " ON " + spec.inUse());
        if (!rule.enabled().equals("O")) {
            forth.add(alter(enabling(rule.enabled(), "RULE", name)));
        }
        var comment = rule.comment();
        if (comment != null) {
            forth.add("COMMENT ON RULE " + name + " ON " + spec.inUse() + " IS " + Name.literal(comment));
        }
        if (!rule.enabled().equals("D")) {
            both(alterOld("DISABLE RULE " + name), alterOld(enabling(rule.enabled(), "RULE", name)));
        }
    }

    /** Its definition names the table, so that the same statement makes it show whichever table has the name. */
    private void view(Defined view) {
        var options = view.enabled().isEmpty() ? "" : " WITH (" + view.enabled() + ")";
        var sql = "CREATE OR REPLACE VIEW " + view.name() + options + " AS " + view.definition();
        forth.add(sql);
        undoView(sql);
    }

    /** Must come after the names are as before, so first in the list that is run in reverse. */
    private void undoView(String sql) {
        back.addFirst(sql);
    }

    private void publication(LiveTraits.Publication publication) {
        both(publication.drops().replace("%s", spec.old()), publication.adds().replace("%s", spec.old()));
        both(publication.adds().replace("%s", spec.inUse()), publication.drops().replace("%s", spec.inUse()));
    }

    /**
     * The table in use is checked at once, as ever, under the name that it always had; the other one when the writer commits, since
     * its rows follow by a trigger whose turn may come after that of the check. An old table that may not get every row is pointed at
     * no longer.
     */
    private void incoming(ForeignKey key) {
        var division = facts.division();
        if (division != null) {
            moved(key, division.keeps(key));
            return;
        }
        var table = "ALTER TABLE " + key.table() + " ";
        var present = Name.quoted(key.name());
        var fresh = Name.quoted(CreationSql.newName(key.name()));
        var old = Name.quoted(CreationSql.oldName(key.name()));
        boolean kept = !facts.mayLose();
        if (kept) {
            both(
                    table + "RENAME CONSTRAINT " + present + " TO " + old,
                    table + "RENAME CONSTRAINT " + old + " TO " + present);
        } else {
            forth.add(table + "DROP CONSTRAINT " + present);
            undoOnly(added(key, spec.old()));
        }
        both(
                table + "RENAME CONSTRAINT " + fresh + " TO " + present,
                table + "RENAME CONSTRAINT " + present + " TO " + fresh);
        var comment = key.comment();
        if (comment != null) {
            forth.add("COMMENT ON CONSTRAINT " + present + " ON " + key.table() + " IS " + Name.literal(comment));
        }
        var alter = table + "ALTER CONSTRAINT ";
        both(alter + present + " " + key.deferral(), alter + present + " DEFERRABLE INITIALLY DEFERRED");
        if (kept) {
            both(alter + old + " DEFERRABLE INITIALLY DEFERRED", alter + old + " " + key.deferral());
        }
    }

    /**
     * From the old table to the partitioned one, where that can be. Both at a time would not do: a row that goes from one partition
     * to another is deleted and inserted, and what follows the deletion of the old one's row would follow. A table that is itself
     * kept for undo only does without, so that nothing of it is checked before its rows have followed too.
     */
    private void moved(ForeignKey key, boolean kept) {
        var alter = "ALTER TABLE " + key.table() + " ";
        var name = Name.quoted(key.name());
        forth.add(alter + "DROP CONSTRAINT " + name);
        undoOnly(added(key, spec.old()));
        if (kept) {
            forth.addAll(added(key, spec.inUse()));
            back.add(alter + "DROP CONSTRAINT " + name);
        }
    }

    private static List<String> added(ForeignKey key, String target) {
        var name = Name.quoted(key.name());
        var add = "ALTER TABLE " + key.table() + " ADD CONSTRAINT " + name + " " + key.pointingAt(target) + " "
                + key.deferral() + " NOT VALID";
        var comment = key.comment();
        return comment == null
                ? List.of(add)
                : List.of(add, "COMMENT ON CONSTRAINT " + name + " ON " + key.table() + " IS " + Name.literal(comment));
    }

    private void selfReference(ForeignKey key) {
        var change = "ALTER CONSTRAINT " + Name.quoted(key.name()) + " ";
        both(alter(change + key.deferral()), alter(change + "DEFERRABLE INITIALLY DEFERRED"));
        if (facts.division() == null && facts.mayLose()) {
            moved(key.of(spec.old()), false);
        } else {
            both(alterOld(change + "DEFERRABLE INITIALLY DEFERRED"), alterOld(change + key.deferral()));
        }
    }
}

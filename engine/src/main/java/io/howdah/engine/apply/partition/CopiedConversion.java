package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.Division;
import io.howdah.engine.apply.shadow.ShadowPlan;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.CopyIntoPartitions;
import io.howdah.engine.change.PartitionTable.Keys;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the steps by which a table becomes partitioned by being written anew: its rows are copied into a partitioned table beside it,
 * kept in step by a trigger, compared, and put in its place; until the change is finished the old table is kept in step in its turn.
 */
public final class CopiedConversion {

    private final Session session;
    private final CopyIntoPartitions change;
    private final TableFacts facts;
    private final List<String> problems;

    private CopiedConversion(Session session, CopyIntoPartitions change, TableFacts facts, List<String> problems) {
        this.session = session;
        this.change = change;
        this.facts = facts;
        this.problems = problems;
    }

    /** @param problems what stands against the change is added here */
    public static List<PlannedStep> plan(
            Session session, LiveTable table, CopyIntoPartitions change, List<String> problems) throws SQLException {
        if (table.partitioned()) {
            problems.add("Table " + table.name() + " is partitioned already");
            return List.of();
        }
        var facts = TableFacts.of(session, table);
        var conversion = new CopiedConversion(session, change, facts, problems);
        var objections = conversion.objections();
        problems.addAll(objections);
        if (!objections.isEmpty()) {
            return List.of();
        }
        var division = conversion.division();
        return division.isEmpty() ? List.of() : ShadowPlan.of(session, problems, table, division.get());
    }

    private List<String> objections() {
        var all = new ArrayList<>(Objections.of(facts, change.columns(), change.keys(), change.dropForeignKeys()));
        for (String column : change.columns()) {
            facts.column(column)
                    .filter(c -> !c.notNull())
                    .ifPresent(c -> all.add("Table " + facts.name() + " has the column " + column
                            + ", which may be null, and a row without a value belongs to no partition; run first:"
                            + " howdah change 'ALTER TABLE " + facts.name().quoted() + " ALTER COLUMN "
                            + Name.quoted(column) + " SET NOT NULL'"));
        }
        facts.incoming().stream()
                .filter(ForeignKey::fromPartitioned)
                .forEach(k -> all.add("Table " + facts.name() + " is pointed at by the " + k.what()
                        + ", from a partitioned table, where it cannot be made again without checking all rows under a"
                        + " lock; drop it first"));
        return all;
    }

    private Optional<Division> division() throws SQLException {
        var made = new ArrayList<Division>();
        try {
            Plainly.read(session, () -> {
                var levels = new CopiedParts(session, facts, change.ahead());
                var parts = levels.parts(change.levels());
                if (namesAreFree(parts)) {
                    made.add(new Division(
                            change.levels().getFirst().sql(), change.columns(), parts, keys(), levels.gaps()));
                }
            });
        } catch (Problem e) {
            problems.add(e.text());
        }
        return made.stream().findFirst();
    }

    /** What becomes of the keys that lack a deciding column. */
    private Map<String, String> keys() {
        var changed = new HashMap<String, String>();
        for (var key : facts.keys()) {
            var lacking = change.columns().stream().filter(key::lacks).toList();
            if (key.valid() && !lacking.isEmpty()) {
                changed.put(key.name().name(), change.keys() == Keys.WITHOUT ? "" : widened(key, lacking));
            }
        }
        return changed;
    }

    private static String widened(LiveKey key, List<String> further) {
        return key.isConstraint() ? key.constraintSql(further) : key.body(further);
    }

    private boolean namesAreFree(List<Division.Part> parts) throws SQLException {
        var names = parts.stream()
                .flatMap(Division.Part::tree)
                .map(Division.Part::name)
                .toList();
        boolean free = true;
        for (var name : names) {
            if (session.holds("SELECT to_regclass(?) IS NOT NULL", name.quoted())) {
                problems.add("The name " + name + " is taken, and is needed for a partition of " + facts.name());
                free = false;
            }
        }
        return free;
    }
}

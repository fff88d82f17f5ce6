package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds a primary key or a unique constraint: its columns made NOT NULL where they have to be, its index built concurrently, then itself. */
final class KeyPlan {

    private static final String INDEX = """
            SELECT i.indrelid = CAST(? AS oid) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                   AND ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                              WHERE k.place <= i.indnkeyatts ORDER BY k.place) = CAST(? AS text[])
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
             WHERE n.nspname = ? AND c.relname = ?""";

    private final Planning planning;

    KeyPlan(Planning planning) {
        this.planning = planning;
    }

    void add(LiveTable table, AddKey change) throws SQLException {
        if (table.partitioned()) {
            planning.problem("Table " + table.name() + " is partitioned, and PostgreSQL cannot make a "
                    + (change.primary() ? "primary key" : "unique constraint")
                    + " of partitions' indexes that were built online");
            return;
        }
        var wanted = planning.draft(table).constraint(definition(change));
        var there = planning.constraints(table);
        var names = new ConstraintNames(planning, table, there);
        var name = name(table, change, names, wanted);
        var present = there.stream().filter(k -> k.name().equals(name)).findFirst();
        if (present.isPresent() && !names.isSame(present.get(), wanted)) {
            names.taken(present.get());
        } else if (present.isPresent()) {
            planning.add(constraint(table, change, name).state(StepState.ALREADY));
        } else if (mayBeAdded(table, change, there)) {
            planning.makes(table, name);
            plan(table, change, name);
        }
    }

    private static String definition(AddKey change) {
        return (change.primary() ? "PRIMARY KEY" : "UNIQUE") + (change.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
                + " ("
                + Ddl.columns(change.columns()) + ")"
                + (change.include().isEmpty() ? "" : " INCLUDE (" + Ddl.columns(change.include()) + ")")
                + (change.clauses().isEmpty() ? "" : " " + change.clauses());
    }

    /** That of our own index where it was built by an application that was stopped, too. */
    private String name(LiveTable table, AddKey change, ConstraintNames names, LiveConstraint wanted)
            throws SQLException {
        if (change.name() != null) {
            return change.name();
        }
        var usual = names.usual(wanted, change.primary() ? "pkey" : "key");
        return isThere(table, change, usual).orElse(false)
                ? usual
                : names.of(null, wanted, change.primary() ? "pkey" : "key");
    }

    /** Whether the index is there; empty where nothing is there, false where another is. */
    private Optional<Boolean> isThere(LiveTable table, AddKey change, String name) throws SQLException {
        return planning.session()
                .first(
                        INDEX,
                        row -> row.getBoolean(1),
                        table.oid(),
                        planning.session().array(change.columns()),
                        table.name().schema(),
                        name);
    }

    private boolean mayBeAdded(LiveTable table, AddKey change, List<LiveConstraint> there) throws SQLException {
        var primary = there.stream().filter(k -> k.type().equals("p")).findFirst();
        if (change.primary() && primary.isPresent()) {
            planning.problem("Table " + table.name() + " has a primary key already: "
                    + Name.quoted(primary.get().name()) + ", " + primary.get().definition());
            return false;
        }
        if (planning.addsColumns(table)) {
            return true;
        }
        var twice = planning.offenders(table).duplicates(change.columns(), change.nullsNotDistinct());
        twice.ifPresent(values -> planning.problem("(" + Ddl.columns(change.columns()) + ") of " + table.name()
                + " cannot be unique, because " + values + ". Mend these rows first"));
        return twice.isEmpty();
    }

    private void plan(LiveTable table, AddKey change, String name) throws SQLException {
        if (change.primary()) {
            for (String column : change.columns()) {
                if (planning.column(table, column).filter(c -> !c.notNull()).isPresent()) {
                    new NotNullPlan(planning).set(table, column);
                }
            }
        }
        var index = isThere(table, change, name);
        if (index.isPresent() && !index.get()) {
            planning.problem("The name " + Name.quoted(name)
                    + " belongs to something else, or to an index that is not valid; give another, or drop that");
            return;
        }
        planning.add(index(table, change, name).state(Planning.state(index.isPresent())));
        planning.add(constraint(table, change, name));
    }

    private static PlannedStep index(LiveTable table, AddKey change, String name) {
        var keys = change.columns().stream().map(IndexKey::on).toList();
        var definition = new IndexDefinition(
                table.name(), "btree", true, change.nullsNotDistinct(), keys, change.include(), null, Map.of());
        var create = new CreateIndex(name, definition);
        return PlannedStep.on(
                        Kind.CREATE_INDEX,
                        table,
                        "build unique index " + Name.quoted(name) + " on " + table.name(),
                        create.steps().stream().map(Step::sql).toList())
                .object(new QualifiedName(table.name().schema(), name))
                .undo(create.undo().stream().map(Step::sql).toList());
    }

    private static PlannedStep constraint(LiveTable table, AddKey change, String name) {
        var clauses = change.clauses().isEmpty() ? "" : " " + change.clauses();
        var action = "ADD CONSTRAINT " + Name.quoted(name) + (change.primary() ? " PRIMARY KEY" : " UNIQUE")
                + " USING INDEX " + Name.quoted(name) + clauses;
        return Planning.together(
                        table,
                        "make it the " + (change.primary() ? "primary key " : "unique constraint ") + Name.quoted(name)
                                + " of " + table.name(),
                        List.of(Ddl.ask(table.name()), Ddl.alter(table.name(), action)))
                .undo(List.of(Ddl.ask(table.name()), Ddl.dropConstraintIfExists(table.name(), name)));
    }
}

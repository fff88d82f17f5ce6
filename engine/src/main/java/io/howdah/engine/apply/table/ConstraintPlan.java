package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AlterConstraint;
import io.howdah.engine.change.DropConstraint;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.ValidateConstraint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops, validates and alters constraints that are there. */
final class ConstraintPlan {

    /** Foreign keys that need a primary key or unique constraint. */
    private static final String NEEDED_BY = """
            SELECT pg_catalog.format('foreign key %I of %s', f.conname, f.conrelid::regclass)
              FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_constraint f ON f.contype = 'f' AND f.conindid = k.conindid AND f.conparentid = 0
             WHERE k.oid = CAST(? AS oid) AND k.conindid <> 0 AND f.oid <> k.oid LIMIT 1""";

    private static final String INDEX = """
            SELECT pg_catalog.pg_get_indexdef(i.indexrelid) FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid
             WHERE k.oid = CAST(? AS oid) AND NOT i.indisreplident""";

    private final Planning planning;

    ConstraintPlan(Planning planning) {
        this.planning = planning;
    }

    private Optional<LiveConstraint> found(LiveTable table, String name) throws SQLException {
        var found = LiveConstraint.named(planning.session(), table, name);
        if (found.isEmpty()) {
            planning.problem("Table " + table.name() + " has no constraint " + Name.quoted(name) + existing(table));
        }
        return found;
    }

    private String existing(LiveTable table) throws SQLException {
        var names = planning.constraints(table).stream()
                .map(k -> Name.quoted(k.name()))
                .toList();
        return names.isEmpty() ? "" : "; it has " + String.join(", ", names);
    }

    void drop(LiveTable table, DropConstraint change) throws SQLException {
        if (change.ifExists()
                && LiveConstraint.named(planning.session(), table, change.name())
                        .isEmpty()) {
            planning.add(Planning.together(table, change.summary(), List.of()).state(StepState.ALREADY));
            return;
        }
        var found = found(table, change.name());
        if (found.isEmpty()) {
            return;
        }
        var constraint = found.get();
        var against = against(table, constraint);
        if (against.isPresent()) {
            planning.problem("Constraint " + Name.quoted(change.name()) + " of " + table.name() + " " + against.get());
            return;
        }
        planning.drops(table, change.name());
        if (constraint.isKey()) {
            dropKey(table, constraint, change.summary());
        } else {
            planning.add(dropping(table, constraint, change.summary()));
        }
    }

    private Optional<String> against(LiveTable table, LiveConstraint constraint) throws SQLException {
        if (constraint.inherited()) {
            return Optional.of("comes from the table that this one is a part of; drop it there");
        }
        if (constraint.type().equals("n")) {
            return Optional.of("is a column's NOT NULL; write ALTER COLUMN " + Ddl.columns(constraint.columns())
                    + " DROP NOT NULL");
        }
        if (!constraint.isKey()
                && !constraint.isForeignKey()
                && !constraint.type().equals("c")) {
            return Optional.of("excludes rows by an operator, and PostgreSQL could not make it again online for undo");
        }
        if (constraint.isKey() && table.partitioned()) {
            return Optional.of(
                    "is a key of a partitioned table, and PostgreSQL could not make it again online for undo");
        }
        return planning.session()
                .first(NEEDED_BY, row -> row.getString(1), constraint.oid())
                .map(needed -> "is needed by " + needed + "; drop that first");
    }

    private PlannedStep dropping(LiveTable table, LiveConstraint constraint, String summary) throws SQLException {
        var sql = asked(table, constraint);
        sql.add(Ddl.alter(table.name(), "DROP CONSTRAINT " + Name.quoted(constraint.name())));
        var undo = asked(table, constraint);
        undo.add(Ddl.dropConstraintIfExists(table.name(), constraint.name()));
        boolean enforced = !constraint.definition().endsWith(" NOT ENFORCED");
        undo.add(Ddl.alter(
                table.name(),
                "ADD CONSTRAINT " + Name.quoted(constraint.name()) + " " + constraint.definition()
                        + (enforced ? " NOT VALID" : "")));
        undo.addAll(comment(table, constraint));
        if (constraint.validated() && enforced) {
            undo.addAll(CheckPlan.validating(planning, table, constraint.name(), constraint.ownCode()));
        }
        return PlannedStep.on(Kind.IN_PARTS, table, summary, sql).undo(undo);
    }

    private static List<String> asked(LiveTable table, LiveConstraint constraint) {
        var asked = new ArrayList<String>();
        constraint.tables(table.name()).forEach(t -> asked.add(Ddl.ask(t)));
        return asked;
    }

    private static List<String> comment(LiveTable table, LiveConstraint constraint) {
        return constraint.comment() == null
                ? List.of()
                : List.of("COMMENT ON CONSTRAINT " + Name.quoted(constraint.name()) + " ON "
                        + table.name().quoted() + " IS " + Name.literal(constraint.comment()));
    }

    /** Its index goes with it; undo builds that first. */
    private void dropKey(LiveTable table, LiveConstraint key, String summary) throws SQLException {
        var index = planning.session().first(INDEX, row -> row.getString(1), key.oid());
        if (index.isEmpty()) {
            planning.problem("Constraint " + Name.quoted(key.name()) + " of " + table.name()
                    + " is the table's replica identity; choose another first (ALTER TABLE … REPLICA IDENTITY)");
            return;
        }
        planning.add(PlannedStep.on(
                        Kind.IN_PARTS,
                        table,
                        summary + " with its index",
                        List.of(
                                Ddl.ask(table.name()),
                                Ddl.alter(table.name(), "DROP CONSTRAINT " + Name.quoted(key.name()))))
                .undo(making(table, key, index.get())));
    }

    private static List<String> making(LiveTable table, LiveConstraint key, String index) {
        var clauses = (key.deferrable() ? " DEFERRABLE" : "") + (key.deferred() ? " INITIALLY DEFERRED" : "");
        var name = new QualifiedName(table.name().schema(), key.name());
        var sql = new ArrayList<>(List.of(
                "DROP INDEX CONCURRENTLY IF EXISTS " + name.quoted(),
                DropIndex.concurrently(index),
                Ddl.ask(table.name()),
                Ddl.alter(
                        table.name(),
                        "ADD CONSTRAINT " + Name.quoted(key.name())
                                + (key.type().equals("p") ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX "
                                + Name.quoted(key.name()) + clauses)));
        sql.addAll(comment(table, key));
        return sql;
    }

    void validate(LiveTable table, ValidateConstraint change) throws SQLException {
        var found = found(table, change.name());
        if (found.isEmpty()) {
            return;
        }
        var constraint = found.get();
        var offending = constraint.validated() ? Optional.<String>empty() : offending(table, constraint);
        if (offending.isPresent()) {
            planning.problem("Constraint " + Name.quoted(change.name()) + " of " + table.name()
                    + " cannot be validated, because it does not hold for " + offending.get()
                    + ". Mend these rows first");
            return;
        }
        planning.add(CheckPlan.validation(planning, table, change.name(), constraint.ownCode())
                .state(Planning.state(constraint.validated())));
    }

    private Optional<String> offending(LiveTable table, LiveConstraint constraint) throws SQLException {
        var expression = constraint.expression();
        var referenced = constraint.referenced();
        if (expression != null) {
            return planning.offenders(table).where("NOT (" + expression + ")");
        }
        return referenced == null
                ? Optional.empty()
                : planning.offenders(table)
                        .where(ForeignKeyPlan.orphan(constraint.columns(), referenced, constraint.references()));
    }

    void alter(LiveTable table, AlterConstraint change) throws SQLException {
        var found = found(table, change.name());
        if (found.isEmpty()) {
            return;
        }
        var constraint = found.get();
        if (!constraint.isForeignKey() || constraint.inherited()) {
            planning.problem("Constraint " + Name.quoted(change.name()) + " of " + table.name()
                    + " is not a foreign key of its own, and PostgreSQL alters only those");
            return;
        }
        boolean already =
                constraint.deferrable() == change.deferrable() && constraint.deferred() == change.initiallyDeferred();
        planning.add(Planning.together(
                        table,
                        change.summary(),
                        altering(table, constraint, change.deferrable(), change.initiallyDeferred()))
                .undo(altering(table, constraint, constraint.deferrable(), constraint.deferred()))
                .state(Planning.state(already)));
    }

    private static List<String> altering(LiveTable table, LiveConstraint constraint, boolean able, boolean deferred) {
        var sql = asked(table, constraint);
        sql.add(Ddl.alter(
                table.name(),
                "ALTER CONSTRAINT " + Name.quoted(constraint.name()) + " " + AlterConstraint.clauses(able, deferred)));
        return sql;
    }
}

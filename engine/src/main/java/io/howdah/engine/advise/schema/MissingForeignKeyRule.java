package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sees columns by which statements join to the key of another table, and that no foreign key binds to it. */
public final class MissingForeignKeyRule implements Rule {

    @Override
    public String slug() {
        return "missing-foreign-key";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var reader = new Mentions.Reader(scene.catalog());
        var found = new LinkedHashMap<String, Finding>();
        for (var statement : scene.workload().statements()) {
            for (var join : reader.read(statement.text()).joins()) {
                look(statement, join.left(), join.leftColumn(), join.right(), join.rightColumn(), found);
                look(statement, join.right(), join.rightColumn(), join.left(), join.leftColumn(), found);
            }
        }
        return List.copyOf(found.values());
    }

    private void look(
            Statement statement, Relation from, String column, Relation to, String key, Map<String, Finding> into) {
        boolean candidate = isPlain(from)
                && isPlain(to)
                && !from.name().equals(to.name())
                && isPrimary(to, key)
                && !isPrimary(from, column)
                && from.constraints().stream()
                        .noneMatch(c -> c.kind() == Constraint.Kind.FOREIGN_KEY
                                && c.columns().contains(column));
        var one = from.column(column);
        var other = to.column(key);
        if (candidate
                && one.isPresent()
                && other.isPresent()
                && one.get().typeName().equals(other.get().typeName())) {
            var finding = finding(statement, from, one.get(), to, key);
            into.putIfAbsent(finding.key(), finding);
        }
    }

    private static boolean isPlain(Relation relation) {
        return OwnTables.isOwn(relation)
                && (relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.PARTITIONED_TABLE);
    }

    private static boolean isPrimary(Relation table, String column) {
        return table.constraints().stream()
                .anyMatch(c ->
                        c.kind() == Constraint.Kind.PRIMARY_KEY && c.columns().equals(List.of(column)));
    }

    private Finding finding(Statement statement, Relation from, Column column, Relation to, String key) {
        var name = TableRule.named(from, column);
        var constraint = Name.quoted(from.name().name() + "_" + column.name() + "_fkey");
        var added = "ADD CONSTRAINT " + constraint + " FOREIGN KEY (" + Name.quoted(column.name()) + ") REFERENCES "
                + to.name().quoted() + " (" + Name.quoted(key) + ")";
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        name,
                        "%s refers to %s, and nothing sees to it".formatted(name, to.name()),
                        "Statements join it to the key there. Without a foreign key rows stay behind that refer to nothing, and the planner does not know that every row finds exactly one.",
                        List.of(Evidence.catalog(StatementText.brief(statement))))
                .deciding(new Decision(List.of(
                        new Choice(
                                        "a foreign key, added in two steps",
                                        List.of(
                                                "The second step fails with the first row that refers to nothing; look for such rows first.",
                                                "Each insert looks the key up; deletes over there need an index on "
                                                        + column.name() + "."),
                                        List.of(
                                                TableRule.alter(from, added + " NOT VALID"),
                                                TableRule.alter(from, "VALIDATE CONSTRAINT " + constraint)))
                                .by(Command.change(TableRule.alter(from, added))),
                        new Choice(
                                "leave it",
                                List.of("Right where rows there may go while rows here stay, as in a log."),
                                List.of()))));
    }
}

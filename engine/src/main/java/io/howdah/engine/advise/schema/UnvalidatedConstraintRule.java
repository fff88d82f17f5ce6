package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Sees constraints that hold for new rows only, because nobody had the old ones checked. */
public final class UnvalidatedConstraintRule implements TableRule {

    @Override
    public String slug() {
        return "unvalidated-constraint";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.constraints().stream().filter(c -> !c.validated()).map(c -> finding(table, c));
    }

    private Finding finding(Relation table, Constraint constraint) {
        var name = Name.quoted(constraint.name());
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        table.name() + "." + name,
                        "the constraint %s of %s was never validated".formatted(name, table.name()),
                        "Rows that were there before may break it: nobody may rely on it, and the planner does not.",
                        List.of(Evidence.catalog(constraint.definition())))
                .deciding(Decision.whether(
                                "have the old rows checked",
                                List.of(
                                        "Reads the table once, while rows are read and written as before.",
                                        "Fails with the first row that breaks it; mend such rows, then try again."),
                                TableRule.alter(table, "VALIDATE CONSTRAINT " + name))
                        .byChange()
                        .or(
                                "drop it, where old rows may go on breaking it",
                                List.of(
                                        "New rows are not checked any more either; what the application relies on it for, it then has to see to."),
                                TableRule.alter(table, "DROP CONSTRAINT " + name))
                        .byChange());
    }
}

package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.toSet;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sees foreign keys that promise what another one of the table promises already. */
public final class DuplicateForeignKeyRule implements TableRule {

    @Override
    public String slug() {
        return "duplicate-foreign-key";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        var findings = new ArrayList<Finding>();
        var kept = new ArrayList<Constraint>();
        for (var key : table.constraints()) {
            if (key.kind() != Constraint.Kind.FOREIGN_KEY) {
                continue;
            }
            kept.stream()
                    .filter(k -> isSame(k, key))
                    .findFirst()
                    .ifPresentOrElse(k -> findings.add(finding(table, key, k)), () -> kept.add(key));
        }
        return findings.stream();
    }

    private static boolean isSame(Constraint one, Constraint other) {
        return Objects.equals(one.referenced(), other.referenced())
                && pairs(one).equals(pairs(other));
    }

    private static Set<String> pairs(Constraint key) {
        return IntStream.range(
                        0,
                        Math.min(key.columns().size(), key.referencedColumns().size()))
                .mapToObj(i ->
                        key.columns().get(i) + "\0" + key.referencedColumns().get(i))
                .collect(toSet());
    }

    private Finding finding(Relation table, Constraint key, Constraint other) {
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        table.name() + "." + Name.quoted(key.name()),
                        "the foreign key %s of %s promises what %s does"
                                .formatted(Name.quoted(key.name()), table.name(), Name.quoted(other.name())),
                        "Each is checked for every row written here and for every row deleted there.",
                        List.of(
                                Evidence.catalog(Name.quoted(key.name()) + ": " + key.definition()),
                                Evidence.catalog(Name.quoted(other.name()) + ": " + other.definition())))
                .deciding(Decision.whether(
                                "drop " + Name.quoted(key.name()),
                                List.of("Where the ON DELETE and ON UPDATE of the other are meant."),
                                TableRule.alter(table, "DROP CONSTRAINT " + Name.quoted(key.name())))
                        .or(
                                "drop " + Name.quoted(other.name()),
                                List.of("Where those of this one are meant."),
                                TableRule.alter(table, "DROP CONSTRAINT " + Name.quoted(other.name()))));
    }
}

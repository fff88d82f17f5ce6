package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sees tables that refer to each other in a circle, every step of it NOT NULL: no first row can be inserted. */
public final class CircularForeignKeyRule implements Rule {

    @Override
    public String slug() {
        return "circular-foreign-key";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.byName(scene.catalog());
        var findings = new ArrayList<Finding>();
        var told = new HashSet<QualifiedName>();
        for (var start : tables.values()) {
            var path = new ArrayList<QualifiedName>();
            if (!told.contains(start.name()) && comesBack(start, start, tables, path, new HashSet<>())) {
                told.addAll(path);
                findings.add(finding(path));
            }
        }
        return List.copyOf(findings);
    }

    private static boolean comesBack(
            Relation at,
            Relation start,
            Map<QualifiedName, Relation> tables,
            List<QualifiedName> path,
            Set<QualifiedName> seen) {
        path.add(at.name());
        seen.add(at.name());
        for (var key : at.constraints()) {
            var next = key.referenced();
            if (next == null || next.equals(at.name()) || !isBinding(at, key)) {
                continue;
            }
            if (next.equals(start.name())) {
                return true;
            }
            var table = tables.get(next);
            if (table != null && seen.add(next) && comesBack(table, start, tables, path, seen)) {
                return true;
            }
        }
        path.removeLast();
        return false;
    }

    private static boolean isBinding(Relation table, Constraint key) {
        return key.kind() == Constraint.Kind.FOREIGN_KEY
                && !key.definition().contains("DEFERRABLE")
                && key.columns().stream()
                        .allMatch(c -> table.column(c).filter(Column::notNull).isPresent());
    }

    private Finding finding(List<QualifiedName> path) {
        var circle = path.stream().map(QualifiedName::toString).collect(joining(" → "));
        return Finding.of(
                slug(),
                Severity.NOTICE,
                circle,
                "%s refer to each other in a circle".formatted(circle),
                "Every column on the way is NOT NULL and every key is checked at once: no first row can be inserted, and a dump cannot be loaded without switching triggers off. One of the keys has to be DEFERRABLE, or one column may be null.",
                List.of(Evidence.catalog("all NOT NULL, none DEFERRABLE")));
    }
}

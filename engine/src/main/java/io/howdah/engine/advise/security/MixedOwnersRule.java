package io.howdah.engine.advise.security;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sees schemas whose tables belong to several roles. */
public final class MixedOwnersRule implements Rule {

    @Override
    public String slug() {
        return "mixed-owners";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return OwnTables.of(scene.catalog()).stream()
                .collect(groupingBy(
                        t -> t.name().schema(),
                        TreeMap::new,
                        groupingBy(Relation::owner, TreeMap::new, Collectors.counting())))
                .entrySet()
                .stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> finding(e.getKey(), e.getValue()))
                .toList();
    }

    private Finding finding(String schema, Map<String, Long> owners) {
        return Finding.of(
                slug(),
                Severity.INFO,
                "schema " + Name.quoted(schema),
                "the tables of the schema %s have %d owners".formatted(Name.quoted(schema), owners.size()),
                "Only the owner alters a table: a migration stops at the first that another role made.",
                owners.entrySet().stream()
                        .map(e ->
                                Evidence.catalog("%s owns %d tables".formatted(Name.quoted(e.getKey()), e.getValue())))
                        .toList());
    }
}

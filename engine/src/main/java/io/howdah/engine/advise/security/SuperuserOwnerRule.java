package io.howdah.engine.advise.security;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sees tables that a superuser owns: their triggers, defaults and policies run with all rights when he touches them. */
public final class SuperuserOwnerRule implements Rule {

    @Override
    public String slug() {
        return "superuser-owner";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var superusers = scene.catalog().definitions().roles().stream()
                .filter(DatabaseRole::superuser)
                .map(DatabaseRole::name)
                .collect(toSet());
        var owned = OwnTables.of(scene.catalog()).stream()
                .filter(t -> superusers.contains(t.owner()))
                .collect(groupingBy(Relation::owner, TreeMap::new, Collectors.toList()));
        return owned.entrySet().stream()
                .map(e -> finding(e.getKey(), e.getValue()))
                .toList();
    }

    private Finding finding(String owner, List<Relation> tables) {
        return Finding.of(
                slug(),
                Severity.INFO,
                "role " + Name.quoted(owner),
                "the superuser %s owns %d tables".formatted(Name.quoted(owner), tables.size()),
                "Migrations then have to run as a superuser, and the owner is held back by nothing. A role that cannot log in is the better owner: REASSIGN OWNED moves all at once.",
                List.of(Evidence.catalog(
                        tables.stream().limit(10).map(t -> t.name().toString()).collect(joining(", "))
                                + (tables.size() > 10 ? ", …" : ""))));
    }
}

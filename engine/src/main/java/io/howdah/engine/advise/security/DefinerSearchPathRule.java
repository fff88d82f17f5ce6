package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Routine;
import io.howdah.engine.catalog.Name;
import java.util.List;

/** Sees SECURITY DEFINER routines that look names up along the caller's search_path. */
public final class DefinerSearchPathRule implements Rule {

    @Override
    public String slug() {
        return "definer-search-path";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().guards().routines().stream()
                .filter(r -> r.definer() && !isSafe(r) && !r.language().equals("c"))
                .map(r -> finding(scene, r))
                .toList();
    }

    /** An SQL-standard body has its names bound when it is made. */
    private static boolean isSafe(Routine routine) {
        return routine.settings().stream().anyMatch(s -> s.startsWith("search_path="))
                || (routine.language().equals("sql") && routine.body().isEmpty());
    }

    private Finding finding(Scene scene, Routine routine) {
        boolean superuser = scene.catalog().definitions().roles().stream()
                .anyMatch(r -> r.name().equals(routine.owner()) && r.superuser());
        boolean grave = superuser && routine.publicExecutes();
        return Finding.of(
                        slug(),
                        grave ? Severity.CRITICAL : Severity.WARNING,
                        routine.signature(),
                        "%s runs as %s and looks names up where the caller says"
                                .formatted(routine.signature(), Name.quoted(routine.owner())),
                        "Whoever may create a table, function or operator in any schema, or a temporary table, can put it in front of the one that is meant, and has it used with the rights of %s%s."
                                .formatted(Name.quoted(routine.owner()), superuser ? ", a superuser" : ""),
                        List.of(Evidence.catalog("SECURITY DEFINER, no SET search_path, %s"
                                .formatted(
                                        routine.publicExecutes() ? "PUBLIC may call it" : "PUBLIC may not call it"))))
                .deciding(Decision.whether(
                                "fix its search_path",
                                List.of("List the schemas that its text needs; pg_temp last, or else it comes first."),
                                "ALTER %s %s(%s) SET search_path = %s, pg_temp"
                                        .formatted(
                                                routine.result() == null ? "PROCEDURE" : "FUNCTION",
                                                routine.name().quoted(),
                                                routine.identity(),
                                                Name.quoted(routine.name().schema())))
                        .or(
                                "let it run with the rights of whoever calls it",
                                List.of(
                                        "Then nobody gains by putting something in front; callers need the rights on what it reads and changes."),
                                "ALTER ROUTINE %s(%s) SECURITY INVOKER"
                                        .formatted(routine.name().quoted(), routine.identity())));
    }
}

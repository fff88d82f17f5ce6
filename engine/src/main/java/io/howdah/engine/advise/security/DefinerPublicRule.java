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

/** Sees SECURITY DEFINER routines that everybody may call. */
public final class DefinerPublicRule implements Rule {

    @Override
    public String slug() {
        return "definer-public";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().guards().routines().stream()
                .filter(r -> r.definer()
                        && r.publicExecutes()
                        && !"trigger".equals(r.result())
                        && !"event_trigger".equals(r.result()))
                .map(r -> finding(scene, r))
                .toList();
    }

    private Finding finding(Scene scene, Routine routine) {
        boolean superuser = scene.catalog().definitions().roles().stream()
                .anyMatch(r -> r.name().equals(routine.owner()) && r.superuser());
        return Finding.of(
                        slug(),
                        superuser ? Severity.WARNING : Severity.NOTICE,
                        routine.signature(),
                        "everybody may call %s, which runs as %s"
                                .formatted(routine.signature(), Name.quoted(routine.owner())),
                        "EXECUTE is granted to PUBLIC when a routine is made, and nobody took it away: each role that can connect does through it what %s may do."
                                .formatted(superuser ? "a superuser" : "its owner"),
                        List.of(Evidence.catalog(
                                "SECURITY DEFINER, owner " + Name.quoted(routine.owner()) + ", EXECUTE to PUBLIC")))
                .deciding(Decision.whether(
                                "let only those call it who need it",
                                List.of(
                                        "Roles that call it without a grant of their own are refused from then on: grant it to them first."),
                                "REVOKE EXECUTE ON ROUTINE %s(%s) FROM PUBLIC"
                                        .formatted(routine.name().quoted(), routine.identity()))
                        .or(
                                "let it run with the rights of whoever calls it",
                                List.of(
                                        "Callers then need the rights on what it reads and changes, and policies hold for them in it."),
                                "ALTER ROUTINE %s(%s) SECURITY INVOKER"
                                        .formatted(routine.name().quoted(), routine.identity())));
    }
}

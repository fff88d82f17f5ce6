package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Routine;
import java.util.List;

/** Sees routines that users wrote in languages without limits: they do what the server's operating system user may. */
public final class UntrustedLanguageRule implements Rule {

    @Override
    public String slug() {
        return "untrusted-language";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().guards().routines().stream()
                .filter(r -> !r.trusted())
                .map(this::finding)
                .toList();
    }

    private Finding finding(Routine routine) {
        return Finding.of(
                slug(),
                routine.publicExecutes() ? Severity.WARNING : Severity.NOTICE,
                routine.signature(),
                "%s is written in %s, which knows no limits".formatted(routine.signature(), routine.language()),
                "Such a routine reads and writes files and starts programs as the server's operating system user, for whoever may call it"
                        + (routine.publicExecutes() ? ": everybody." : "."),
                List.of(Evidence.catalog("language %s, %s"
                        .formatted(
                                routine.language(),
                                routine.publicExecutes() ? "EXECUTE to PUBLIC" : "EXECUTE not to PUBLIC"))));
    }
}

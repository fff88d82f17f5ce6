package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Function;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees functions that read a value, decide by it and change it, without holding the row in between: two calls at once both read the
 * value from before, and both decide that it is enough.
 */
public final class UnguardedSpendingRule implements Rule {

    @Override
    public String slug() {
        return "unguarded-spending";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().definitions().functions().stream()
                .filter(f -> f.extension() == null && f.language().equals("plpgsql"))
                .flatMap(f -> FunctionBody.of(f.body()).unguarded().stream().map(u -> finding(f, u)))
                .toList();
    }

    private Finding finding(Function function, FunctionBody.Unguarded found) {
        var evidence = new ArrayList<Evidence>();
        evidence.add(Evidence.catalog("reads: " + found.read()));
        evidence.add(Evidence.catalog("changes: " + found.change()));
        found.omissions().forEach(o -> evidence.add(Evidence.catalog(o)));
        return new Finding(
                slug(),
                slug() + ":" + function.signature() + ":" + found.table() + "." + found.column(),
                Severity.WARNING,
                function.signature(),
                "reads " + found.table() + "." + found.column() + ", then changes it, without holding the row",
                "Two calls at once read the same value, both find it enough, and both change it: the value goes below what was"
                        + " checked, or one change is lost. Hold the row from the reading on: " + found.read()
                        + " FOR UPDATE; or change it only where it is still enough, and look at FOUND afterwards: "
                        + found.guarded(),
                evidence);
    }
}

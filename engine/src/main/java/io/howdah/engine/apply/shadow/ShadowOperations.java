package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;

/** The operations of a rewrite, by the kind of step. */
public final class ShadowOperations {

    private ShadowOperations() {}

    public static Operation copy(Runner runner) {
        return new ShadowCopy(runner);
    }

    public static Operation comparison(Runner runner) {
        return new ShadowComparison(runner);
    }

    public static Operation swap(Runner runner) {
        return new ShadowSwap(runner);
    }
}

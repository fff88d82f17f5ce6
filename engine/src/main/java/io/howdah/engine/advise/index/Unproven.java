package io.howdah.engine.advise.index;

import org.jspecify.annotations.Nullable;

/**
 * An index that a rule would drop, of which the twin does not say that it can go.
 *
 * @param effect what dropping it would do; null where too little is known of the workload to ask
 */
record Unproven(DropCandidate drop, Proof.@Nullable Effect effect) {

    /** Whether a statement would suffer. */
    boolean isNeeded() {
        return effect != null && effect.victim() != null;
    }
}

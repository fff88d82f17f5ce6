package io.howdah.engine.apply.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying an audit log found.
 *
 * @param verified links that hold
 * @param unsealed entries that are not in the chain yet, of which nothing can be said
 * @param head how far the chain holds
 * @param firstBreak the first place at which it does not; null where all of it does
 * @param silent audited tables whose triggers somebody switched off
 */
public record AuditVerification(
        long verified,
        long unsealed,
        AuditChain.Head head,
        @Nullable Break firstBreak,
        List<String> silent) {

    /** Whether nothing speaks against the log. */
    public boolean sound() {
        return firstBreak == null && silent.isEmpty();
    }

    /** What was done to the log at a place. */
    public enum Tampering {
        CHANGED_ENTRY,
        MISSING_ENTRY,
        INSERTED_ENTRY,
        CHANGED_LINK,
        MISSING_LINK,
        OTHER_CHAIN
    }

    /**
     * A place where the chain does not hold.
     *
     * @param position in the chain
     * @param text in a sentence
     */
    public record Break(Tampering kind, long position, String text) {}
}

package io.howdah.app.json;

import io.howdah.engine.apply.security.AuditVerification;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code howdah audit verify} answers with {@code --format json}; docs/schemas/audit.json. */
public record AuditDocument(
        boolean sound,
        long verified,
        long unsealed,
        String head,
        @Nullable BreakPart firstBreak,
        List<String> silent) {

    /** The first place at which the chain does not hold. */
    public record BreakPart(String kind, long position, String text) {}

    public static AuditDocument of(AuditVerification verified) {
        var found = verified.firstBreak();
        return new AuditDocument(
                verified.sound(),
                verified.verified(),
                verified.unsealed(),
                verified.head().toString(),
                found == null
                        ? null
                        : new BreakPart(found.kind().name().toLowerCase(Locale.ROOT), found.position(), found.text()),
                verified.silent());
    }
}

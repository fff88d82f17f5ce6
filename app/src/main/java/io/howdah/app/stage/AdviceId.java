package io.howdah.app.stage;

import io.howdah.engine.advise.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The short name of a piece of advice, such as {@code mi-3f9a1}: the initials of its slug and a checksum of its key. It is the
 * same each time, so that advice can be named after the list has changed.
 */
public final class AdviceId {

    /** What an id looks like; a database is hardly ever called so. */
    private static final String FORM = "[a-z]{1,5}-[0-9a-f]{5}";

    private AdviceId() {}

    public static String of(Finding finding) {
        var initials = Arrays.stream(finding.slug().split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1))
                .limit(5)
                .collect(Collectors.joining());
        var checksum = new CRC32();
        checksum.update(finding.key().getBytes(StandardCharsets.UTF_8));
        return initials + "-" + String.format("%05x", checksum.getValue() & 0xfffff);
    }

    /** Whether the text may be an id. */
    public static boolean looksLikeOne(String text) {
        return text.matches(FORM);
    }
}

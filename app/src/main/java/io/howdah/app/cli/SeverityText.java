package io.howdah.app.cli;

import io.howdah.app.text.Style;
import io.howdah.engine.advise.Severity;

/** Severities as they stand in text. */
final class SeverityText {

    private SeverityText() {}

    /** The word, padded to the longest one. */
    static String of(Severity severity, Style style) {
        var word = String.format("%-8s", severity.name());
        return switch (severity) {
            case CRITICAL -> style.boldRed(word);
            case WARNING -> style.yellow(word);
            case NOTICE -> style.cyan(word);
            case INFO -> style.dim(word);
        };
    }
}

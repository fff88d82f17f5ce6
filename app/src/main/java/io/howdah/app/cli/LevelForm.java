package io.howdah.app.cli;

import io.howdah.engine.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way of dividing rows as the user writes it: {@code range(created_at)}, {@code list("Re gion")}, {@code hash(id) 4}.
 *
 * @param kind {@code range}, {@code list} or {@code hash}
 * @param number what stands behind it
 */
record LevelForm(String kind, String column, @Nullable Integer number) {

    private static final Pattern FORM = Pattern.compile(
            "(?i)(range|list|hash)\\s*\\(\\s*(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)\\s*\\)\\s*(\\d{1,9})?");

    static LevelForm of(String option, String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw Problem.input(option + " is range(COLUMN), list(COLUMN) or hash(COLUMN), not '" + text + "'");
        }
        var kind = form.group(1).toLowerCase(Locale.ROOT);
        var number = form.group(3);
        if (number != null && !kind.equals("hash")) {
            throw Problem.input(option + ": a number goes with hash(COLUMN) only"
                    + (kind.equals("range") ? "; give --every " + number : ""));
        }
        return new LevelForm(kind, name(form.group(2)), number == null ? null : Integer.valueOf(number));
    }

    /** A name as SQL reads it. */
    static String name(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }
}

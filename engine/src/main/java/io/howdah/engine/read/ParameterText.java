package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads bound parameters as the log writes them: {@code $1 = 'it''s', $2 = NULL} (params.c, BuildParamLogString). */
final class ParameterText {

    private final String text;
    private int at;

    private ParameterText(String text) {
        this.text = text;
    }

    /** The values in order; none at all where one was cut off at log_parameter_max_length and so ends in dots. */
    static List<@Nullable String> values(String text) {
        var reader = new ParameterText(text);
        var values = new ArrayList<@Nullable String>();
        while (reader.toValue()) {
            var value = reader.value();
            if (value != null && value.endsWith("...")) {
                return List.of();
            }
            values.add(value);
        }
        return values;
    }

    private boolean toValue() {
        int equals = text.indexOf(" = ", at);
        at = equals < 0 ? text.length() : equals + 3;
        return at < text.length();
    }

    private @Nullable String value() {
        if (text.charAt(at) != '\'') {
            return null;
        }
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) == '\'' && !text.startsWith("''", at)) {
                break;
            }
            if (text.charAt(at) == '\'') {
                at++;
            }
            value.append(text.charAt(at));
        }
        return value.toString();
    }
}

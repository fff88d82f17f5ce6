package io.howdah.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a one-dimensional array ({@code {a,"b c",NULL}}). */
public final class ArrayText {

    private ArrayText() {}

    /** The elements, NULL elements left out; empty for null. */
    public static List<String> elements(@Nullable String array) {
        var elements = new ArrayList<String>();
        if (array == null || array.length() < 2) {
            return elements;
        }
        int at = array.indexOf('{') + 1;
        while (at < array.length() && array.charAt(at) != '}') {
            at = array.charAt(at) == '"' ? quoted(array, at + 1, elements) : bare(array, at, elements);
        }
        return elements;
    }

    private static int quoted(String array, int from, List<String> elements) {
        var text = new StringBuilder();
        int at = from;
        while (array.charAt(at) != '"') {
            if (array.charAt(at) == '\\') {
                at++;
            }
            text.append(array.charAt(at++));
        }
        elements.add(text.toString());
        return afterComma(array, at + 1);
    }

    private static int bare(String array, int from, List<String> elements) {
        int at = from;
        while (array.charAt(at) != ',' && array.charAt(at) != '}') {
            at++;
        }
        var text = array.substring(from, at);
        if (!"NULL".equals(text)) {
            elements.add(text);
        }
        return afterComma(array, at);
    }

    private static int afterComma(String array, int at) {
        return at < array.length() && array.charAt(at) == ',' ? at + 1 : at;
    }
}

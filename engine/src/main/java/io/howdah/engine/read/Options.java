package io.howdah.engine.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code reloptions}: elements of the form {@code name=value}. */
final class Options {

    private Options() {}

    static Map<String, String> of(List<String> elements) {
        var options = new LinkedHashMap<String, String>();
        for (var element : elements) {
            int equals = element.indexOf('=');
            options.put(element.substring(0, equals), element.substring(equals + 1));
        }
        return options;
    }
}

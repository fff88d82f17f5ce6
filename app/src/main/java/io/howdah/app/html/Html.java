package io.howdah.app.html;

import io.howdah.engine.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** HTML under construction: text is escaped, tags are ours. */
final class Html {

    /** How every page begins. */
    static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            """;

    private final StringBuilder text = new StringBuilder();

    /** Tags as they are; nothing foreign may be in them. */
    Html raw(String html) {
        text.append(html);
        return this;
    }

    Html text(String foreign) {
        text.append(escaped(foreign));
        return this;
    }

    /** An element with text in it. */
    Html element(String tag, String foreign) {
        return element(tag, "", foreign);
    }

    /** An element of a class with text in it. */
    Html element(String tag, String cssClass, String foreign) {
        text.append('<').append(tag);
        if (!cssClass.isEmpty()) {
            text.append(" class=\"").append(cssClass).append('"');
        }
        text.append('>').append(escaped(foreign)).append("</").append(tag).append(">\n");
        return this;
    }

    static String escaped(String foreign) {
        return foreign.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A file that lies beside this class. */
    static String resource(String name) {
        try (var stream = Html.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw Problem.internal("the file " + name + " is missing from the program", null);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

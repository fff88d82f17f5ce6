package io.howdah.app.text;

import java.util.regex.Pattern;

/** Colour and weight of text, or none of it where the output is not a terminal. */
public final class Style {

    /** No colour at all. */
    public static final Style PLAIN = new Style(false);

    /** ANSI escape sequences. */
    public static final Style COLOUR = new Style(true);

    private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-9;]*m");

    private final boolean on;

    private Style(boolean on) {
        this.on = on;
    }

    public static Style of(boolean colour) {
        return colour ? COLOUR : PLAIN;
    }

    public String bold(String text) {
        return wrapped(text, "1");
    }

    public String dim(String text) {
        return wrapped(text, "2");
    }

    public String red(String text) {
        return wrapped(text, "31");
    }

    public String boldRed(String text) {
        return wrapped(text, "1;31");
    }

    public String yellow(String text) {
        return wrapped(text, "33");
    }

    public String green(String text) {
        return wrapped(text, "32");
    }

    public String boldGreen(String text) {
        return wrapped(text, "1;32");
    }

    public String cyan(String text) {
        return wrapped(text, "36");
    }

    private String wrapped(String text, String code) {
        return on && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }

    /** How many columns the text takes, escape sequences left out. */
    public static int width(String text) {
        var visible = text.indexOf('\u001B') < 0 ? text : ESCAPES.matcher(text).replaceAll("");
        return visible.codePointCount(0, visible.length());
    }
}

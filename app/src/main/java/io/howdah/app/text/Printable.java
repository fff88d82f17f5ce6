package io.howdah.app.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text fit for a terminal. Names and statements come from servers and files of others, and may hold characters that move the
 * cursor, clear the screen or turn the direction of writing; these are shown as symbols in place of being obeyed.
 */
public final class Printable {

    /** What {@link Style} writes itself. */
    private static final String OURS = "\u001B\\[(?:0|1|2|31|32|33|36|1;31|1;32)m";

    /** Control characters but tab and line feed, and those of Unicode's that reorder what stands on a line (UAX 9). */
    private static final Pattern STEERING =
            Pattern.compile("(" + OURS + ")|[\\p{Cc}&&[^\t\n]]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]");

    private static final char PICTURES = '\u2400';
    private static final String PICTURE_OF_DELETE = "\u2421";
    private static final String UNKNOWN = "\uFFFD";

    private Printable() {}

    /** The text with a picture in place of each character that would steer the terminal; colours stay. */
    public static String of(String text) {
        return STEERING.matcher(text)
                .replaceAll(found -> found.group(1) == null
                        ? picture(found.group().charAt(0))
                        : Matcher.quoteReplacement(found.group(1)));
    }

    private static String picture(char steering) {
        if (steering < ' ') {
            return String.valueOf((char) (PICTURES + steering));
        }
        return steering == '\u007F' ? PICTURE_OF_DELETE : UNKNOWN;
    }
}

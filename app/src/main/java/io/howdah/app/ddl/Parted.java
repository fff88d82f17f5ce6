package io.howdah.app.ddl;

import java.util.ArrayList;
import java.util.List;

/** A text cut at a character, other than where it stands between quotation marks or apostrophes. */
final class Parted {

    private Parted() {}

    static List<String> at(char separator, String text) {
        var parts = new ArrayList<String>();
        int begin = 0;
        char within = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (within != 0) {
                within = c == within ? 0 : within;
            } else if (c == '"' || (c == '\'' && isOpening(text, i))) {
                within = c;
            } else if (c == separator) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return List.copyOf(parts);
    }

    /** An apostrophe within a word is one of its letters. */
    private static boolean isOpening(String text, int at) {
        return at == 0 || ",= ".indexOf(text.charAt(at - 1)) >= 0;
    }
}

package io.howdah.app.cli;

import io.howdah.app.text.Style;
import io.howdah.app.text.Wrap;

/** Titles of steps in a column. */
final class Titles {

    private Titles() {}

    /** The title, cut or filled up so that what follows stands in a column. */
    static String padded(String title, int width) {
        var cut = Wrap.cut(title, width - 1);
        return cut + " ".repeat(width - Style.width(cut));
    }
}

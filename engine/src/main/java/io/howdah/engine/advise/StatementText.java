package io.howdah.engine.advise;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Constants;

/** A statement's text as it fits into a sentence, without its constants, since people pass reports on. */
public final class StatementText {

    private static final int LONGEST = 90;

    private StatementText() {}

    public static String brief(Statement statement) {
        return brief(statement.text());
    }

    public static String brief(String sql) {
        var text = Constants.HIDDEN.in(sql).replaceAll("\\s+", " ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}

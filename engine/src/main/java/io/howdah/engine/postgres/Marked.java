package io.howdah.engine.postgres;

import java.util.regex.Pattern;

/**
 * Marks statements as ours, so that they can be told from the application's in pg_stat_statements, pg_stat_activity and logs.
 *
 * <p>The mark stands behind the first word: from PostgreSQL 18 on, pg_stat_statements leaves out what stands before it.
 */
public final class Marked {

    /** The comment by which our statements are known. */
    public static final String MARK = "/* howdah */";

    private static final Pattern FIRST_WORD = Pattern.compile("\\s*\\w+");

    private Marked() {}

    /** The statement with the mark in it. */
    public static String sql(String sql) {
        var word = FIRST_WORD.matcher(sql);
        int at = word.lookingAt() ? word.end() : 0;
        return sql.substring(0, at) + " " + MARK + " " + sql.substring(at).stripLeading();
    }

    /** Whether the statement carries the mark. */
    public static boolean isMarked(String sql) {
        return sql.contains(MARK);
    }
}

package io.howdah.app.text;

import java.util.regex.Pattern;

/** A statement on one line, with a long list of columns left out so that what tells it from others is seen. */
public final class StatementBrief {

    private static final int SHORT_LIST = 24;
    private static final Pattern SELECT = Pattern.compile("(?i)^(select )(.*?)( from .*)$");
    private static final Pattern INSERT = Pattern.compile("(?i)^(insert into \\S+ )\\(.*$");

    private StatementBrief() {}

    public static String of(String sql) {
        var line = Wrap.oneLine(sql);
        var select = SELECT.matcher(line);
        if (select.matches() && select.group(2).length() > SHORT_LIST && balanced(select.group(2))) {
            return select.group(1) + "…" + select.group(3);
        }
        var insert = INSERT.matcher(line);
        return insert.matches() ? insert.group(1) + "…" : line;
    }

    /** Whether the FROM belongs to the outer SELECT. */
    private static boolean balanced(String list) {
        return list.chars().filter(c -> c == '(').count()
                == list.chars().filter(c -> c == ')').count();
    }
}

package io.howdah.engine.advise;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.sql.Token.Kind;
import io.howdah.engine.sql.Tokens;

/** Sessions as people tell them apart. */
public final class Who {

    private static final int SHOWN = 200;

    private Who() {}

    public static String is(Activity.Session session) {
        var application = session.application() == null || session.application().isEmpty()
                ? ""
                : " (" + session.application() + ")";
        return "pid " + session.pid() + (session.user() == null ? "" : ", user " + session.user()) + application;
    }

    /** The session's last statement in one line, its constants left out. */
    public static String statement(Activity.Session session) {
        if (session.query() == null || session.query().isBlank()) {
            return "not visible";
        }
        return brief(session.query());
    }

    /** A statement in one line, its constants left out, since people pass reports on. */
    public static String brief(String sql) {
        var line = withoutConstants(sql).strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    /** A statement with a question mark for each of its constants. */
    public static String withoutConstants(String sql) {
        var text = new StringBuilder();
        int at = 0;
        for (var token : Tokens.of(sql)) {
            if (token.kind() == Kind.STRING || token.kind() == Kind.NUMBER) {
                text.append(sql, at, token.start()).append('?');
                at = token.end();
            }
        }
        return text.append(sql.substring(at)).toString();
    }
}

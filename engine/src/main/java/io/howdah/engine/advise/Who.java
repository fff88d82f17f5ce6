package io.howdah.engine.advise;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.sql.Constants;

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
        var line = Constants.HIDDEN.in(sql).strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}

package io.howdah.engine.apply.fault;

import java.sql.SQLException;

/** What went wrong, in one line, with where. */
final class Sentence {

    private Sentence() {}

    static String of(Throwable e) {
        var state = e instanceof SQLException sql ? " [" + sql.getSQLState() + "]" : "";
        var where = java.util.Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.howdah"))
                .findFirst()
                .map(frame -> " at " + frame.getMethodName() + ":" + frame.getLineNumber())
                .orElse("");
        return e.getClass().getSimpleName() + state + ": "
                + String.valueOf(e.getMessage()).replace('\n', ' ') + where;
    }
}

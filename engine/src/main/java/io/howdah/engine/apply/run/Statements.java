package io.howdah.engine.apply.run;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends a step's statements one after the other, each as long as it may take. */
public final class Statements {

    private static final Pattern TAKES_LONG =
            Pattern.compile("(CREATE|CREATE UNIQUE|DROP|REINDEX) INDEX CONCURRENTLY .*|ANALYZE .*", Pattern.DOTALL);

    private Statements() {}

    /** Returns for whom they waited, if they did. */
    public static @Nullable String send(Runner runner, AppliedStep step, List<String> statements)
            throws SQLException, InterruptedException {
        var waits = new ArrayList<String>();
        for (String sql : statements) {
            if (TAKES_LONG.matcher(sql).matches()) {
                Optional.ofNullable(runner.runLong(step, sql)).ifPresent(waits::add);
            } else {
                runner.runShort(step.tableOid(), sql);
            }
        }
        return waits.isEmpty() ? null : String.join("; ", waits);
    }
}

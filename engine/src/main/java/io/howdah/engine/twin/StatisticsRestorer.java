package io.howdah.engine.twin;

import io.howdah.engine.twin.StatisticsWriter.Call;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Restores statistics, many in one statement. */
final class StatisticsRestorer {

    private static final int CALLS = 50;

    private StatisticsRestorer() {}

    /** The answer names what was not taken over, or only in part. */
    static List<String> restore(Statement session, List<Call> calls) throws SQLException {
        var refused = new ArrayList<String>();
        for (int from = 0; from < calls.size(); from += CALLS) {
            part(session, calls.subList(from, Math.min(calls.size(), from + CALLS)), refused);
        }
        return refused;
    }

    private static void part(Statement session, List<Call> calls, List<String> refused) throws SQLException {
        var sql = calls.stream().map(Call::sql).collect(Collectors.joining(", ", "/* howdah */ SELECT ", ""));
        try (var rows = session.executeQuery(sql)) {
            rows.next();
            for (int i = 0; i < calls.size(); i++) {
                if (!rows.getBoolean(i + 1)) {
                    refused.add(calls.get(i).what());
                }
            }
        } catch (SQLException e) {
            if (calls.size() == 1) {
                refused.add(calls.get(0).what() + ": " + Errors.message(e));
                return;
            }
            part(session, calls.subList(0, calls.size() / 2), refused);
            part(session, calls.subList(calls.size() / 2, calls.size()), refused);
        }
    }
}

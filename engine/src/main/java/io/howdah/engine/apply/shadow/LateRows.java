package io.howdah.engine.apply.shadow;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows whose writers could not bring them into step themselves: those are written anew, from how they stand. */
final class LateRows {

    private static final int AT_A_TIME = 100;

    private static final int TRIES = 50;

    private final Runner runner;
    private final ShadowSpec spec;

    LateRows(Runner runner, ShadowSpec spec) {
        this.runner = runner;
        this.spec = spec;
    }

    boolean some() throws SQLException {
        return runner.session().holds("SELECT EXISTS (SELECT FROM " + spec.late() + ")");
    }

    void bringIntoStep() throws SQLException {
        int tries = 0;
        while (some()) {
            try {
                runner.session().inTransaction(this::few);
                tries = 0;
            } catch (SQLException e) {
                if (!again(e) || ++tries > TRIES) {
                    throw notConvertible(e);
                }
                runner.time().sleep(runner.options().lockBudget().pause());
            }
        }
    }

    private static boolean again(SQLException e) {
        var state = Refusals.state(e);
        return state.startsWith("40") || Refusals.LOCK_NOT_AVAILABLE.equals(state) || "23505".equals(state);
    }

    private SQLException notConvertible(SQLException e) {
        if (Refusals.connectionLost(e)) {
            return e;
        }
        throw Problem.refused(
                "A row that was written meanwhile cannot be taken over into the new table of " + spec.table() + ": "
                        + Refusals.message(e)
                        + ". Mend the row, or change what is to become of such values; then resume, or undo",
                e);
    }

    private void few() throws SQLException {
        runner.session().execute("SET LOCAL lock_timeout = '20ms'");
        var keys = runner.session()
                .query(
                        "DELETE FROM " + spec.late() + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + spec.late()
                                + " LIMIT " + AT_A_TIME + ")) RETURNING " + texts(),
                        row -> List.of((String[]) row.getArray(1).getArray()));
        for (var key : keys.stream().distinct().toList()) {
            one(key);
        }
    }

    private String texts() {
        return spec.key().stream()
                .map(k -> "CAST(" + Name.quoted(k.name()) + " AS text)")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    /** The row is locked first: whoever is writing it has ended then, and its trigger has done what it could. */
    private void one(List<String> key) throws SQLException {
        var session = runner.session();
        var values = new ArrayList<@Nullable Object>(key).toArray();
        session.query("SELECT 1 FROM ONLY " + spec.inUse() + " s WHERE " + is("s") + " FOR SHARE", row -> 1, values);
        session.update("DELETE FROM " + spec.shadow() + " t WHERE " + is("t"), values);
        session.update(
                "INSERT INTO " + spec.shadow() + " (" + spec.columnList() + ") OVERRIDING SYSTEM VALUE SELECT "
                        + spec.expressions() + " FROM ONLY " + spec.inUse() + " s WHERE " + is("s"),
                values);
    }

    private String is(String alias) {
        return spec.key().stream()
                .map(k -> alias + "." + Name.quoted(k.name()) + " = CAST(? AS " + k.type() + ")")
                .collect(Collectors.joining(" AND "));
    }
}

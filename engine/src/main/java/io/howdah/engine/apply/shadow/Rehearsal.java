package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Makes the new table without rows, with all that needs no other table, in a transaction that is rolled back: the server itself says
 * whether types, defaults, checks, indexes and expressions fit together.
 */
final class Rehearsal {

    private final Session session;

    Rehearsal(Session session) {
        this.session = session;
    }

    /** What the server says against it; empty where it says nothing. An index of the table in use, which has an oid, is not tried. */
    Optional<String> of(List<PlannedStep> steps) throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            session.execute("SET LOCAL lock_timeout = '1s'");
            for (PlannedStep step : steps) {
                boolean indexes = step.kind() == Kind.CREATE_INDEX && step.tableOid() == 0;
                if ((step.kind() == Kind.TRANSACTION && !step.atFinish()) || indexes) {
                    for (String sql : step.sql()) {
                        one(sql);
                    }
                } else if (step.kind() == Kind.SHADOW_COPY) {
                    session.execute(step.sql().getFirst().replace(" FOR SHARE", " LIMIT 0"));
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            return Optional.of(Refusals.message(e));
        } finally {
            if (session.alive()) {
                session.connection().rollback();
                session.connection().setAutoCommit(true);
            }
        }
    }

    /** Not what would lock tables in use, and not what needs the journal, which may not be there yet. */
    private void one(String sql) throws SQLException {
        boolean ours = sql.contains(" howdah.") || sql.contains(" SCHEMA howdah ") || sql.startsWith("LOCK ");
        boolean locks =
                sql.contains(" FOREIGN KEY ") || sql.contains(" TRIGGER ") || sql.startsWith("COMMENT ON CONSTRAINT ");
        if (!ours && !locks) {
            session.execute(sql.replace(" INDEX CONCURRENTLY ", " INDEX "));
        }
    }
}

package io.howdah.engine.apply;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tells whether an index that is to be made is there already, or its name is taken by something else. */
final class Taken {

    private final Session session;
    private final List<String> problems;

    /** @param problems where it is noted that a name means something else */
    Taken(Session session, List<String> problems) {
        this.session = session;
        this.problems = problems;
    }

    /** To be made, or there already; empty, with a problem noted, where its name means something else. */
    Optional<StepState> stateOf(QualifiedName name, QualifiedName table, String body) throws SQLException {
        var present = LiveIndex.named(session, name);
        if (present.isEmpty()) {
            return free(name);
        }
        var index = present.get();
        if (!index.table().equals(table) || !index.body().equals(body)) {
            problems.add("There is another index called " + name + ": " + index.definition());
            return Optional.empty();
        }
        if (!index.valid() && !index.parent()) {
            problems.add("There is an invalid index called " + name
                    + ", which somebody is building or failed to build; if nobody is, run: DROP INDEX CONCURRENTLY "
                    + name.quoted());
            return Optional.empty();
        }
        return Optional.of(StepState.ALREADY);
    }

    private Optional<StepState> free(QualifiedName name) throws SQLException {
        boolean taken = session.holds(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?)",
                name.schema(),
                name.name());
        if (taken) {
            problems.add("The name " + name + " belongs to something that is not an index");
            return Optional.empty();
        }
        return Optional.of(StepState.PLANNED);
    }
}

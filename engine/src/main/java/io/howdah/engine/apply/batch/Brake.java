package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.Optional;

/** Looks at one thing that suffers where we go too fast. */
interface Brake {

    /** What it brakes for at the moment; empty where there is nothing. */
    Optional<Braking> look(Session session) throws SQLException;

    /** What cannot be looked at where the server does not let us, for people. */
    String subject();
}

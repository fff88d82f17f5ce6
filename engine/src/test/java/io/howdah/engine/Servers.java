package io.howdah.engine;

import io.howdah.engine.postgres.ConnectionOptions;
import io.howdah.engine.postgres.ConnectionResolver;
import io.howdah.engine.postgres.Environment;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import io.howdah.testkit.Database;
import io.howdah.testkit.Role;
import java.nio.file.Path;
import java.util.Map;

/** The engine's way to a test's database. */
public final class Servers {

    private static final Environment EMPTY = new Environment(Map.of(), Path.of("/nowhere"), "nobody");

    private Servers() {}

    public static Sessions sessions(Database db) {
        return sessions(db.url());
    }

    public static Sessions sessions(Database db, Role role) {
        return sessions(db.url(role));
    }

    public static Sessions sessions(String url) {
        return new ServerSessions(new ConnectionResolver(EMPTY).resolve(ConnectionOptions.of(url)));
    }
}

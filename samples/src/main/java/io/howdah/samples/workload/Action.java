package io.howdah.samples.workload;

import java.sql.SQLException;
import java.util.List;

/**
 * Something that a user of the application does: most often one statement, at times several.
 *
 * @param weight how often it happens in proportion to the other actions
 */
public record Action(String name, int weight, List<Statement> statements, Script script) {

    /** Draws parameters and sends the action's statements through a client. */
    @FunctionalInterface
    public interface Script {
        void run(Client client) throws SQLException;
    }
}

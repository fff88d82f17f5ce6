package io.howdah.samples.workload;

import io.howdah.samples.data.Chance;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** One connection of the application, as an action sees it. */
public interface Client {

    /** The draws of this client's present action. */
    Chance chance();

    /** Which of {@link #clients()} this is, from 0. */
    int number();

    int clients();

    /** The application's time: that of the dataset, moving on a little with each action. */
    OffsetDateTime now();

    /** A key for a new row; never the same twice, not even in another run. */
    UUID newKey();

    /** Sends a statement and gives the first column of each row. */
    List<Object> send(Statement statement, Object... parameters) throws SQLException;

    /** The same with the parameters written into the text as literals, as an application does that builds its SQL. */
    List<Object> sendInText(Statement statement, Object... parameters) throws SQLException;

    /** Runs several statements in one transaction. */
    void together(Action.Script script) throws SQLException;

    /** Keeps the key of a row that this client made, for a later action. */
    void remember(String what, UUID key);

    /** The key remembered longest, which is forgotten with that; or the other one when there is none. */
    UUID recall(String what, UUID otherwise);
}

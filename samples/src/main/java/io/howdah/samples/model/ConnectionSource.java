package io.howdah.samples.model;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database that holds a sample, each time a new one that its taker closes. */
@FunctionalInterface
public interface ConnectionSource {

    Connection open() throws SQLException;
}

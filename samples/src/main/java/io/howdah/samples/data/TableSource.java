package io.howdah.samples.data;

import java.sql.SQLException;
import java.util.List;

/** The rows of one table, made in the order in which they are to lie on disk. */
public record TableSource(String table, List<String> columns, long rows, Filler filler) {

    /** Writes every row of a table, the same ones in the same order each time. */
    @FunctionalInterface
    public interface Filler {
        void fill(CopyRows rows) throws SQLException;
    }
}

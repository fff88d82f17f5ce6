package io.howdah.engine.apply.disk;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a step needs in a tablespace until the change is finished.
 *
 * @param location of the tablespace on the server; empty for those within the data directory
 */
record DiskNeed(String tablespace, String location, long bytes) {

    static DiskNeed read(ResultSet row) throws SQLException {
        return new DiskNeed(row.getString("spcname"), row.getString("location"), row.getLong("bytes"));
    }
}

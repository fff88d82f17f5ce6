package io.howdah.engine.apply.partition;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * The first line of an archive, as JSON.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param table that the rows are from
 * @param partition that held them
 * @param bound of the partition, as ATTACH says it
 * @param columns in the order of the data
 * @param rows how many lines of data follow
 * @param bytes how long these are
 * @param sha256 of these, in hex
 * @param create the statement that makes a table for them
 * @param complete the statements that add its constraints and indexes when the rows are in it
 * @param server the version of the server that they are from
 * @param archived when they were written, in UTC
 */
record ArchiveHeader(
        String format,
        int version,
        QualifiedName table,
        QualifiedName partition,
        String bound,
        List<String> columns,
        long rows,
        long bytes,
        String sha256,
        String create,
        List<String> complete,
        String server,
        String archived) {

    static final String FORMAT = "howdah-archive";

    static final int VERSION = 1;
}

package io.howdah.benchmarks;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Loads the generated rows, frozen and analysed. */
final class TpchData {

    private final double scale;

    TpchData(double scale) {
        this.scale = scale;
    }

    void load(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TpchFiles.schema());
            for (var table : TpchTable.getTables()) {
                copy(connection, table);
            }
            statement.execute("vacuum (freeze)");
            statement.execute("analyze");
        }
    }

    private void copy(Connection connection, TpchTable<?> table) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table.getTableName() + " from stdin (delimiter '|')");
        var buffer = new StringBuilder();
        for (TpchEntity row : table.createGenerator(scale, 1, 1)) {
            var line = row.toLine();
            buffer.append(line, 0, line.endsWith("|") ? line.length() - 1 : line.length())
                    .append('\n');
            if (buffer.length() > 1 << 16) {
                flush(buffer, copy);
            }
        }
        flush(buffer, copy);
        copy.endCopy();
    }

    private static void flush(StringBuilder buffer, CopyIn copy) throws SQLException {
        var bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }
}

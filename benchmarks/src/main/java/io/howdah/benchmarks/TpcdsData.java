package io.howdah.benchmarks;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The tables of TPC-DS with generated rows, with the primary keys of the dimensions. */
final class TpcdsData {

    private static final int BUFFER = 1 << 16;

    private final Session session;

    /** @param scale 1 is about a gigabyte of text */
    TpcdsData(double scale) {
        this.session = Session.getDefaultSession().withScale(scale);
    }

    /** Creates and loads the tables; neither vacuumed nor analysed. */
    void load(Connection connection) throws SQLException {
        for (Table table : tables()) {
            execute(connection, create(table));
        }
        for (Table table : tables()) {
            if (!table.isChild()) {
                copy(connection, table);
            }
        }
        for (Table table : tables()) {
            var key = table.getColumns()[0].getName();
            if (!isFact(table)) {
                execute(connection, "alter table " + table.getName() + " add primary key (" + key + ")");
            }
        }
    }

    private static List<Table> tables() {
        return Table.getBaseTables().stream()
                .filter(t -> t != Table.DBGEN_VERSION)
                .toList();
    }

    private static boolean isFact(Table table) {
        return table.hasChild() || table.isChild() || table == Table.INVENTORY;
    }

    private static String create(Table table) {
        return Arrays.stream(table.getColumns())
                .map(TpcdsData::column)
                .collect(Collectors.joining(", ", "create table " + table.getName() + " (", ")"));
    }

    private static String column(Column column) {
        return column.getName() + " " + type(column.getType());
    }

    private static String type(ColumnType type) {
        int precision = type.getPrecision().orElse(0);
        return switch (type.getBase()) {
            case IDENTIFIER, INTEGER -> "integer";
            case DECIMAL -> "numeric(" + precision + ", " + type.getScale().orElse(0) + ")";
            case VARCHAR -> "varchar(" + precision + ")";
            case CHAR -> "char(" + precision + ")";
            case DATE -> "date";
            case TIME -> "time";
        };
    }

    /** Sales and what came back of them are drawn together. */
    private void copy(Connection connection, Table table) throws SQLException {
        var targets = new ArrayList<Target>();
        targets.add(new Target(table));
        if (table.hasChild()) {
            targets.add(new Target(table.getChild()));
        }
        for (List<List<@Nullable String>> rows : results(table)) {
            for (int i = 0; i < Math.min(rows.size(), targets.size()); i++) {
                targets.get(i).add(rows.get(i), connection);
            }
        }
        for (Target target : targets) {
            target.flush(connection);
        }
    }

    /** A null stands for NULL, which the library's own type does not say. */
    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
    private Iterable<List<List<@Nullable String>>> results(Table table) {
        return (Iterable) Results.constructResults(table, session);
    }

    /** Lines on their way into a table; one COPY for each buffer, since two tables fill at the same time. */
    private static final class Target {

        private final Table table;
        private final StringBuilder buffer = new StringBuilder();

        Target(Table table) {
            this.table = table;
        }

        void add(List<@Nullable String> row, Connection connection) throws SQLException {
            for (int i = 0; i < row.size(); i++) {
                buffer.append(i == 0 ? "" : "|").append(escaped(row.get(i)));
            }
            buffer.append('\n');
            if (buffer.length() > 64 * BUFFER) {
                flush(connection);
            }
        }

        private static String escaped(@Nullable String value) {
            return value == null ? "\\N" : value.replace("\\", "\\\\").replace("|", "\\|");
        }

        void flush(Connection connection) throws SQLException {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table.getName() + " from stdin (delimiter '|')");
            var bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; from += BUFFER) {
                copy.writeToCopy(bytes, from, Math.min(BUFFER, bytes.length - from));
            }
            copy.endCopy();
            buffer.setLength(0);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

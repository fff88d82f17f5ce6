package io.howdah.engine.read;

import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current row of a result, with columns by name and nulls as nulls. */
final class Row {

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    String text(String column) throws SQLException {
        var value = result.getString(column);
        return value == null ? "" : value;
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    @Nullable
    Integer integerOrNull(String column) throws SQLException {
        var value = result.getInt(column);
        return result.wasNull() ? null : value;
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    @Nullable
    Long numberOrNull(String column) throws SQLException {
        var value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    double real(String column) throws SQLException {
        return result.getDouble(column);
    }

    @Nullable
    Double realOrNull(String column) throws SQLException {
        var value = result.getDouble(column);
        return result.wasNull() ? null : value;
    }

    @Nullable
    Instant instantOrNull(String column) throws SQLException {
        var value = result.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** The elements of a one-dimensional array of text; empty for null. */
    List<@Nullable String> list(String column) throws SQLException {
        var array = result.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    /** The same where no element is null. */
    List<String> names(String column) throws SQLException {
        var array = result.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    byte @Nullable [] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }

    /** The rows of a two-dimensional array of text; empty for null. */
    List<List<@Nullable String>> matrix(String column) throws SQLException {
        var array = result.getArray(column);
        if (array == null || !(array.getArray() instanceof String[][] rows)) {
            return List.of();
        }
        return Arrays.stream(rows).<List<@Nullable String>>map(Arrays::asList).toList();
    }

    /** Every column that is not null, by its name; all must be numbers. */
    void numbers(Map<String, Double> into) throws SQLException {
        var columns = result.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            double value = result.getDouble(i);
            if (!result.wasNull()) {
                into.put(columns.getColumnLabel(i), value);
            }
        }
    }

    /** The elements of an array of double precision; empty for null. */
    List<Double> reals(String column) throws SQLException {
        var array = result.getArray(column);
        return array == null ? List.of() : List.of((Double[]) array.getArray());
    }

    /** A qualified name in two columns; null where the second is. */
    @Nullable
    QualifiedName nameOrNull(String schemaColumn, String nameColumn) throws SQLException {
        var name = result.getString(nameColumn);
        return name == null ? null : new QualifiedName(text(schemaColumn), name);
    }

    QualifiedName name(String schemaColumn, String nameColumn) throws SQLException {
        return new QualifiedName(text(schemaColumn), text(nameColumn));
    }
}

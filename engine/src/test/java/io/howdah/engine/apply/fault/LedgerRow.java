package io.howdah.engine.apply.fault;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row as an application means it, whatever the types of its columns are at the moment.
 *
 * @param changed microseconds since 1970
 */
record LedgerRow(
        @Nullable Long amount,
        @Nullable String note,
        @Nullable String state,
        @Nullable Long changed) {

    /** What reads a row; the key comes first. */
    static String columns(String state) {
        return "id::bigint, amount::bigint, note::text, " + state
                + "::text, (extract(epoch from changed) * 1000000)::bigint";
    }

    static LedgerRow read(ResultSet row, States states) throws SQLException {
        return new LedgerRow(number(row, 2), row.getString(3), states.meant(row.getString(4)), number(row, 5));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    LedgerRow amount(long value) {
        return new LedgerRow(value, note, state, changed);
    }

    LedgerRow note(@Nullable String value) {
        return new LedgerRow(amount, value, state, changed);
    }

    LedgerRow state(@Nullable String value) {
        return new LedgerRow(amount, note, value, changed);
    }
}

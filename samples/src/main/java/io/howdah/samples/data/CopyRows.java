package io.howdah.samples.data;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Writes rows in the binary format of COPY (PostgreSQL manual, COPY, "Binary Format"), handing the bytes on whenever its
 * buffer is full.
 */
public final class CopyRows {

    /** Takes the bytes, with the number of rows begun in them. */
    @FunctionalInterface
    public interface Sink {
        void take(byte[] bytes, int length, long rows) throws SQLException;
    }

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int NULL = -1;
    private static final int SIZE = 1 << 17;
    /** The type {@code text} in pg_type. */
    private static final int TEXT = 25;
    /** Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's time begins. */
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private static final int DAYS_TO_2000 = 10_957;
    /** Of the digits of a numeric. */
    private static final int BASE = 10_000;

    private static final long[] POWERS = {1, 10_000, 100_000_000, 1_000_000_000_000L, 10_000_000_000_000_000L};
    /** The sign of a negative numeric (numeric.c, NUMERIC_NEG). */
    private static final int NEGATIVE = 0x4000;

    private final Sink sink;
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private long rows;

    public CopyRows(Sink sink) {
        this.sink = sink;
        put(SIGNATURE, SIGNATURE.length);
        putInt(0);
        putInt(0);
    }

    /** Begins a row of so many columns. */
    public CopyRows row(int columns) throws SQLException {
        rows++;
        room(2);
        putShort(columns);
        return this;
    }

    /** Ends the stream; nothing may be written after it. */
    public void end() throws SQLException {
        room(2);
        putShort(-1);
        flush();
    }

    public CopyRows uuid(UUID value) throws SQLException {
        room(20);
        putInt(16);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopyRows int8(long value) throws SQLException {
        room(12);
        putInt(8);
        putLong(value);
        return this;
    }

    public CopyRows int4(int value) throws SQLException {
        room(8);
        putInt(4);
        putInt(value);
        return this;
    }

    public CopyRows float8(double value) throws SQLException {
        return int8(Double.doubleToLongBits(value));
    }

    public CopyRows point(double x, double y) throws SQLException {
        room(20);
        putInt(16);
        putLong(Double.doubleToLongBits(x));
        putLong(Double.doubleToLongBits(y));
        return this;
    }

    /** A {@code text[]} without nulls. */
    public CopyRows texts(List<byte[]> values) throws SQLException {
        var bytes = values.stream().mapToInt(value -> 4 + value.length).sum();
        room(24 + bytes);
        // The wire format of arrays (array_recv): dimensions, no nulls, the element's type, then length and lower
        // bound.
        putInt(20 + bytes);
        putInt(1);
        putInt(0);
        putInt(TEXT);
        putInt(values.size());
        putInt(1);
        for (var value : values) {
            putInt(value.length);
            put(value, value.length);
        }
        return this;
    }

    public CopyRows bool(boolean value) throws SQLException {
        room(5);
        putInt(1);
        buffer[position++] = (byte) (value ? 1 : 0);
        return this;
    }

    /** A numeric with two decimals, from hundredths. */
    public CopyRows money(long hundredths) throws SQLException {
        room(32);
        var whole = Math.abs(hundredths) / 100;
        var digits = 0;
        for (long rest = whole; rest > 0; rest /= BASE) {
            digits++;
        }
        putInt(8 + 2 * (digits + 1));
        putShort(digits + 1);
        putShort(digits - 1);
        putShort(hundredths < 0 ? NEGATIVE : 0);
        putShort(2);
        for (int digit = digits - 1; digit >= 0; digit--) {
            putShort((int) (whole / POWERS[digit] % BASE));
        }
        putShort((int) (Math.abs(hundredths) % 100) * 100);
        return this;
    }

    /** A date from days since 1970. */
    public CopyRows date(long day) throws SQLException {
        return int4(Math.toIntExact(day - DAYS_TO_2000));
    }

    /** A timestamptz, or a timestamp in UTC, from microseconds since 1970. */
    public CopyRows time(long micros) throws SQLException {
        return int8(micros - EPOCH_2000);
    }

    public CopyRows text(byte[] utf8, int length) throws SQLException {
        room(4);
        putInt(length);
        for (int from = 0; from < length; ) {
            room(1);
            var part = Math.min(length - from, SIZE - position);
            System.arraycopy(utf8, from, buffer, position, part);
            position += part;
            from += part;
        }
        return this;
    }

    public CopyRows text(byte[] utf8) throws SQLException {
        return text(utf8, utf8.length);
    }

    public CopyRows text(String value) throws SQLException {
        return text(value.getBytes(StandardCharsets.UTF_8));
    }

    public CopyRows jsonb(String json) throws SQLException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        room(5 + bytes.length);
        putInt(1 + bytes.length);
        buffer[position++] = 1; // the version of jsonb's wire format (jsonb_recv)
        put(bytes, bytes.length);
        return this;
    }

    public CopyRows nothing() throws SQLException {
        room(4);
        putInt(NULL);
        return this;
    }

    /** Microseconds since 1970, as {@link #time} takes them. */
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private void room(int bytes) throws SQLException {
        if (position + bytes > SIZE) {
            flush();
        }
    }

    private void flush() throws SQLException {
        sink.take(buffer, position, rows);
        position = 0;
        rows = 0;
    }

    private void put(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, buffer, position, length);
        position += length;
    }

    private void putShort(int value) {
        buffer[position++] = (byte) (value >> 8);
        buffer[position++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }
}

package io.howdah.engine.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Values in place of others: equal ones stay equal and the order stays, whichever column they are in.
 *
 * <p>Numbers are stretched by a factor and moved, times stretched away from the time of reading, so that distances stay in
 * proportion. Texts and UUIDs become others of the same place in the order of all that were {@linkplain #collect collected};
 * texts keep their length where it suffices to tell them apart.
 */
final class MaskedValues {

    /** Symbols that follow each other in every collation, and form no letters together with others in any. */
    private static final String SYMBOLS = "0123456789bdfhkmprtvx";

    private static final double MOST_STRETCH = 1.6;

    private final double stretch;
    private final long offset;
    private final double timeStretch;
    private final double now;
    private final RandomGenerator random;
    private final Set<String> collected = new LinkedHashSet<>();
    private final Map<String, String> masked = new HashMap<>();

    /**
     * @param room by what factor numbers may grow without leaving the types of their columns
     * @param readAt stays where it is
     */
    MaskedValues(RandomGenerator random, double room, Instant readAt) {
        this.random = random;
        double most = Math.clamp(room, 1, MOST_STRETCH);
        this.stretch = 1 + (most - 1) * (0.3 + 0.6 * random.nextDouble());
        this.offset = most < MOST_STRETCH ? 0 : random.nextLong(1, 50);
        this.timeStretch = 1.01 + 0.02 * random.nextDouble();
        this.now = readAt.getEpochSecond();
    }

    /** Texts and UUIDs that will be asked for. */
    void collect(String value) {
        collected.add(value);
    }

    /** Decides over all that was collected. The session's collation says what the order is. */
    void arrange(Connection session) throws SQLException {
        var values = List.copyOf(collected);
        try (var question = session.prepareStatement(
                "/* howdah */ SELECT t FROM pg_catalog.unnest(?::pg_catalog.text[]) t" + " WHERE t <> '' ORDER BY t")) {
            question.setArray(1, session.createArrayOf("text", values.toArray()));
            try (var rows = question.executeQuery()) {
                int digits = 2 + (int) Math.ceil(Math.log(values.size() + 1.0) / Math.log(SYMBOLS.length()));
                long step = Math.max(1, (long) Math.pow(SYMBOLS.length(), digits) / (values.size() + 1L));
                for (long rank = 1; rows.next(); rank++) {
                    var value = rows.getString(1);
                    masked.put(value, isUuid(value) ? uuid(rank, values.size()) : text(rank * step, digits, value));
                }
            }
        }
    }

    private String text(long place, int digits, String value) {
        var text = new StringBuilder();
        long left = place;
        for (int i = 0; i < digits; i++) {
            text.insert(0, SYMBOLS.charAt((int) (left % SYMBOLS.length())));
            left /= SYMBOLS.length();
        }
        while (text.length() < value.length()) {
            text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return text.toString();
    }

    private String uuid(long rank, long count) {
        long first = (long) (0xffffffffL * ((double) rank / (count + 1)));
        var rest = "%08x%016x".formatted(random.nextInt(), random.nextLong());
        return "%08x-%s-%s-%s-%s"
                .formatted(
                        first,
                        rest.substring(0, 4),
                        rest.substring(4, 8),
                        rest.substring(8, 12),
                        rest.substring(12, 24));
    }

    static boolean isUuid(String value) {
        return value.toLowerCase(Locale.ROOT).matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    }

    /** In place of a value of the family, written as a value of the type; the value itself where it is none. */
    String of(ValueFamily family, String value, LineType time) {
        try {
            return switch (family) {
                case NUMBER -> number(value);
                case TIME -> time(value, time);
                case TEXT, UUID -> masked.getOrDefault(value, value);
            };
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return value;
        }
    }

    /** With as many decimals; since the factor is at least 1, different numbers stay different. */
    private String number(String value) {
        if (value.equals("NaN") || value.endsWith("Infinity")) {
            return value;
        }
        var number = new BigDecimal(value);
        return number.multiply(BigDecimal.valueOf(stretch))
                .add(BigDecimal.valueOf(offset))
                .setScale(Math.max(0, number.scale()), RoundingMode.HALF_UP)
                .toPlainString();
    }

    private String time(String value, LineType type) {
        double position = LineType.TIMESTAMPTZ.position(value);
        return Double.isFinite(position) ? type.text(now - timeStretch * (now - position)) : value;
    }
}

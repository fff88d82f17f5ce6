package io.howdah.engine.apply.partition;

import java.util.Optional;

/** Types by which rows can be put into ranges. */
enum KeyType {
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ,
    NUMBER,
    UUID;

    /** By the name in {@code pg_type}. */
    static Optional<KeyType> of(String typname) {
        return switch (typname) {
            case "date" -> Optional.of(DATE);
            case "timestamp" -> Optional.of(TIMESTAMP);
            case "timestamptz" -> Optional.of(TIMESTAMPTZ);
            case "int2", "int4", "int8" -> Optional.of(NUMBER);
            case "uuid" -> Optional.of(UUID);
            default -> Optional.empty();
        };
    }

    /** Whether its values are moments, so that where a day begins depends on a time zone. */
    boolean isMoment() {
        return this == TIMESTAMPTZ || this == UUID;
    }
}

package io.howdah.engine.twin;

import java.util.Optional;

/** Types whose values are masked alike, so that a join of two columns finds the same partners as before. */
enum ValueFamily {
    NUMBER,
    TIME,
    TEXT,
    UUID;

    /** Of a type's qualified name; empty for types whose values cannot be replaced and keep their order. */
    static Optional<ValueFamily> of(String typeName) {
        var line = LineType.of(typeName);
        if (line.isPresent()) {
            return Optional.of(line.get().isTime() ? TIME : NUMBER);
        }
        return switch (typeName.replaceFirst("^.*\\.", "")) {
            case "text", "varchar", "bpchar", "citext", "name" -> Optional.of(TEXT);
            case "uuid" -> Optional.of(UUID);
            default -> Optional.empty();
        };
    }
}

package io.howdah.engine.advise.risk;

import org.jspecify.annotations.Nullable;

/** The ranges of the integer types (manual, section 8.1.1). */
final class IntegerType {

    private IntegerType() {}

    /** The largest value of the type, by its SQL or internal name; infinite where it is no integer type. */
    static double maximum(@Nullable String type) {
        return switch (type == null ? "" : type) {
            case "smallint", "pg_catalog.int2" -> Short.MAX_VALUE;
            case "integer", "pg_catalog.int4" -> Integer.MAX_VALUE;
            case "bigint", "pg_catalog.int8" -> Long.MAX_VALUE;
            default -> Double.POSITIVE_INFINITY;
        };
    }

    /** Whether the type of a catalog's column ends before bigint. */
    static boolean isNarrow(String type) {
        return type.equals("pg_catalog.int2") || type.equals("pg_catalog.int4");
    }
}

package io.howdah.engine.twin;

import java.time.Instant;

/** Values of types for parameters that are compared with no column, such as those that are inserted. */
record Defaults(Instant now) {

    /** As text that the type reads. */
    String of(String type) {
        if (type.endsWith("[]")) {
            return "{" + of(type.substring(0, type.length() - 2)) + "}";
        }
        var base = type.replaceAll("\\(.*", "").strip();
        return switch (base) {
            case "smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "oid", "bit" -> "1";
            case "boolean" -> "true";
            case "date" -> now.toString().substring(0, 10);
            case "timestamp without time zone", "timestamp with time zone", "timestamp", "timestamptz" ->
                now.toString();
            case "time without time zone", "time with time zone" -> "12:00";
            case "interval" -> "1 day";
            case "uuid" -> "6f1c2a34-58b7-4d0e-9c66-0a1b2c3d4e5f";
            case "json", "jsonb" -> "{\"key\": \"value\"}";
            case "inet", "cidr" -> "192.0.2.1";
            case "macaddr" -> "02:00:00:00:00:01";
            case "bytea" -> "\\x00";
            case "point" -> "(0,0)";
            case "box", "lseg", "path" -> "((0,0),(1,1))";
            case "polygon" -> "((0,0),(1,1),(1,0))";
            case "circle" -> "<(0,0),1>";
            case "xml" -> "<a/>";
            case "jsonpath" -> "$";
            case "regconfig", "regdictionary" -> "simple";
            case "int4range", "int8range", "numrange" -> "[1,2)";
            default -> "value";
        };
    }
}

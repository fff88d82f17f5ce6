package io.howdah.engine.catalog;

import java.util.List;

/**
 * Keys of an index of which is asked how often they come.
 *
 * @param expressions quoted columns, or expressions with every name qualified; more than one for {@code WHOLE} only
 * @param schema where the functions of the extension are that takes the keys out; {@code pg_catalog} where there is none
 */
public record KeysWanted(QualifiedName table, List<String> expressions, KeyExtraction extraction, String schema) {

    /** Combinations of values. */
    public static KeysWanted combined(QualifiedName table, List<String> expressions) {
        return new KeysWanted(table, expressions, KeyExtraction.WHOLE, "pg_catalog");
    }
}

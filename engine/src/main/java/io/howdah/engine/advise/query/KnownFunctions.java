package io.howdah.engine.advise.query;

import java.util.Set;

/** Built-in functions that give one value for one row and always the same for the same values within a statement. */
final class KnownFunctions {

    private static final Set<String> SCALAR = Set.of(
            ("abs age array_length btrim cardinality ceil ceiling char_length coalesce concat concat_ws date date_part"
                            + " date_trunc exp extract floor format greatest initcap jsonb_array_length"
                            + " jsonb_extract_path jsonb_extract_path_text jsonb_typeof least left length ln lower lpad"
                            + " ltrim md5 mod now nullif octet_length power replace right round row_to_json rpad"
                            + " rtrim sign split_part sqrt strpos substr substring to_char to_date to_json to_jsonb"
                            + " to_number to_timestamp to_tsquery to_tsvector translate trim trunc upper")
                    .split(" "));

    private KnownFunctions() {}

    static boolean isScalar(String name) {
        return SCALAR.contains(name);
    }
}

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

    /** Scalar functions that depend on the time of the call. */
    private static final Set<String> OF_THE_MOMENT = Set.of("now", "age");

    /** Aggregates, functions of windows, of sets and of whole arguments, which give the same for the same rows. */
    private static final Set<String> OVER_ROWS = Set.of(
            ("array_agg array_cat array_position array_remove array_to_string avg bit_and bit_or bool_and bool_or"
                            + " corr count covar_pop covar_samp cume_dist date_bin dense_rank every first_value"
                            + " generate_series json_agg json_array_elements json_build_array json_build_object"
                            + " json_object_agg jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_build_array"
                            + " jsonb_build_object jsonb_each jsonb_object_agg jsonb_object_keys lag last_value lead"
                            + " make_date make_interval max min mode nth_value ntile percent_rank percentile_cont"
                            + " percentile_disc plainto_tsquery position rank regexp_match regexp_replace reverse"
                            + " row_number similarity stddev stddev_pop stddev_samp string_agg string_to_array sum"
                            + " ts_headline ts_rank ts_rank_cd unnest var_pop var_samp variance websearch_to_tsquery"
                            + " width_bucket")
                    .split(" "));

    /** Words before a bracket that call nothing, types with a length among them. */
    private static final Set<String> NO_CALL = Set.of(
            ("all and any array as between bit by case cast char character decimal distinct else except exists filter"
                            + " float from group having ilike in interval intersect is join lateral like limit"
                            + " materialized not numeric offset on or order over partition range recursive row rows"
                            + " select some then time timestamp union using values varchar varying when where with within")
                    .split(" "));

    private KnownFunctions() {}

    /** Whether this word before a bracket gives the same for the same rows at any time. */
    static boolean isSteady(String name) {
        return NO_CALL.contains(name)
                || OVER_ROWS.contains(name)
                || (SCALAR.contains(name) && !OF_THE_MOMENT.contains(name));
    }

    static boolean isScalar(String name) {
        return SCALAR.contains(name);
    }
}

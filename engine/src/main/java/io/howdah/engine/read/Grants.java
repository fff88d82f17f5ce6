package io.howdah.engine.read;

import io.howdah.engine.catalog.Name;

/** The SQL that lets a role see what advice needs, in two ways of which one is chosen. */
public final class Grants {

    private static final String TEMPLATE = """
            -- What Howdah needs to see, as the role {role}. Run ONE of the two ways as a superuser, in each database to look at.

            -- Way (a): the server's own roles. Simple, but the role may read the rows of all tables.
            -- Statistics of tables with row-level security stay hidden.

            GRANT pg_monitor TO {role};
            GRANT pg_read_all_data TO {role};

            -- Way (b): functions that return statistics and no rows, tables with row-level security included.
            -- Statistics hold some values of the columns: the most common ones and the bounds of histograms.

            /*
            {functions}
            */
            """;

    private static final String FUNCTIONS = """
            GRANT pg_monitor TO {role};

            CREATE SCHEMA IF NOT EXISTS howdah;
            GRANT USAGE ON SCHEMA howdah TO {role};

            CREATE OR REPLACE FUNCTION howdah.column_statistics()
            RETURNS TABLE (schemaname text, tablename text, attname text, inherited boolean, null_frac real, avg_width integer,
                           n_distinct real, most_common_vals text, most_common_freqs text, histogram_bounds text,
                           correlation real, most_common_elems text, most_common_elem_freqs text,
                           elem_count_histogram text, range_length_histogram text, range_empty_frac real,
                           range_bounds_histogram text)
            LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            BEGIN
              IF current_setting('server_version_num')::int >= 170000 THEN
                RETURN QUERY SELECT s.schemaname::text, s.tablename::text, s.attname::text, s.inherited, s.null_frac,
                  s.avg_width, s.n_distinct, s.most_common_vals::text, s.most_common_freqs::text,
                  s.histogram_bounds::text, s.correlation, s.most_common_elems::text,
                  s.most_common_elem_freqs::text, s.elem_count_histogram::text, s.range_length_histogram::text,
                  s.range_empty_frac, s.range_bounds_histogram::text
                  FROM pg_stats s WHERE {visible};
              ELSE
                RETURN QUERY SELECT s.schemaname::text, s.tablename::text, s.attname::text, s.inherited, s.null_frac,
                  s.avg_width, s.n_distinct, s.most_common_vals::text, s.most_common_freqs::text,
                  s.histogram_bounds::text, s.correlation, s.most_common_elems::text,
                  s.most_common_elem_freqs::text, s.elem_count_histogram::text, r.lengths, r.empty_frac, r.bounds
                  FROM pg_stats s LEFT JOIN {ranges} r ON {same} WHERE {visible};
              END IF;
            END
            $function$;

            DROP FUNCTION IF EXISTS howdah.extended_statistics();
            CREATE OR REPLACE FUNCTION howdah.extended_statistics()
            RETURNS TABLE (statistics_schemaname text, statistics_name text, inherited boolean, n_distinct bytea,
                           dependencies bytea, most_common_vals text[], most_common_val_nulls boolean[],
                           most_common_freqs double precision[], most_common_base_freqs double precision[])
            LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            BEGIN
              RETURN QUERY EXECUTE replace({extended}, '{inherited}',
                CASE WHEN current_setting('server_version_num')::int >= 150000 THEN 's.inherited' ELSE 'false' END);
            END
            $function$;

            CREATE OR REPLACE FUNCTION howdah.expression_statistics()
            RETURNS TABLE (statistics_schemaname text, statistics_name text, inherited boolean, place integer, null_frac real,
                           avg_width integer, n_distinct real, most_common_vals text, most_common_freqs text,
                           histogram_bounds text, correlation real, most_common_elems text, most_common_elem_freqs text,
                           elem_count_histogram text)
            LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            BEGIN
              RETURN QUERY EXECUTE replace({expressions}, '{inherited}',
                CASE WHEN current_setting('server_version_num')::int >= 150000 THEN 's.inherited' ELSE 'false' END);
            END
            $function$;

            CREATE OR REPLACE FUNCTION howdah.sequence_values()
            RETURNS TABLE (schemaname text, sequencename text, last_value bigint)
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
              SELECT s.schemaname::text, s.sequencename::text, s.last_value FROM pg_sequences s WHERE {visible}
            $function$;

            CREATE OR REPLACE FUNCTION howdah.btree_levels()
            RETURNS TABLE (oid oid, level integer)
            LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            DECLARE
              extension_schema text;
            BEGIN
              SELECT quote_ident(n.nspname) INTO extension_schema
                FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pageinspect';
              IF extension_schema IS NOT NULL THEN
                RETURN QUERY EXECUTE replace({levels}, '{extension}', extension_schema);
              END IF;
            END
            $function$;

            CREATE OR REPLACE FUNCTION howdah.gin_counters()
            RETURNS TABLE (oid oid, pending_pages bigint, total_pages bigint, entry_pages bigint, data_pages bigint,
                           entries bigint)
            LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            DECLARE
              extension_schema text;
            BEGIN
              SELECT quote_ident(n.nspname) INTO extension_schema
                FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pageinspect';
              IF extension_schema IS NOT NULL THEN
                RETURN QUERY EXECUTE replace({counters}, '{extension}', extension_schema);
              END IF;
            END
            $function$;

            REVOKE ALL ON FUNCTION howdah.column_statistics(), howdah.extended_statistics(),
              howdah.expression_statistics(), howdah.sequence_values(), howdah.btree_levels(),
              howdah.gin_counters() FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION howdah.column_statistics(), howdah.extended_statistics(),
              howdah.expression_statistics(), howdah.sequence_values(), howdah.btree_levels(),
              howdah.gin_counters() TO {role};""";

    private Grants() {}

    /** Both ways as one script: the first as it runs, the second in a comment. */
    public static String sql(String role) {
        return TEMPLATE.replace("{functions}", functionsSql(role)).replace("{role}", Name.quoted(role));
    }

    /** The second way, ready to run. */
    public static String functionsSql(String role) {
        var levels = TreeHeights.LEVELS.formatted("{extension}", Visible.SCHEMA);
        var visible = " WHERE " + Visible.SCHEMA.replace("n.nspname", "s.schemaname");
        return FUNCTIONS
                .replace("{extended}", quoted(ExtendedStatisticsReader.VALUES.formatted("{inherited}") + visible))
                .replace(
                        "{expressions}",
                        quoted(ExtendedStatisticsReader.EXPRESSIONS.formatted("{inherited}") + visible))
                .replace("{counters}", quoted(GinCountersReader.COUNTERS.formatted("{extension}", Visible.SCHEMA)))
                .replace("{levels}", quoted(levels))
                .replace("{ranges}", StatisticsReader.RANGES)
                .replace("{same}", StatisticsReader.SAME)
                .replace("{visible}", Visible.SCHEMA.replace("n.nspname", "s.schemaname"))
                .replace("{role}", Name.quoted(role));
    }

    private static String quoted(String query) {
        return "$query$" + query + "$query$";
    }
}

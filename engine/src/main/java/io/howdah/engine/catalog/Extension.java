package io.howdah.engine.catalog;

import java.util.Set;

/** An installed extension. */
public record Extension(String name, String version, String schema) {

    /** Those that come with PostgreSQL 14 to 18 (manual, appendix F) and whose members need not be listed. */
    public static final Set<String> SUPPLIED = Set.of(
            ("adminpack amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw"
                            + " fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime old_snapshot"
                            + " pageinspect pg_buffercache pg_freespacemap pg_logicalinspect pg_overexplain pg_prewarm"
                            + " pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks"
                            + " pgstattuple plpgsql postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows"
                            + " tsm_system_time unaccent uuid-ossp xml2")
                    .split(" "));

    /** Whether it comes with PostgreSQL. */
    public boolean supplied() {
        return SUPPLIED.contains(name);
    }
}

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

    /** Of others than PostgreSQL's, those that bring types and indexes and are known to do nothing but calculate. */
    private static final Set<String> CALCULATING = Set.of(
            "h3",
            "hll",
            "hypopg",
            "ip4r",
            "pg_uuidv7",
            "pgrouting",
            "postgis",
            "postgis_topology",
            "prefix",
            "rum",
            "semver",
            "tdigest",
            "topn",
            "unit",
            "vector");

    /** Of PostgreSQL's, those that reach for other servers, for files and for pages. */
    public static final Set<String> REACHING = Set.of(
            "adminpack", "dblink", "file_fdw", "pageinspect", "pg_surgery", "pg_walinspect", "postgres_fdw", "xml2");

    /** Why an extension is not made for a database that others describe. */
    public static final String NOT_KNOWN = "it is none of those that are known to do nothing but calculate";

    /** Whether a server of our own may make it for a database that others describe: its script is run by the superuser. */
    public static boolean isKnown(String name) {
        return SUPPLIED.contains(name) || CALCULATING.contains(name);
    }

    /** Whether it comes with PostgreSQL. */
    public boolean supplied() {
        return SUPPLIED.contains(name);
    }
}

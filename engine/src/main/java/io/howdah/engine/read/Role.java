package io.howdah.engine.read;

import java.sql.SQLException;

/**
 * What the session's role may see.
 *
 * <p>The functions of {@link Grants} are trusted only where a superuser owns them: anyone who may create a schema could
 * else make us run code of his.
 *
 * @param lists whether it may list the WAL directory
 * @param pageinspect quoted schema of the extension; empty where it is not installed
 */
record Role(
        String name,
        boolean superuser,
        boolean monitor,
        boolean lists,
        boolean statisticsFunction,
        boolean sequencesFunction,
        boolean levelsFunction,
        boolean extendedFunction,
        boolean ginFunction,
        String pageinspect) {

    private static final String SQL = """
            WITH ours AS (
              SELECT p.proname
                FROM pg_proc p
                JOIN pg_namespace n ON n.oid = p.pronamespace
                JOIN pg_roles o ON o.oid = p.proowner
               WHERE n.nspname = 'howdah' AND p.pronargs = 0 AND p.prosecdef AND o.rolsuper
                 AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE'))
            SELECT current_user AS name, r.rolsuper, pg_has_role('pg_monitor', 'USAGE') AS monitor,
                   has_function_privilege('pg_catalog.pg_ls_waldir()', 'EXECUTE')
                     AND has_function_privilege('pg_catalog.pg_ls_archive_statusdir()', 'EXECUTE') AS lists,
                   EXISTS (SELECT FROM ours WHERE proname = 'column_statistics') AS statistics_function,
                   EXISTS (SELECT FROM ours WHERE proname = 'sequence_values') AS sequences_function,
                   EXISTS (SELECT FROM ours WHERE proname = 'btree_levels') AS levels_function,
                   (SELECT count(*) = 2 FROM ours WHERE proname IN ('extended_statistics', 'expression_statistics'))
                     AS extended_function,
                   EXISTS (SELECT FROM ours WHERE proname = 'gin_counters') AS gin_function,
                   (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                     WHERE e.extname = 'pageinspect') AS pageinspect
              FROM pg_roles r
             WHERE r.rolname = current_user
            """;

    static Role read(Query query) throws SQLException {
        return query.one(SQL, row -> {
            boolean superuser = row.flag("rolsuper");
            return new Role(
                    row.text("name"),
                    superuser,
                    row.flag("monitor"),
                    row.flag("lists"),
                    !superuser && row.flag("statistics_function"),
                    !superuser && row.flag("sequences_function"),
                    !superuser && row.flag("levels_function"),
                    !superuser && row.flag("extended_function"),
                    !superuser && row.flag("gin_function"),
                    row.text("pageinspect"));
        });
    }
}

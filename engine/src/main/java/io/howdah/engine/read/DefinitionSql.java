package io.howdah.engine.read;

import io.howdah.engine.catalog.Definition;

/**
 * The statements that read definitions. Each yields name, on_schema, on_name, sql and extname; what is written as text by
 * reg* types and {@code format_type} is qualified, since our search path has nothing but pg_catalog.
 */
final class DefinitionSql {

    private static final String COLLATIONS = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(co.collname) AS name, NULL AS on_schema, NULL AS on_name,
                   format('CREATE COLLATION IF NOT EXISTS %I.%I (PROVIDER = %s, ', n.nspname, co.collname,
                     CASE co.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END) ||
                   CASE WHEN co.collprovider = 'c'
                        THEN format('LC_COLLATE = %L, LC_CTYPE = %L', co.collcollate, co.collctype)
                        ELSE format('LOCALE = %L', {locale}) END ||
                   CASE WHEN co.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END ||
                   coalesce(', RULES = ' || quote_literal({rules}), '') || ')' AS sql,
                   e.extname
              FROM pg_collation co
              JOIN pg_namespace n ON n.oid = co.collnamespace
              {extension}
             WHERE co.collprovider <> 'd'
               AND co.collencoding IN (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))
               AND ({made} OR co.oid IN (
                     SELECT a.attcollation FROM pg_attribute a
                       JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                      WHERE a.attcollation <> 0 AND {visible}))
             ORDER BY co.oid
            """;

    private static final String DICTIONARIES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(d.dictname) AS name, NULL AS on_schema, NULL AS on_name,
                   format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I', n.nspname, d.dictname, tn.nspname,
                     t.tmplname) || coalesce(', ' || d.dictinitoption, '') || ')' AS sql, e.extname
              FROM pg_ts_dict d
              JOIN pg_namespace n ON n.oid = d.dictnamespace
              JOIN pg_ts_template t ON t.oid = d.dicttemplate
              JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
              {extension}
             WHERE {made}
             ORDER BY d.oid
            """;

    private static final String CONFIGURATIONS = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.cfgname) AS name, NULL AS on_schema, NULL AS on_name,
                   format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, pn.nspname,
                     p.prsname) ||
                   coalesce((SELECT string_agg(format('; ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
                                      n.nspname, c.cfgname, t.alias, m.dictionaries), '' ORDER BY t.tokid)
                               FROM ts_token_type(c.cfgparser) t
                               JOIN (SELECT mapcfg, maptokentype,
                                            string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno) AS dictionaries
                                       FROM pg_ts_config_map GROUP BY mapcfg, maptokentype) m
                                 ON m.mapcfg = c.oid AND m.maptokentype = t.tokid), '') AS sql, e.extname
              FROM pg_ts_config c
              JOIN pg_namespace n ON n.oid = c.cfgnamespace
              JOIN pg_ts_parser p ON p.oid = c.cfgparser
              JOIN pg_namespace pn ON pn.oid = p.prsnamespace
              {extension}
             WHERE {made}
             ORDER BY c.oid
            """;

    private static final String RULES = """
            SELECT quote_ident(r.rulename) || ' on ' || c.oid::regclass::text AS name, n.nspname AS on_schema,
                   c.relname AS on_name, pg_get_ruledef(r.oid) AS sql, NULL AS extname
              FROM pg_rewrite r
              JOIN pg_class c ON c.oid = r.ev_class
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE r.rulename <> '_RETURN' AND r.ev_enabled IN ('O', 'A') AND {relation}
             ORDER BY r.oid
            """;

    /** Bits of {@code tgtype}: 4 insert, 8 delete, 16 update, 64 instead of (pg_trigger.h). What the trigger does does not matter. */
    private static final String TRIGGERS = """
            SELECT quote_ident(t.tgname) || ' on ' || c.oid::regclass::text AS name, n.nspname AS on_schema,
                   c.relname AS on_name,
                   format('CREATE TRIGGER %I INSTEAD OF %s ON %I.%I FOR EACH ROW EXECUTE FUNCTION howdah_twin.no_trigger()',
                     t.tgname,
                     concat_ws(' OR ', CASE WHEN t.tgtype & 4 > 0 THEN 'INSERT' END, CASE WHEN t.tgtype & 8 > 0 THEN 'DELETE' END,
                       CASE WHEN t.tgtype & 16 > 0 THEN 'UPDATE' END),
                     n.nspname, c.relname) AS sql, NULL AS extname
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE t.tgtype & 64 > 0 AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND {relation}
             ORDER BY t.oid
            """;

    private static final String POLICIES = """
            SELECT quote_ident(p.polname) || ' on ' || c.oid::regclass::text AS name, n.nspname AS on_schema,
                   c.relname AS on_name,
                   format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s', p.polname, n.nspname, c.relname,
                     CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                     CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                   WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                     (SELECT string_agg(CASE WHEN u.role = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(u.role)) END, ', ')
                        FROM unnest(p.polroles) AS u (role))) ||
                   coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') ||
                   coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS sql, NULL AS extname
              FROM pg_policy p
              JOIN pg_class c ON c.oid = p.polrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE {relation}
             ORDER BY p.oid
            """;

    private DefinitionSql() {}

    static String of(Definition.Kind kind, Query query) {
        return switch (kind) {
            case COLLATION ->
                made(COLLATIONS, "pg_collation", "co.oid")
                        .replace("{locale}", locale(query))
                        .replace("{rules}", query.since(16, "co.collicurules"));
            case TEXT_SEARCH_DICTIONARY -> made(DICTIONARIES, "pg_ts_dict", "d.oid");
            case TEXT_SEARCH_CONFIGURATION -> made(CONFIGURATIONS, "pg_ts_config", "c.oid");
            case CAST -> made(OperatorSql.CASTS, "pg_cast", "c.oid");
            case AGGREGATE -> made(OperatorSql.AGGREGATES, "pg_proc", "p.oid");
            case OPERATOR -> made(OperatorSql.OPERATORS, "pg_operator", "o.oid");
            case OPERATOR_CLASS -> made(OperatorSql.CLASSES, "pg_opclass", "c.oid");
            case RULE -> RULES.replace("{relation}", Visible.RELATION);
            case TRIGGER -> TRIGGERS.replace("{relation}", Visible.RELATION);
            case POLICY -> POLICIES.replace("{relation}", Visible.RELATION);
        };
    }

    private static String made(String sql, String catalog, String oid) {
        return sql.replace("{extension}", Visible.extensionOf(catalog, oid))
                .replace("{made}", Visible.MADE)
                .replace("{visible}", Visible.SCHEMA);
    }

    /** A locale that is not libc's stands in another column in nearly every version (pg_collation.h). */
    private static String locale(Query query) {
        if (query.since(17)) {
            return "co.colllocale";
        }
        return query.since(15) ? "co.colliculocale" : "co.collcollate";
    }
}

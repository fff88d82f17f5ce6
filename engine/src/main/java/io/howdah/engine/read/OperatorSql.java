package io.howdah.engine.read;

/** The statements that read casts, aggregates, operators and operator classes; columns as in {@link DefinitionSql}. */
final class OperatorSql {

    /** A cast has no schema; those of ranges come with their type; what initdb made has oids below 16384 (transam.h, FirstNormalObjectId). */
    static final String CASTS = """
            SELECT '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')' AS name,
                   NULL AS on_schema, NULL AS on_name,
                   format('CREATE CAST (%s AS %s) ', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) ||
                   CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure
                                     WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END ||
                   CASE c.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END AS sql,
                   e.extname
              FROM pg_cast c
              {extension}
             WHERE c.oid >= 16384 AND (e.extname IS NULL OR {foreign})
               AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass AND i.objid = c.oid
                                  AND i.deptype = 'i')
             ORDER BY c.oid
            """.replace("{foreign}", Visible.FOREIGN_EXTENSION);

    static final String AGGREGATES = """
            SELECT p.oid::regprocedure::text AS name, NULL AS on_schema, NULL AS on_name,
                   format('CREATE AGGREGATE %I.%I (%s) (SFUNC = %s, STYPE = %s', n.nspname, p.proname,
                     CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_identity_arguments(p.oid) END,
                     a.aggtransfn, format_type(a.aggtranstype, NULL)) ||
                   CASE WHEN a.aggtransspace > 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END ||
                   CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn ELSE '' END ||
                   CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END ||
                   CASE WHEN a.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || a.aggcombinefn ELSE '' END ||
                   CASE WHEN a.aggserialfn <> 0 THEN ', SERIALFUNC = ' || a.aggserialfn ELSE '' END ||
                   CASE WHEN a.aggdeserialfn <> 0 THEN ', DESERIALFUNC = ' || a.aggdeserialfn ELSE '' END ||
                   coalesce(', INITCOND = ' || quote_literal(a.agginitval), '') ||
                   CASE WHEN a.aggmtransfn <> 0
                        THEN ', MSFUNC = ' || a.aggmtransfn || ', MINVFUNC = ' || a.aggminvtransfn || ', MSTYPE = ' ||
                             format_type(a.aggmtranstype, NULL) ||
                             CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || a.aggmfinalfn ELSE '' END ||
                             coalesce(', MINITCOND = ' || quote_literal(a.aggminitval), '')
                        ELSE '' END ||
                   CASE WHEN a.aggsortop <> 0
                        THEN (SELECT format(', SORTOP = OPERATOR(%I.%s)', sn.nspname, so.oprname)
                                FROM pg_operator so JOIN pg_namespace sn ON sn.oid = so.oprnamespace
                               WHERE so.oid = a.aggsortop)
                        ELSE '' END ||
                   CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END ||
                   CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END ||
                   ')' AS sql, e.extname
              FROM pg_aggregate a
              JOIN pg_proc p ON p.oid = a.aggfnoid
              JOIN pg_namespace n ON n.oid = p.pronamespace
              {extension}
             WHERE {made}
             ORDER BY p.oid
            """;

    /**
     * Of extensions, only operators whose selectivity the server itself estimates have SQL: the estimators of others are C
     * functions, and with another estimate the plan would be another.
     */
    static final String OPERATORS = """
            SELECT o.oprname AS name, NULL AS on_schema, NULL AS on_name,
                   CASE WHEN e.extname IS NULL OR o.oprrest < 16384 AND o.oprjoin < 16384 THEN
                   format('CREATE OPERATOR %I.%s (FUNCTION = %s', n.nspname, o.oprname, o.oprcode) ||
                   CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) ELSE '' END ||
                   ', RIGHTARG = ' || format_type(o.oprright, NULL) ||
                   coalesce((SELECT format(', COMMUTATOR = OPERATOR(%I.%s)', cn.nspname, co.oprname)
                               FROM pg_operator co JOIN pg_namespace cn ON cn.oid = co.oprnamespace
                              WHERE co.oid = o.oprcom), '') ||
                   coalesce((SELECT format(', NEGATOR = OPERATOR(%I.%s)', cn.nspname, co.oprname)
                               FROM pg_operator co JOIN pg_namespace cn ON cn.oid = co.oprnamespace
                              WHERE co.oid = o.oprnegate), '') ||
                   CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest ELSE '' END ||
                   CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin ELSE '' END ||
                   CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END ||
                   CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')' END AS sql, e.extname
              FROM pg_operator o
              JOIN pg_namespace n ON n.oid = o.oprnamespace
              {extension}
             WHERE o.oprcode <> 0 AND {made}
             ORDER BY o.oid
            """;

    /** A class with what its family has for the class's own type. Families of several types are rare and come apart. */
    static final String CLASSES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.opcname) || ' for ' || am.amname AS name,
                   NULL AS on_schema, NULL AS on_name,
                   format('CREATE OPERATOR CLASS %I.%I %s FOR TYPE %s USING %I AS %s', n.nspname, c.opcname,
                     CASE WHEN c.opcdefault THEN 'DEFAULT' ELSE '' END, format_type(c.opcintype, NULL), am.amname,
                     concat_ws(', ',
                       (SELECT string_agg(format('OPERATOR %s %I.%s (%s, %s)', ao.amopstrategy, opn.nspname,
                                 op.oprname, format_type(op.oprleft, NULL), format_type(op.oprright, NULL)) ||
                                 coalesce((SELECT format(' FOR ORDER BY %I.%I', fn.nspname, f.opfname)
                                             FROM pg_opfamily f JOIN pg_namespace fn ON fn.oid = f.opfnamespace
                                            WHERE f.oid = ao.amopsortfamily), ''), ', ' ORDER BY ao.amopstrategy)
                          FROM pg_amop ao
                          JOIN pg_operator op ON op.oid = ao.amopopr
                          JOIN pg_namespace opn ON opn.oid = op.oprnamespace
                         WHERE ao.amopfamily = c.opcfamily AND ao.amoplefttype = c.opcintype
                           AND (ao.amoprighttype = c.opcintype OR am.amname NOT IN ('btree', 'hash'))),
                       (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', ap.amprocnum, format_type(ap.amproclefttype, NULL),
                                 format_type(ap.amprocrighttype, NULL), ap.amproc::oid::regprocedure), ', '
                                 ORDER BY ap.amprocnum)
                          FROM pg_amproc ap
                         WHERE ap.amprocfamily = c.opcfamily AND ap.amproclefttype = c.opcintype
                           AND ap.amprocrighttype = c.opcintype),
                       CASE WHEN c.opckeytype <> 0 THEN 'STORAGE ' || format_type(c.opckeytype, NULL) END)) AS sql,
                   e.extname
              FROM pg_opclass c
              JOIN pg_namespace n ON n.oid = c.opcnamespace
              JOIN pg_am am ON am.oid = c.opcmethod
              {extension}
             WHERE {made}
             ORDER BY c.oid
            """;

    private OperatorSql() {}
}

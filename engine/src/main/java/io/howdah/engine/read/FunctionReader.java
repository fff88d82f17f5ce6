package io.howdah.engine.read;

import io.howdah.engine.catalog.Function;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code pg_proc}: functions that statements can name, and procedures. Left out are trigger functions, those that come with range types, and those that only
 * the server itself can call, since an argument or the result is of type {@code internal} or the like. Left out too are
 * functions whose body is on a relation that is locked.
 */
final class FunctionReader {

    private static final String SQL =
            """
            SELECT p.prokind, n.nspname, p.proname, pg_get_function_arguments(p.oid) AS arguments,
                   pg_get_function_identity_arguments(p.oid) AS identity, coalesce(pg_get_function_result(p.oid), '') AS result,
                   l.lanname, p.provolatile, p.proisstrict, p.proleakproof, p.proparallel, p.procost, p.prorows, p.proretset,
                   p.prosupport <> 0 AS supported, p.prosrc, e.extname,
                   CASE WHEN e.extname IS NULL THEN pg_get_functiondef(p.oid) END AS definition
              FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_language l ON l.oid = p.prolang
              {extension}
             WHERE p.prokind IN ('f', 'p') AND {made}
               AND p.prorettype <> ALL ('{trigger,event_trigger,internal,cstring,language_handler,fdw_handler,index_am_handler,table_am_handler,tsm_handler}'::regtype[])
               AND NOT (p.proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[])
               AND NOT EXISTS (SELECT FROM pg_depend i
                                WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')
               AND NOT EXISTS (SELECT FROM pg_depend b
                                WHERE b.classid = 'pg_proc'::regclass AND b.objid = p.oid
                                  AND b.refclassid = 'pg_class'::regclass AND b.refobjid = ANY (:locked))
             ORDER BY p.oid
            """.replace("{extension}", Visible.extensionOf("pg_proc", "p.oid")).replace("{made}", Visible.MADE);

    private FunctionReader() {}

    /** Each in the order of their making. */
    record Routines(List<Function> functions, List<Function> procedures) {}

    static Routines read(Query query) throws SQLException {
        var routines = new Routines(new ArrayList<>(), new ArrayList<>());
        query.each(
                SQL,
                row -> (row.text("prokind").equals("p") ? routines.procedures() : routines.functions())
                        .add(routine(row)));
        return new Routines(List.copyOf(routines.functions()), List.copyOf(routines.procedures()));
    }

    private static Function routine(Row row) throws SQLException {
        return new Function(
                row.name("nspname", "proname"),
                row.text("arguments"),
                row.text("identity"),
                row.text("result"),
                row.text("lanname"),
                row.text("provolatile"),
                row.flag("proisstrict"),
                row.flag("proleakproof"),
                row.text("proparallel"),
                row.real("procost"),
                row.real("prorows"),
                row.flag("proretset"),
                row.flag("supported"),
                row.text("prosrc"),
                row.textOrNull("extname"),
                row.textOrNull("definition"));
    }
}

package io.howdah.engine.apply;

import io.howdah.testkit.Database;
import java.util.List;

/** Everything that the system catalogs say about a database's own objects, as sorted lines without oids. */
public final class CatalogSnapshot {

    private static final String SQL = """
            with o as (
              select n.oid, n.nspname from pg_catalog.pg_namespace n
               where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> 'howdah')
            select line from (
              select format('schema %I owner %s acl %s', nspname, nspowner::regrole, nspacl) as line
                from pg_catalog.pg_namespace where oid in (select oid from o)
              union all
              select format('%s %I.%I owner %s acl %s options %s tablespace %s persistence %s identity %s rls %s forced %s', relkind, nspname,
                            relname, relowner::regrole, relacl, reloptions, reltablespace, relpersistence, relreplident,
                            relrowsecurity, relforcerowsecurity)
                from pg_catalog.pg_class c join o on o.oid = relnamespace where relkind <> 't'
              union all
              select format('column %I.%I.%s %s %s not null %s target %s storage %s acl %s options %s default %s identity %s %s', nspname,
                            relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull, nullif(attstattarget, -1),
                            attstorage, attacl,
                            (select array_agg(o) from unnest(attoptions) o where o not like 'pg\\_%'), pg_get_expr(d.adbin, d.adrelid), attidentity, attgenerated)
                from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = attrelid join o on o.oid = relnamespace
                left join pg_catalog.pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
               where attnum > 0 and not attisdropped and relkind <> 't'
              union all
              select format('index %s valid %s ready %s live %s clustered %s identity %s unique %s', pg_get_indexdef(indexrelid),
                            indisvalid, indisready, indislive, indisclustered, indisreplident, indisunique)
                from pg_catalog.pg_index join pg_catalog.pg_class c on c.oid = indexrelid join o on o.oid = relnamespace
              union all
              select format('constraint %I on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(k.oid))
                from pg_catalog.pg_constraint k join o on o.oid = connamespace
              union all
              select format('comment on %s: %s', pg_describe_object(classoid, objoid, objsubid), description)
                from pg_catalog.pg_description
               where classoid in ('pg_class'::regclass, 'pg_constraint'::regclass)
                 and objoid >= 16384 and pg_describe_object(classoid, objoid, objsubid) !~ 'howdah'
              union all
              select format('%s is a part of %s', inhrelid::regclass, inhparent::regclass)
                from pg_catalog.pg_inherits join pg_catalog.pg_class c on c.oid = inhrelid join o on o.oid = relnamespace
              union all
              select format('extension %I %s in %s', extname, extversion, extnamespace::regnamespace)
                from pg_catalog.pg_extension
              union all
              select format('statistics %s', pg_get_statisticsobjdef(s.oid)) from pg_catalog.pg_statistic_ext s
              union all
              select format('view %I.%I: %s', nspname, relname, pg_get_viewdef(c.oid))
                from pg_catalog.pg_class c join o on o.oid = relnamespace where relkind in ('v', 'm')
              union all
              select format('sequence %I.%I of %s.%s %s', nspname, relname, refobjid::regclass, refobjsubid, deptype)
                from pg_catalog.pg_depend d join pg_catalog.pg_class c on c.oid = objid join o on o.oid = relnamespace
               where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and relkind = 'S'
              union all
              select format('sequence %I.%I type %s from %s to %s by %s starts %s cycles %s', nspname, relname, seqtypid::regtype, seqmin,
                            seqmax, seqincrement, seqstart, seqcycle)
                from pg_catalog.pg_sequence join pg_catalog.pg_class c on c.oid = seqrelid join o on o.oid = relnamespace
              union all
              select format('trigger %s %s', pg_get_triggerdef(t.oid), tgenabled) from pg_catalog.pg_trigger t where not tgisinternal
              union all
              select format('policy %I on %s permissive %s for %s to %s using %s check %s', polname, polrelid::regclass, polpermissive,
                            polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
                from pg_catalog.pg_policy
              union all
              select format('function %s of %s definer %s %s acl %s: %s', p.oid::regprocedure, proowner::regrole, prosecdef, proconfig,
                            proacl, prosrc)
                from pg_catalog.pg_proc p join o on o.oid = pronamespace
               where not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                                    and d.deptype = 'e')
              union all
              select format('publication %I of %s', pubname, prrelid::regclass)
                from pg_catalog.pg_publication_rel r join pg_catalog.pg_publication p on p.oid = prpubid) lines
            order by line collate "C"
            """;

    private CatalogSnapshot() {}

    public static List<String> of(Database database) {
        return database.column(SQL);
    }
}

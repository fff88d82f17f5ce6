package io.howdah.engine.apply.fault;

import io.howdah.engine.apply.CatalogSnapshot;
import io.howdah.testkit.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The catalog of a database with what a tool could leave in it: also in its own schema, and half done. */
final class Everything {

    private static final String MORE = """
            with o as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
            select line from (
              select format('%s howdah.%I', relkind, relname) as line
                from pg_class c join o on o.oid = relnamespace where nspname = 'howdah'
              union all
              select format('function %I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid))
                from pg_proc p join o on o.oid = pronamespace
              union all
              select format('type %I.%I', nspname, typname)
                from pg_type t join o on o.oid = typnamespace where typtype in ('d', 'e', 'r')
              union all
              select format('not validated: %I on %s', conname, conrelid::regclass) from pg_constraint where not convalidated
              union all
              select format('invalid: %s', indexrelid::regclass) from pg_index where not indisvalid
              union all
              select format('being detached: %s', inhrelid::regclass)
                from (select inhrelid, to_jsonb(i) as i from pg_inherits i) d where (i->>'inhdetachpending')::boolean
              union all
              select format('trigger %I on %s enabled %s', tgname, tgrelid::regclass, tgenabled)
                from pg_trigger where not tgisinternal
              union all
              select format('rule %s', pg_get_ruledef(r.oid)) from pg_rewrite r where rulename <> '_RETURN'
                 and ev_class >= 16384
              union all
              select format('slot %I', slot_name) from pg_replication_slots where database = current_database()
              union all
              select format('schema %I', nspname) from o) lines
            order by line collate "C"
            """;

    /** The number of an object in a name that was made of it. */
    private static final Pattern OID = Pattern.compile("(?<=_)[0-9]{4,}\\b");

    /** The number of a column, which is another where one of the name was dropped before. */
    private static final Pattern ATTNUM = Pattern.compile("(?<=^column .{1,150})\\.[0-9]+ ");

    private Everything() {}

    static List<String> in(Database db) {
        var lines = new ArrayList<>(CatalogSnapshot.of(db));
        lines.addAll(db.column(MORE));
        return lines.stream()
                .map(line -> ATTNUM.matcher(line).replaceFirst(" "))
                .map(line -> OID.matcher(line).replaceAll("N"))
                .sorted()
                .toList();
    }
}

package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the system catalogs say of a table and of what belongs to it, as sorted lines without oids. Before and after a rewrite
 * they differ only by what was wished.
 */
final class CatalogLines {

    private static final String SQL = """
            WITH t AS (SELECT c.*, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.oid = pg_catalog.to_regclass(?))
            SELECT line FROM (
              SELECT pg_catalog.format('table owner %s privileges %s options %s tablespace %s persistence %s identity %s security %s %s kind %s',
                       relowner::regrole, array(SELECT a::text FROM unnest(relacl) a ORDER BY 1), reloptions, reltablespace, relpersistence,
                       relreplident, relrowsecurity, relforcerowsecurity, relkind) AS line FROM t
              UNION ALL
              SELECT pg_catalog.format('column %I type %s collation %s null %s target %s storage %s compression %s privileges %s options %s'
                       || ' identity %s generated %s default %s',
                       attname, pg_catalog.format_type(atttypid, atttypmod), attcollation::regcollation, NOT attnotnull,
                       nullif(to_jsonb(a)->>'attstattarget', '-1'), attstorage, attcompression,
                       array(SELECT x::text FROM unnest(attacl) x ORDER BY 1),
                       array(SELECT o FROM unnest(attoptions) o WHERE o NOT LIKE 'pg\\_%'), attidentity, attgenerated,
                       pg_catalog.pg_get_expr(d.adbin, d.adrelid))
                FROM t JOIN pg_catalog.pg_attribute a ON attrelid = t.oid
                LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
               WHERE attnum > 0 AND NOT attisdropped
              UNION ALL
              SELECT pg_catalog.format('index %s valid %s clustered %s identity %s', pg_catalog.pg_get_indexdef(indexrelid), indisvalid,
                       indisclustered, indisreplident)
                FROM t JOIN pg_catalog.pg_index ON indrelid = t.oid
              UNION ALL
              SELECT pg_catalog.format('constraint %I %s valid %s deferrable %s %s', conname, pg_catalog.pg_get_constraintdef(k.oid),
                       convalidated, condeferrable, condeferred)
                FROM t JOIN pg_catalog.pg_constraint k ON conrelid = t.oid AND contype <> 'n'
                LEFT JOIN pg_catalog.pg_class f ON f.oid = confrelid WHERE f.relname IS NULL OR f.relname NOT LIKE '%\\_howdah\\_old'
              UNION ALL
              SELECT pg_catalog.format('trigger %s enabled %s', pg_catalog.pg_get_triggerdef(g.oid), tgenabled)
                FROM t JOIN pg_catalog.pg_trigger g ON tgrelid = t.oid WHERE NOT tgisinternal AND tgname NOT LIKE '!howdah%'
              UNION ALL
              SELECT pg_catalog.format('rule %s enabled %s', pg_catalog.pg_get_ruledef(r.oid), ev_enabled)
                FROM t JOIN pg_catalog.pg_rewrite r ON ev_class = t.oid
              UNION ALL
              SELECT pg_catalog.format('policy %I %s %s for %s using %s check %s', polname, polpermissive, polcmd, polroles::regrole[],
                       pg_catalog.pg_get_expr(polqual, polrelid), pg_catalog.pg_get_expr(polwithcheck, polrelid))
                FROM t JOIN pg_catalog.pg_policy ON polrelid = t.oid
              UNION ALL
              SELECT pg_catalog.format('comment on %s %s: %s', CASE objsubid WHEN 0 THEN 'table' ELSE 'column' END, attname, description)
                FROM t JOIN pg_catalog.pg_description ON objoid = t.oid AND classoid = 'pg_class'::regclass
                LEFT JOIN pg_catalog.pg_attribute ON attrelid = t.oid AND attnum = objsubid AND attnum > 0
              UNION ALL
              SELECT pg_catalog.format('comment on index %s: %s', indexrelid::regclass, description)
                FROM t JOIN pg_catalog.pg_index ON indrelid = t.oid
                JOIN pg_catalog.pg_description ON objoid = indexrelid AND classoid = 'pg_class'::regclass
              UNION ALL
              SELECT pg_catalog.format('comment on constraint %I: %s', conname, description)
                FROM t JOIN pg_catalog.pg_constraint k ON conrelid = t.oid
                JOIN pg_catalog.pg_description ON objoid = k.oid AND classoid = 'pg_constraint'::regclass
                LEFT JOIN pg_catalog.pg_class f ON f.oid = confrelid WHERE f.relname IS NULL OR f.relname NOT LIKE '%\\_howdah\\_old'
              UNION ALL
              SELECT pg_catalog.format('statistics %s %s', pg_catalog.pg_get_statisticsobjdef(s.oid), to_jsonb(s)->>'stxstattarget')
                FROM t JOIN pg_catalog.pg_statistic_ext s ON stxrelid = t.oid
              UNION ALL
              SELECT pg_catalog.format('publication %s', pubname)
                FROM t JOIN pg_catalog.pg_publication_rel r ON prrelid = t.oid JOIN pg_catalog.pg_publication p ON p.oid = prpubid
              UNION ALL
              SELECT pg_catalog.format('sequence %s of column %s', d.objid::regclass, attname)
                FROM t JOIN pg_catalog.pg_depend d ON d.refobjid = t.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
                JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
                JOIN pg_catalog.pg_attribute ON attrelid = t.oid AND attnum = d.refobjsubid
              UNION ALL
              SELECT DISTINCT pg_catalog.format('view %s: %s', r.ev_class::regclass, pg_catalog.pg_get_viewdef(r.ev_class))
                FROM t JOIN pg_catalog.pg_depend d ON d.refobjid = t.oid AND d.classid = 'pg_rewrite'::regclass
                JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_class <> t.oid) s
             ORDER BY line COLLATE "C\"""";

    private static final Pattern CAST =
            Pattern.compile("::(?:\"[^\"]+\"|[a-z_][a-z0-9_ ]*?(?=[^a-z0-9_ ]|$))(?:\\([0-9, ]+\\))?(?:\\[\\])*");

    private CatalogLines() {}

    /** @param table quoted */
    static List<String> of(Session session, String table) throws SQLException {
        return session.query(SQL, row -> row.getString(1), table);
    }

    private static final Pattern OF_STORAGE = Pattern.compile(
            "( ON) ONLY| clustered [tf] identity [tf]$| options .*? tablespace \\d+| identity \\w( security)| kind \\w$");

    /** Without what a partitioned table leaves to its partitions. */
    static List<String> withoutStorage(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith("table ") || line.startsWith("index ")
                        ? OF_STORAGE.matcher(line).replaceAll("$1$2")
                        : line)
                .toList();
    }

    private static final Pattern MARK = Pattern.compile(" clustered [tf]( identity [tf])$");

    /** As they are when just this index is marked for CLUSTER. */
    static List<String> clusteredOn(String index, List<String> lines) {
        var names = List.of(index, '"' + index.replace("\"", "\"\"") + '"');
        return lines.stream()
                .map(line -> {
                    boolean its = names.stream().anyMatch(name -> line.contains(" INDEX " + name + " ON "));
                    return line.startsWith("index ")
                            ? MARK.matcher(line).replaceFirst(" clustered " + (its ? "t" : "f") + "$1")
                            : line;
                })
                .toList();
    }

    /**
     * Lines that are on one side only and speak of no column that was to change. Casts and parentheses are passed over: the server
     * writes an expression down otherwise when it has read it from its own text.
     */
    static List<String> unwanted(List<String> before, List<String> after, List<String> changedColumns) {
        var changed = changedColumns.stream().map(CatalogLines::word).toList();
        return Stream.concat(missing(before, after, "gone: "), missing(after, before, "new: "))
                .filter(line -> changed.stream().noneMatch(c -> c.matcher(line).find()))
                .toList();
    }

    /** The name of a column by itself, not as a part of another word. */
    private static Pattern word(String column) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(column.replace("\"", "\"\"")) + "(?![\\w$])");
    }

    private static Stream<String> missing(List<String> lines, List<String> others, String word) {
        var known = others.stream().map(CatalogLines::bare).collect(Collectors.toSet());
        return lines.stream().filter(line -> !known.contains(bare(line))).map(line -> word + line);
    }

    private static String bare(String line) {
        return CAST.matcher(line).replaceAll("").replaceAll("[()]", "");
    }
}

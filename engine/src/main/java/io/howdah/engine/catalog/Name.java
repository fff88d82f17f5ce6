package io.howdah.engine.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** The quoting of identifiers. */
public final class Name {

    /** {@code NAMEDATALEN - 1} (manual, 4.1.1). */
    private static final int LONGEST = 63;

    private static final int HASH_LENGTH = 9;

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /** Keywords that cannot be a column's or table's name unquoted (manual, appendix C, "reserved" and those that need care). */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both"
                            + " case cast char character check coalesce collate collation column concurrently constraint"
                            + " create cross current_catalog current_date current_role current_schema current_time"
                            + " current_timestamp current_user dec decimal default deferrable desc distinct do else end"
                            + " except exists extract false fetch float for foreign freeze from full grant greatest group"
                            + " grouping having ilike in initially inner inout int integer intersect interval into is"
                            + " isnull join json json_array json_arrayagg json_exists json_object json_objectagg"
                            + " json_query json_scalar json_serialize json_table json_value lateral leading least left"
                            + " like limit localtime localtimestamp merge_action national natural nchar none normalize"
                            + " not notnull null nullif numeric offset on only or order out outer overlaps overlay"
                            + " placing position precision primary real references returning right row select"
                            + " session_user setof similar smallint some substring symmetric system_user table"
                            + " tablesample then time timestamp to trailing treat trim true union unique user using"
                            + " values varchar variadic verbose when where window with xmlattributes xmlconcat"
                            + " xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize"
                            + " xmltable")
                    .split(" "));

    private Name() {}

    /** The identifier as SQL needs it: bare where that is safe in every server version, else in double quotes. */
    public static String quoted(String identifier) {
        if (PLAIN.matcher(identifier).matches() && !RESERVED.contains(identifier)) {
            return identifier;
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** An identifier that the server does not cut: as it is, or shortened and told apart by a hash of the whole. */
    public static String limited(String identifier) {
        if (bytes(identifier) <= LONGEST) {
            return identifier;
        }
        var cut = identifier;
        while (bytes(cut) > LONGEST - HASH_LENGTH) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return "%s_%08x".formatted(cut, identifier.hashCode());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text as an SQL string literal. */
    public static String literal(String text) {
        var doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}

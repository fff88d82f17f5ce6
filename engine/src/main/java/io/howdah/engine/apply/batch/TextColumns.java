package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.EncodeColumns.Encoding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the text columns that are to get codes, as the target database has them now. */
final class TextColumns {

    private static final String SQL = """
            SELECT t.typname, t.typnamespace = 'pg_catalog'::regnamespace AND t.typname IN ('text', 'varchar', 'bpchar') AS is_text,
                   pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, a.attgenerated <> '' AS generated,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS default_value
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = CAST(? AS oid) AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped""";

    /** Rights on the column alone; those on the table hold for new columns too. */
    private static final String GRANTS = """
            SELECT pg_catalog.format('GRANT %s (%I) ON %I.%I TO %s%s', x.privilege_type, CAST(? AS text), n.nspname, c.relname,
                     CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,
                     CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
              LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
             WHERE a.attrelid = CAST(? AS oid) AND a.attname = ? ORDER BY 1""";

    private static final Pattern CONSTANT =
            Pattern.compile("'((?:[^']|'')*)'::(?:text|character varying|bpchar|character)(?:\\(\\d+\\))?");

    private static final Pattern NOTHING = Pattern.compile("NULL(?:::.*)?", Pattern.DOTALL);

    private record Live(
            String typeName,
            boolean isText,
            String type,
            boolean notNull,
            boolean generated,
            @Nullable String defaultValue) {

        static Live read(ResultSet row) throws SQLException {
            return new Live(
                    row.getString("typname"),
                    row.getBoolean("is_text"),
                    row.getString("type"),
                    row.getBoolean("attnotnull"),
                    row.getBoolean("generated"),
                    row.getString("default_value"));
        }
    }

    private final Session session;
    private final LiveTable table;
    private final List<String> problems;

    TextColumns(Session session, LiveTable table, List<String> problems) {
        this.session = session;
        this.table = table;
        this.problems = problems;
    }

    /** Those that can have codes; problems are noted for the others. */
    List<Coding> codings(List<Encoding> encodings) throws SQLException {
        var codings = new ArrayList<Coding>();
        for (Encoding encoding : encodings) {
            if (named(encoding.code()).isPresent()) {
                problems.add(
                        column(encoding.code()) + " is there already; if an earlier run was stopped, resume or undo it,"
                                + " else give the codes another name");
            }
            var live = named(encoding.column());
            if (live.isEmpty()) {
                problems.add("Table " + table.name() + " has no column " + encoding.column());
            } else {
                coding(encoding, live.get()).ifPresent(codings::add);
            }
        }
        return List.copyOf(codings);
    }

    private Optional<Live> named(String column) throws SQLException {
        return session.first(SQL, Live::read, table.oid(), column);
    }

    private Optional<Coding> coding(Encoding encoding, Live live) {
        if (!live.isText() || live.generated()) {
            problems.add(column(encoding.column())
                    + (live.generated() ? " is generated from others" : " is of type " + live.type())
                    + "; only TEXT, VARCHAR and CHAR columns that are written get codes");
            return Optional.empty();
        }
        var constant = live.defaultValue() == null ? null : CONSTANT.matcher(live.defaultValue());
        boolean none = live.defaultValue() == null
                || NOTHING.matcher(live.defaultValue()).matches();
        if (!none && (constant == null || !constant.matches())) {
            problems.add(
                    column(encoding.column()) + " has a default that is no constant (" + live.defaultValue()
                            + "), so it could not be told whether a row was inserted with it; set a constant one or none first");
            return Optional.empty();
        }
        boolean padded = "bpchar".equals(live.typeName());
        var value = none || constant == null ? null : constant.group(1).replace("''", "'");
        return Optional.of(new Coding(
                encoding, padded, live.notNull(), value == null || !padded ? value : value.replaceFirst(" +$", "")));
    }

    private String column(String name) {
        return "Column " + Name.quoted(name) + " of table " + table.name();
    }

    /** What gives roles the same rights on the codes that they have on the text alone. */
    List<String> grants(Encoding encoding) throws SQLException {
        return session.query(GRANTS, row -> row.getString(1), encoding.code(), table.oid(), encoding.column());
    }
}

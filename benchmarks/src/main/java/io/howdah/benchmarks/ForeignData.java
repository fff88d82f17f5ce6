package io.howdah.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows and statements for a schema that nobody here has written: values by type, look-ups by each of the first columns. */
final class ForeignData {

    private static final int ROWS = 2_000;
    private static final int LOOKED_UP = 3;
    private static final int CALLS = 3;

    private static final String COLUMNS = """
            select format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                   coalesce(b.typname, t.typname), coalesce(b.typtype, t.typtype),
                   greatest(a.atttypmod, t.typtypmod) - 4, a.attidentity <> '' or a.attgenerated <> ''
              from pg_attribute a
              join pg_class c on c.oid = a.attrelid
              join pg_namespace n on n.oid = c.relnamespace
              join pg_type t on t.oid = a.atttypid
              left join pg_type b on b.oid = t.typbasetype
             where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
               and n.nspname not in ('pg_catalog', 'information_schema')
             order by 1, a.attnum""";

    private static final String FOREIGN_KEYS = """
            select format('select count(*) from %s c join %s p on %s where p.%I = (select min(%I) from %s)',
                          k.conrelid::regclass, k.confrelid::regclass,
                          (select string_agg(format('c.%I = p.%I', ca.attname, pa.attname), ' and ')
                             from unnest(k.conkey, k.confkey) as u (c, p)
                             join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = u.c
                             join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = u.p),
                          x.attname, x.attname, k.confrelid::regclass)
              from pg_constraint k
              join pg_attribute x on x.attrelid = k.confrelid and x.attnum = k.confkey[1]
             where k.contype = 'f' and k.conparentid = 0
             order by k.oid limit 40""";

    private final Connection connection;
    private final Map<String, List<Column>> tables = new LinkedHashMap<>();

    private record Column(String name, String type, String base, String kind, int length, boolean made) {}

    ForeignData(Connection connection) throws SQLException {
        this.connection = connection;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), t -> new ArrayList<>())
                        .add(new Column(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getInt(6),
                                rows.getBoolean(7)));
            }
        }
    }

    int tables() {
        return tables.size();
    }

    /** Gives rows to every table whose checks let them in; tells how many that were. */
    int fill() throws SQLException {
        int filled = 0;
        execute("set session_replication_role = replica");
        for (var table : tables.entrySet()) {
            var given = table.getValue().stream().filter(c -> !c.made()).toList();
            filled += attempt("insert into " + table.getKey() + " ("
                    + given.stream().map(Column::name).collect(Collectors.joining(", ")) + ") select "
                    + given.stream().map(ForeignData::value).collect(Collectors.joining(", "))
                    + " from generate_series(1, " + ROWS + ") g on conflict do nothing");
        }
        execute("reset session_replication_role");
        // Else what this session has inserted is counted as inserted since.
        execute("select pg_stat_force_next_flush()");
        execute("vacuum analyze");
        return filled;
    }

    private static String value(Column column) {
        if (column.kind().equals("e")) {
            return "(enum_range(null::" + column.type() + "))[1]";
        }
        return switch (column.base()) {
            case "int2", "int4", "int8", "numeric", "float4", "float8", "oid" -> "g";
            case "bool" -> "g % 10 = 0";
            case "bytea" -> "substring(sha256(g::text::bytea) for 20)";
            case "timestamp", "timestamptz", "date" -> "now() - g * interval '1 hour'";
            case "time", "timetz" -> "time '00:00' + g * interval '1 second'";
            case "interval" -> "g * interval '1 second'";
            case "uuid" -> "md5(g::text)::uuid";
            case "json", "jsonb" -> "'{\"a\": 1}'";
            case "inet", "cidr" -> "('10.0.0.' || g % 250)::inet";
            case "varchar", "bpchar" ->
                column.length() > 0 ? "left(md5(g::text), " + column.length() + ")" : "md5(g::text)";
            case "text", "citext", "name" -> "md5(g::text)";
            default -> "null";
        };
    }

    /** Runs what an application might; tells how many different statements there were. */
    int play() throws SQLException {
        var statements = new ArrayList<String>();
        for (var table : tables.entrySet()) {
            var columns = table.getValue();
            for (Column column : columns.subList(0, Math.min(LOOKED_UP, columns.size()))) {
                statements.add("select * from " + table.getKey() + " where " + column.name() + " = (select "
                        + column.name() + " from " + table.getKey() + " limit 1) order by "
                        + columns.getLast().name() + " limit 20");
                statements.add("select " + column.name() + ", count(*) from " + table.getKey() + " where "
                        + column.name() + "::text > 'a' group by 1");
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(FOREIGN_KEYS)) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        int played = 0;
        for (String sql : statements) {
            int worked = 0;
            for (int call = 0; call < CALLS; call++) {
                worked += attempt(sql);
            }
            played += worked > 0 ? 1 : 0;
        }
        return played;
    }

    private int attempt(String sql) {
        try {
            execute(sql);
            return 1;
        } catch (SQLException refused) {
            return 0;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the extended statistics on the twin and fills in what ANALYZE found on the original.
 *
 * <p>No version has a function for it, but the twin's superuser may write {@code pg_statistic_ext_data}. What depends on the
 * types' own formats is made by the twin's server itself, over a table that has a column for each attribute.
 */
final class ExtendedStatisticsWriter {

    /** Of the twin's owner, in which a table has the attributes as columns. */
    static final String SCHEMA = "howdah_twin_scratch";

    /** Others must not have these casts: the server trusts such values. */
    private static final String CASTS = """
            CREATE CAST (bytea AS pg_ndistinct) WITHOUT FUNCTION;
            CREATE CAST (bytea AS pg_dependencies) WITHOUT FUNCTION;
            CREATE CAST (bytea AS pg_mcv_list) WITHOUT FUNCTION""";

    private static final String NO_CASTS = """
            DROP CAST (bytea AS pg_ndistinct); DROP CAST (bytea AS pg_dependencies); DROP CAST (bytea AS pg_mcv_list)""";

    private static final QualifiedName SCRATCH = new QualifiedName(SCHEMA, "attributes");

    private static final int HAS_INHERITED_SINCE = 15;

    /**
     * A statistics object on the twin.
     *
     * @param columns the columns' names in the order of their numbers
     */
    private record Made(long oid, List<String> columns, List<String> expressions) {

        /** As EXPLAIN and CREATE TABLE AS take them. */
        List<String> attributes() {
            var all = columns.stream().map(Name::quoted).collect(Collectors.toCollection(ArrayList::new));
            expressions.forEach(e -> all.add("(" + e + ")"));
            return all;
        }
    }

    private final Statement owner;
    private final Statement superuser;
    private final Catalog catalog;
    private final List<String> notes = new ArrayList<>();

    private ExtendedStatisticsWriter(TwinSessions sessions, Catalog catalog) {
        this.owner = sessions.owner();
        this.superuser = sessions.superuser();
        this.catalog = catalog;
    }

    /** In transactions of its own; the answer says what is missing. */
    static List<String> write(TwinSessions sessions, Catalog catalog, Set<QualifiedName> notCarried)
            throws SQLException {
        var wanted = catalog.extendedStatistics().stream()
                .filter(s -> !notCarried.contains(s.table()))
                .toList();
        return new ExtendedStatisticsWriter(sessions, catalog).write(wanted);
    }

    private List<String> write(List<ExtendedStatistics> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return notes;
        }
        var made = new ArrayList<>(wanted);
        Batch.COMMITTED.run(owner, wanted, ExtendedStatistics::definitionSql, (statistics, message) -> {
            made.remove(statistics);
            missing(statistics, message);
        });
        for (var statistics : made) {
            superuser.execute("BEGIN");
            try {
                fill(statistics);
                superuser.execute("COMMIT");
            } catch (SQLException e) {
                superuser.execute("ROLLBACK");
                missing(statistics, Errors.message(e));
            }
        }
        owner.execute("DROP TABLE IF EXISTS " + SCRATCH.quoted());
        return notes;
    }

    private void missing(ExtendedStatistics statistics, String message) {
        notes.add("extended statistics " + statistics.name() + " are not on the twin: " + message);
    }

    private void fill(ExtendedStatistics statistics) throws SQLException {
        if (statistics.data().isEmpty()) {
            return;
        }
        var made = made(statistics);
        var numbers = numbers(statistics.table());
        superuser.execute("DELETE FROM pg_catalog.pg_statistic_ext_data WHERE stxoid = " + made.oid());
        for (var data : statistics.data()) {
            owner.execute("DROP TABLE IF EXISTS " + SCRATCH.quoted());
            owner.execute("CREATE TABLE " + SCRATCH.quoted() + " AS SELECT " + attributes(made) + " FROM ONLY "
                    + statistics.table().quoted() + " WITH NO DATA");
            insert(made, data, numbers);
        }
    }

    private static String attributes(Made made) {
        var attributes = made.attributes();
        return IntStream.range(0, attributes.size())
                .mapToObj(i -> attributes.get(i) + " AS k" + (i + 1))
                .collect(Collectors.joining(", "));
    }

    private Made made(ExtendedStatistics statistics) throws SQLException {
        var sql = "/* howdah */ SELECT s.oid, (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum)"
                + " FROM pg_catalog.pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)),"
                + " pg_catalog.pg_get_statisticsobjdef_expressions(s.oid) FROM pg_catalog.pg_statistic_ext s"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE n.nspname = "
                + Name.literal(statistics.name().schema()) + " AND s.stxname = "
                + Name.literal(statistics.name().name());
        try (var rows = superuser.executeQuery(sql)) {
            rows.next();
            return new Made(rows.getLong(1), texts(rows.getArray(2)), texts(rows.getArray(3)));
        }
    }

    private static List<String> texts(java.sql.@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** The numbers of columns on the twin, where dropped ones leave no gap, by those of the original. */
    private Map<Integer, Integer> numbers(QualifiedName table) throws SQLException {
        var byName = new HashMap<String, Integer>();
        try (var rows = superuser.executeQuery("/* howdah */ SELECT attname, attnum FROM pg_catalog.pg_attribute"
                + " WHERE attrelid = " + Name.literal(table.quoted()) + "::regclass AND attnum > 0")) {
            while (rows.next()) {
                byName.put(rows.getString(1), rows.getInt(2));
            }
        }
        var columns = catalog.relation(table).map(r -> r.columns()).orElse(List.<Column>of());
        return columns.stream()
                .filter(c -> byName.containsKey(c.name()))
                .collect(Collectors.toMap(Column::number, c -> byName.getOrDefault(c.name(), 0)));
    }

    /** The combinations come first: gathering them leaves statistics of the scratch table behind. */
    private void insert(Made made, ExtendedStatistics.Data data, Map<Integer, Integer> numbers) throws SQLException {
        boolean split = superuser.getConnection().getMetaData().getDatabaseMajorVersion() >= HAS_INHERITED_SINCE;
        var common =
                data.common().isEmpty() ? null : new CommonCombinations(owner, superuser, SCRATCH).bytes(data.common());
        var expressions = expressions(made, data);
        superuser.execute(CASTS);
        superuser.execute("INSERT INTO pg_catalog.pg_statistic_ext_data (stxoid" + (split ? ", stxdinherit" : "")
                + ", stxdndistinct, stxddependencies, stxdmcv, stxdexpr) SELECT " + made.oid()
                + (split ? ", " + data.inherited() : "")
                + ", " + value(ExtendedBytes.distinct(data.distinct(), numbers), "pg_ndistinct")
                + ", " + value(ExtendedBytes.dependencies(data.dependencies(), numbers), "pg_dependencies")
                + ", " + value(common, "pg_mcv_list") + ", " + expressions);
        superuser.execute(NO_CASTS);
    }

    private static String value(byte @Nullable [] bytes, String type) {
        return bytes == null
                ? "NULL"
                : "'\\x" + HexFormat.of().formatHex(bytes) + "'::pg_catalog.bytea::pg_catalog." + type;
    }

    /** Rows of {@code pg_statistic} for the expressions' columns, put into an array. */
    private String expressions(Made made, ExtendedStatistics.Data data) throws SQLException {
        if (data.expressions().isEmpty()) {
            return "NULL";
        }
        int columns = made.columns().size();
        var given = new ArrayList<StatisticsWriter.Given>();
        for (int i = 0; i < data.expressions().size(); i++) {
            var statistics = data.expressions().get(i);
            if (statistics != null) {
                given.add(StatisticsWriter.column(SCRATCH, "k" + (columns + i + 1), statistics));
            }
        }
        superuser.execute("DELETE FROM pg_catalog.pg_statistic WHERE starelid = '" + SCRATCH.quoted() + "'::regclass");
        var refused = StatisticsRestorer.restore(superuser, given);
        if (!refused.isEmpty()) {
            throw new SQLException(String.join("; ", refused));
        }
        return "(SELECT pg_catalog.array_agg(s ORDER BY k) FROM pg_catalog.generate_series(" + (columns + 1) + ", "
                + (columns + data.expressions().size())
                + ") k LEFT JOIN pg_catalog.pg_statistic s ON s.staattnum = k AND s.starelid = '"
                + SCRATCH.quoted() + "'::regclass)";
    }
}

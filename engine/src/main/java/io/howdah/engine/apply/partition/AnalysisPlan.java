package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.List;

/** Makes the steps by which a partitioned table gets statistics of its own, where it has none or old ones. */
final class AnalysisPlan {

    private static final String DUE = """
            SELECT EXISTS (SELECT FROM howdah.partitioned WHERE table_schema = ? AND table_name = ?
                              AND coalesce(analyzed + coalesce(analyze_every, interval '7 days') <= pg_catalog.now(), true))""";

    /** Since 18 the whole can be analyzed without each partition. */
    private static final String VERSION = "SELECT pg_catalog.current_setting('server_version_num')::int / 10000";

    private AnalysisPlan() {}

    static List<PlannedStep> steps(Session session, DividedTable table, UpkeepDetail detail) throws SQLException {
        var name = table.name();
        if (!session.holds(DUE, name.schema(), name.name())) {
            return List.of();
        }
        int version = session.first(VERSION, row -> row.getInt(1)).orElseThrow();
        return List.of(
                PlannedStep.on(
                                Kind.LONG_STATEMENT,
                                table.table(),
                                "analyze " + name + " as a whole",
                                List.of("ANALYZE " + (version >= 18 ? "ONLY " : "") + name.quoted()))
                        .detail(detail.json()),
                PlannedStep.on(
                                Kind.TRANSACTION,
                                table.table(),
                                "write down that it was analyzed",
                                List.of(
                                        "UPDATE howdah.partitioned SET analyzed = pg_catalog.now() WHERE table_schema = "
                                                + Name.literal(name.schema()) + " AND table_name = "
                                                + Name.literal(name.name())))
                        .detail(detail.json()));
    }
}

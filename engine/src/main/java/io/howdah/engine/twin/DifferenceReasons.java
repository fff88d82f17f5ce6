package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells why plans differ, as far as the two databases show it. */
final class DifferenceReasons {

    private static final double GROWN = 0.1;
    private static final double OTHER_ROWS = 1.2;

    private final Connection original;
    private final Catalog catalog;
    private final int twinMajor;

    /** @param twinMajor the version that the twin plans as */
    DifferenceReasons(Connection original, Catalog catalog, int twinMajor) {
        this.twinMajor = twinMajor;
        this.original = original;
        this.catalog = catalog;
    }

    int major() {
        return catalog.server().major();
    }

    /** @param role as which the twin planned; null where that does not matter */
    Fidelity.Compared explained(Fidelity.Compared pair, @Nullable String role) throws SQLException {
        var reasons = new ArrayList<String>();
        for (var table : tables(pair)) {
            sinceThen(table, reasons);
        }
        if (role != null && !role.equals(original.getMetaData().getUserName())) {
            reasons.add("the twin planned with the settings and policies of the role " + role
                    + ", the original with those of yours");
        }
        if (reasons.isEmpty()) {
            estimates(pair, reasons);
        }
        if (reasons.isEmpty() && major() != twinMajor) {
            reasons.add("the twin plans as PostgreSQL " + twinMajor + ", the original as " + major());
        }
        return new Fidelity.Compared(
                pair.statement(),
                pair.sql(),
                pair.original(),
                pair.twin(),
                reasons.isEmpty() ? null : String.join("; ", reasons));
    }

    private static Set<QualifiedName> tables(Fidelity.Compared pair) {
        var tables = new TreeSet<QualifiedName>();
        for (var plan : List.of(pair.original(), pair.twin())) {
            plan.nodes().stream()
                    .map(PlanNode::relation)
                    .filter(Objects::nonNull)
                    .forEach(tables::add);
        }
        return tables;
    }

    /** What happened to a table after the catalog was read. */
    private void sinceThen(QualifiedName name, List<String> reasons) throws SQLException {
        var table = catalog.relation(name).orElse(null);
        if (table == null) {
            reasons.add(name + " was not there when the twin was read");
            return;
        }
        try (var question = original.prepareStatement("/* howdah */ SELECT"
                + " greatest(s.last_analyze, s.last_autoanalyze), pg_catalog.pg_relation_size(s.relid),"
                + " (SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = s.relid AND i.indisvalid)"
                + " FROM pg_catalog.pg_stat_all_tables s WHERE s.schemaname = ? AND s.relname = ?")) {
            question.setString(1, name.schema());
            question.setString(2, name.name());
            try (var rows = question.executeQuery()) {
                if (rows.next()) {
                    compare(table, rows.getTimestamp(1), rows.getLong(2), rows.getInt(3), reasons);
                }
            }
        }
    }

    private void compare(Relation table, @Nullable Timestamp analyzed, long bytes, int indexes, List<String> reasons) {
        if (analyzed != null && analyzed.toInstant().isAfter(read())) {
            reasons.add("the statistics of " + table.name() + " are newer than the twin's");
        }
        if (indexes != table.indexes().stream().filter(i -> i.valid()).count()) {
            reasons.add(table.name() + " has other indexes than when the twin was read");
        }
        if (Math.abs(bytes - table.heapBytes()) > GROWN * Math.max(1, table.heapBytes())) {
            reasons.add(table.name() + " has another size than when the twin was read");
        }
    }

    private Instant read() {
        return catalog.readAt();
    }

    /** The deepest place at which the estimates of rows part, where the plans go together up to there. */
    private static void estimates(Fidelity.Compared pair, List<String> reasons) {
        for (var node : pair.original().nodes()) {
            var table = node.relation();
            if (table == null) {
                continue;
            }
            pair.twin().nodes().stream()
                    .filter(other -> table.equals(other.relation())
                            && Objects.equals(node.alias(), other.alias())
                            && apart(node.rows(), other.rows()))
                    .findFirst()
                    .ifPresent(other -> reasons.add("the estimates of rows from " + table + " differ, "
                            + Math.round(node.rows()) + " and " + Math.round(other.rows())
                            + ": a value at the end of a histogram, which the original looks up in an index, or"
                            + " statistics that were not carried"));
            if (!reasons.isEmpty()) {
                return;
            }
        }
    }

    private static boolean apart(double one, double other) {
        return Math.max(one, other) > OTHER_ROWS * Math.max(1, Math.min(one, other));
    }
}

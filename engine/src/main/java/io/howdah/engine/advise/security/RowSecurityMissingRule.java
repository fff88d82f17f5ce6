package io.howdah.engine.advise.security;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees tenants that are kept apart by nothing but the WHERE of every statement.
 *
 * <p>A tenant is what several tables refer to by a column of the same name that hardly ever changes in number: nearly all
 * statements on most of these tables compare it with a value. One statement that forgets it shows one tenant the rows of another.
 */
public final class RowSecurityMissingRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "row-security-missing.share",
            0.8,
            "share",
            "ours: of the calls on a table; the rest are jobs for all tenants");
    private static final Threshold TABLES =
            new Threshold("row-security-missing.tables", 2, "tables", "ours: in one table it may be any filter");
    private static final Threshold TENANTS = new Threshold(
            "row-security-missing.tenants", 100_000, "values", "ours: more are users rather than tenants");

    /** Tables that carry the column, whether or not statements compare it; ours. */
    private static final int CARRIERS = 4;

    /** Rows of the largest table for each tenant; ours: with fewer it is a user rather than a tenant. */
    private static final int ROWS_OF_TENANT = 100;

    @Override
    public String slug() {
        return "row-security-missing";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, TABLES, TENANTS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var byColumn = TenantFilter.of(scene, Double.MIN_VALUE).stream()
                .filter(d -> !isState(d) && tenants(d) <= scene.of(TENANTS))
                .collect(groupingBy(
                        d -> d.column().name() + " " + d.column().type(), TreeMap::new, Collectors.toList()));
        return byColumn.values().stream()
                .filter(tables -> (isAsked(scene, tables) || isCarried(scene, tables))
                        && isOfTenants(scene, tables)
                        && isReferred(scene.catalog(), tables.getFirst().column()))
                .map(tables ->
                        tables.stream().filter(d -> !d.table().rowSecurity()).toList())
                .filter(open -> !open.isEmpty())
                .map(open -> finding(scene, open))
                .toList();
    }

    /** Whether nearly every statement on several tables compares the column. */
    private static boolean isAsked(Scene scene, List<TenantFilter.Divided> tables) {
        return tables.stream().filter(d -> d.share() >= scene.of(SHARE)).count() >= scene.of(TABLES);
    }

    /** Whether most tables carry the column, and statements on several compare it. */
    private static boolean isCarried(Scene scene, List<TenantFilter.Divided> tables) {
        long carriers = others(scene, tables).count();
        return tables.size() >= scene.of(TABLES)
                && carriers >= CARRIERS
                && 2 * carriers >= OwnTables.of(scene.catalog()).size();
    }

    /** Whether each value has many rows somewhere: an order, whose items and deliveries are looked up by it, has few. */
    private static boolean isOfTenants(Scene scene, List<TenantFilter.Divided> tables) {
        double rows = Stream.concat(tables.stream().map(TenantFilter.Divided::table), others(scene, tables))
                .mapToDouble(Relation::estimatedRows)
                .max()
                .orElse(0);
        return tables.stream().allMatch(d -> tenants(d) <= rows / ROWS_OF_TENANT);
    }

    /** Flags and few-valued states divide rows, but not among tenants. */
    private static boolean isState(TenantFilter.Divided divided) {
        var type = divided.column().typeName();
        return type.equals("pg_catalog.bool")
                || type.startsWith("pg_catalog.timestamp")
                || type.equals("pg_catalog.date");
    }

    private static double tenants(TenantFilter.Divided divided) {
        var statistics = divided.column().statistics();
        return statistics == null ? 0 : statistics.distinctAmong(divided.table().estimatedRows());
    }

    /** Whether a foreign key of some table makes the column refer to a row of its own: the tenant. */
    private static boolean isReferred(Catalog catalog, Column column) {
        return catalog.relations().stream()
                .flatMap(r -> r.constraints().stream())
                .anyMatch(k ->
                        k.kind() == Constraint.Kind.FOREIGN_KEY && k.columns().equals(List.of(column.name())));
    }

    private Finding finding(Scene scene, List<TenantFilter.Divided> open) {
        var column = open.getFirst().column();
        var all = Stream.concat(open.stream().map(d -> d.table()), others(scene, open))
                .distinct()
                .toList();
        var names = all.stream().map(t -> t.name().toString()).collect(joining(", "));
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        column.name() + " of " + names,
                        "rows of tenants are kept apart by the WHERE of each statement alone, in %d tables"
                                .formatted(all.size()),
                        "%s divides the rows of %d tables, and nothing in the database asks for it: a single statement that forgets it, or an injection, reads and changes the rows of all others."
                                .formatted(column.name(), all.size()),
                        open.stream()
                                .map(d -> new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%s: %s of %,.0f calls compare %s; row-level security is off"
                                                .formatted(
                                                        d.table().name(),
                                                        Figures.percent(d.share()),
                                                        d.calls(),
                                                        column.name()),
                                        Map.of("calls", d.calls(), "share", d.share())))
                                .toList())
                .deciding(new TenantStages(scene.catalog(), all, column).decision());
    }

    /** Tables with the same column, not null and referring, that the workload shows too seldom to judge by. */
    private static Stream<Relation> others(Scene scene, List<TenantFilter.Divided> open) {
        var column = open.getFirst().column();
        return OwnTables.of(scene.catalog()).stream()
                .filter(t -> !t.rowSecurity())
                .filter(t -> t.column(column.name())
                        .filter(c -> c.notNull() && c.type().equals(column.type()))
                        .isPresent());
    }
}

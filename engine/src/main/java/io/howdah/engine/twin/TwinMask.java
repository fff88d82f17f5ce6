package io.howdah.engine.twin;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the values in a saved twin, so that it can be given away: frequencies, order and distances stay, and the constants
 * of statements and of the schema follow the columns that they are compared with.
 *
 * <p>Numbers, dates and times, texts and UUIDs are replaced. Booleans and enums are kept: their values are in the schema. Of
 * all other types the values are left out. Names, functions, policies and defaults are part of the schema and are kept.
 */
public final class TwinMask {

    private static final Map<String, Double> LARGEST = Map.of(
            "pg_catalog.int2", (double) Short.MAX_VALUE,
            "pg_catalog.int4", (double) Integer.MAX_VALUE,
            "pg_catalog.int8", (double) Long.MAX_VALUE);

    private final Catalog catalog;
    private final Workload workload;
    private final MaskedValues values;
    private final Map<String, SqlMask.Held> columns = new HashMap<>();
    private final SqlMask sql;
    private final StatisticsMask statistics;

    private TwinMask(SavedTwin saved, RandomGenerator random) {
        this.catalog = saved.catalog();
        this.workload = saved.workload();
        this.values = new MaskedValues(random, room(catalog), catalog.readAt());
        var several = new HashSet<String>();
        catalog.relations().stream().flatMap(r -> r.columns().stream()).forEach(column -> held(column, several));
        this.sql = new SqlMask(values, columns::get);
        this.statistics = new StatisticsMask(values);
    }

    /** @param random decides what values become; the same numbers from it give the same file */
    public static SavedTwin mask(SavedTwin saved, RandomGenerator random) {
        var mask = new TwinMask(saved, random);
        mask.collect();
        try (var twin = Twin.build(empty(saved.catalog()), TwinOptions.DEFAULT);
                var session = twin.session()) {
            mask.values.arrange(session);
        } catch (SQLException e) {
            throw Errors.broken(e);
        }
        return new SavedTwin(mask.catalog(), mask.workload(), true);
    }

    /** Nothing but its collation is needed to tell the order of texts. */
    private static Catalog empty(Catalog catalog) {
        return new Catalog(
                catalog.server(),
                catalog.database(),
                0,
                catalog.readAt(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Activity.NONE,
                List.of(),
                List.of(),
                catalog.locale(),
                List.of(),
                List.of(),
                io.howdah.engine.catalog.Definitions.NONE);
    }

    /** What columns of a name hold; where that is not the same in all tables, the first one counts. */
    private void held(Column column, Set<String> several) {
        var family = ValueFamily.of(column.typeName()).orElse(null);
        if (family != null && several.add(column.name())) {
            columns.put(
                    column.name(),
                    new SqlMask.Held(family, LineType.of(column.typeName()).orElse(LineType.TIMESTAMPTZ)));
        }
    }

    /** By how much the largest integers may grow. */
    private static double room(Catalog catalog) {
        double room = Double.MAX_VALUE;
        for (var relation : catalog.relations()) {
            for (var column : relation.columns()) {
                var limit = LARGEST.get(column.typeName());
                var own = column.statistics();
                if (limit == null || own == null) {
                    continue;
                }
                double largest = Stream.of(own.mostCommonValues(), own.histogramBounds())
                        .flatMap(array -> ArrayText.elements(array).stream())
                        .mapToDouble(v -> Math.abs(Double.parseDouble(v)))
                        .max()
                        .orElse(1);
                room = Math.min(room, (limit - 50) / Math.max(1, largest));
            }
        }
        return room;
    }

    private void collect() {
        for (var relation : catalog.relations()) {
            relation.columns().forEach(statistics::collect);
            relation.indexes()
                    .forEach(index -> index.expressionStatistics().values().forEach(statistics::collect));
            sqlOf(relation).forEach(sql::collect);
        }
        for (var statement : workload.statements()) {
            sql.collect(statement.text());
            statement.samples().forEach(sample -> {
                sql.collect(sample.text());
                sample.parameters().forEach(this::collectParameter);
            });
        }
    }

    private void collectParameter(@Nullable String value) {
        if (value != null) {
            values.collect(value);
        }
    }

    private static Stream<String> sqlOf(Relation relation) {
        return Stream.of(
                        Stream.ofNullable(relation.viewDefinition()),
                        Stream.ofNullable(relation.partitionBound()),
                        relation.constraints().stream().map(c -> c.definition()),
                        relation.indexes().stream().map(i -> i.definitionSql()))
                .flatMap(s -> s);
    }

    private Catalog catalog() {
        var masked = new ArrayList<Relation>();
        for (var relation : catalog.relations()) {
            var bound = relation.partitionBound();
            var key = keyOf(relation.parent());
            masked.add(Changed.masked(
                    relation,
                    relation.columns().stream().map(statistics::mask).toList(),
                    relation.indexes().stream()
                            .map(i -> Changed.masked(i, sql::mask, statistics::mask))
                            .toList(),
                    relation.constraints().stream()
                            .map(c -> Changed.masked(c, sql::mask))
                            .toList(),
                    bound == null ? null : new SqlMask(values, name -> key).mask(bound),
                    relation.viewDefinition() == null ? null : sql.mask(relation.viewDefinition())));
        }
        return Changed.withoutActivity(catalog, masked);
    }

    /** What the bounds of a table's partitions are values of: the first column of its key. */
    private SqlMask.@Nullable Held keyOf(io.howdah.engine.catalog.@Nullable QualifiedName parent) {
        return parent == null
                ? null
                : catalog.relation(parent)
                        .flatMap(p -> p.columns().stream()
                                .filter(c -> String.valueOf(p.partitionKey())
                                        .matches(".*\\(\"?" + java.util.regex.Pattern.quote(c.name()) + "\\b.*"))
                                .findFirst())
                        .map(c -> columns.get(c.name()))
                        .orElse(null);
    }

    private Workload workload() {
        return new Workload(
                workload.source(),
                workload.since(),
                workload.until(),
                workload.statements().stream().map(this::statement).toList(),
                workload.notes());
    }

    private Statement statement(Statement statement) {
        return new Statement(
                statement.id(),
                sql.mask(statement.text()),
                statement.samples().stream()
                        .map(sample -> new Statement.Sample(
                                sql.mask(sample.text()), parameters(sample.parameters()), sample.seen()))
                        .toList(),
                statement.calls(),
                statement.totalMs(),
                statement.counters(),
                statement.callers());
    }

    /** Which column a parameter belongs to is not looked for: what looks like a number is masked as one. */
    private List<@Nullable String> parameters(List<@Nullable String> parameters) {
        var masked = new ArrayList<@Nullable String>();
        for (var value : parameters) {
            masked.add(value == null ? null : parameter(value));
        }
        return masked;
    }

    private String parameter(String value) {
        if (value.matches("-?\\d+(\\.\\d+)?")) {
            return values.of(ValueFamily.NUMBER, value, LineType.NUMBER);
        }
        return value.matches("\\d{4}-\\d\\d-\\d\\d([ T].*)?")
                ? values.of(ValueFamily.TIME, value, LineType.TIMESTAMPTZ)
                : values.of(ValueFamily.TEXT, value, LineType.TIMESTAMPTZ);
    }
}

package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
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
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Sequence;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Sees keys of type integer or smallint that run out within the years to come, at the rate at which rows are inserted. Keys that
 * are near their end already are those of integer-key-end and sequence-end.
 */
public final class IntegerKeyDateRule implements Rule {

    private static final Threshold DAYS = new Threshold(
            "integer-key-date.days",
            730,
            "days",
            "ours: two years, as a conversion of a large table and of all that refer to it takes months");
    private static final Threshold COUNTED = new Threshold(
            "integer-key-date.counted", 7, "days", "ours: a rate counted for less than a week may be a load");

    private static final Map<String, Double> LARGEST =
            Map.of("pg_catalog.int2", (double) Short.MAX_VALUE, "pg_catalog.int4", (double) Integer.MAX_VALUE);

    /** From here on the rules of keys near their end speak. */
    private static final double NEAR = 0.75;

    @Override
    public String slug() {
        return "integer-key-date";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DAYS, COUNTED);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double days = counted(catalog);
        if (days < scene.of(COUNTED)) {
            return List.of();
        }
        var tables = OwnTables.byName(catalog);
        return catalog.sequences().stream()
                .filter(s -> s.ownerTable() != null && s.lastValue() != null && !s.cycles() && s.increment() > 0)
                .flatMap(s -> Optional.ofNullable(tables.get(s.ownerTable())).stream()
                        .flatMap(t -> t.column(Objects.requireNonNull(s.ownerColumn())).stream()
                                .flatMap(c -> finding(scene, t, c, s, days).stream())))
                .toList();
    }

    /** Days since the counters began. */
    private static double counted(Catalog catalog) {
        var reset = catalog.activity().statisticsReset();
        var since = reset != null ? reset : catalog.server().startedAt();
        return since == null ? 0 : Duration.between(since, catalog.readAt()).toSeconds() / 86_400.0;
    }

    private Optional<Finding> finding(Scene scene, Relation table, Column column, Sequence sequence, double days) {
        double largest = Math.min(
                LARGEST.getOrDefault(column.typeName(), Double.POSITIVE_INFINITY), (double) sequence.maximum());
        double last = (double) Objects.requireNonNull(sequence.lastValue());
        var use = table.use();
        double perDay = use == null ? 0 : use.inserted() * (double) sequence.increment() / days;
        double left = perDay <= 0 ? Double.POSITIVE_INFINITY : (largest - last) / perDay;
        return !LARGEST.containsKey(column.typeName()) || last >= NEAR * largest || left > scene.of(DAYS)
                ? Optional.empty()
                : Optional.of(finding(scene, table, column, last / largest, perDay, left));
    }

    private Finding finding(Scene scene, Relation table, Column column, double used, double perDay, double left) {
        var name = TableRule.named(table, column);
        var day = scene.catalog()
                .readAt()
                .plus(Duration.ofDays((long) left))
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        name,
                        "%s runs out about %s".formatted(name, day),
                        "At the rate of today the last value of %s is given out then, and every INSERT fails. Converting a large table, and all that refer to it, is the work of weeks: begin while it is easy."
                                .formatted(column.type()),
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "%s of the range is used; %,.0f values a day, %,.0f days left"
                                        .formatted(Figures.percent(used), perDay, left),
                                Map.of("used", used, "per_day", perDay, "days_left", left))))
                .deciding(Decision.whether(
                        "make it bigint",
                        List.of(
                                "The statement rewrites the table and its indexes under an exclusive lock: for a large one a second column, filled by a trigger and in batches, then swapped."),
                        TableRule.alter(table, "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE bigint")));
    }
}

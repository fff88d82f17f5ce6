package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sees large objects that stay behind: those of tables that are updated or deleted from without anything that unlinks them, and those
 * to which no column can refer.
 */
public final class LargeObjectsRule implements Rule {

    private static final Threshold BYTES =
            new Threshold("large-objects.bytes", 10_000_000, "bytes", "ours: less is not worth a search");

    /** References to objects of the catalog, where tools keep them; no large objects. */
    private static final List<String> OTHER_OIDS = List.of(
            "relid",
            "reloid",
            "relation_oid",
            "table_oid",
            "class_oid",
            "classid",
            "objoid",
            "typeoid",
            "dbid",
            "userid");

    @Override
    public String slug() {
        return "large-objects";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES);
    }

    /** A column that may hold numbers of large objects. */
    private record Reference(Relation table, Column column) {}

    @Override
    public List<Finding> examine(Scene scene) {
        double bytes = scene.catalog().state().counter("large_object_bytes");
        if (Double.isNaN(bytes) || bytes == 0 || bytes < scene.of(BYTES)) {
            return List.of();
        }
        var references = OwnTables.of(scene.catalog()).stream()
                .flatMap(t ->
                        t.columns().stream().filter(LargeObjectsRule::mayRefer).map(c -> new Reference(t, c)))
                .toList();
        return references.isEmpty()
                ? List.of(unreferenced(scene, bytes))
                : references.stream()
                        .filter(r ->
                                changes(r.table()) && !unlinks(scene.catalog().guards(), r))
                        .map(r -> left(scene, r, bytes))
                        .toList();
    }

    private static boolean mayRefer(Column column) {
        return (column.typeName().endsWith(".lo") && column.typeKind().equals("d"))
                || (column.typeName().equals("pg_catalog.oid")
                        && !OTHER_OIDS.contains(column.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean changes(Relation table) {
        var use = table.use();
        return use != null && use.deleted() + use.updated() > 0;
    }

    /** Whether a trigger of the table unlinks: lo_manage of the extension lo, or a function that calls lo_unlink. */
    private static boolean unlinks(Guards guards, Reference reference) {
        return guards.triggersOf(reference.table().name()).stream()
                .filter(Guards.Trigger::enabled)
                .anyMatch(t -> t.function().name().equals("lo_manage")
                        || guards.routines().stream()
                                .anyMatch(r -> r.name().equals(t.function())
                                        && r.body().toLowerCase(Locale.ROOT).contains("lo_unlink")));
    }

    private Finding unreferenced(Scene scene, double bytes) {
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "large objects",
                        "%s of large objects, and no column that could refer to them".formatted(Figures.bytes(bytes)),
                        "An object lives until somebody unlinks it, whether its number is kept or not; pg_dump writes all of them, and pg_upgrade takes its time for each. A number kept as text or bigint does not count for vacuumlo: look for such a column first (Hibernate's @Lob on a String makes one).",
                        evidence(scene, bytes))
                .costing(Cost.ofBytes((long) bytes))
                .deciding(Decision.whether(
                                "look whose they are, and let vacuumlo remove what nobody refers to",
                                List.of(
                                        "vacuumlo -n says what it would remove; it looks at columns of type oid and lo only."))
                        .or(
                                "leave them, where a column of another type refers to them",
                                List.of("Make it oid, so that tools can tell.")));
    }

    private static List<Evidence> evidence(Scene scene, double bytes) {
        double objects = scene.catalog().state().counter("large_objects");
        return List.of(new Evidence(
                Evidence.Label.CATALOG,
                objects > 0
                        ? "about %,.0f objects, %s".formatted(objects, Figures.bytes(bytes))
                        : "pg_largeobject takes " + Figures.bytes(bytes),
                Map.of("bytes", bytes)));
    }

    private Finding left(Scene scene, Reference reference, double bytes) {
        var use = Objects.requireNonNull(reference.table().use());
        var name = TableRule.named(reference.table(), reference.column());
        var gone = use.deleted() + use.updated();
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        name,
                        "large objects of %s stay when their rows go".formatted(name),
                        "The column holds a number; DELETE and UPDATE forget it, and the object stays for ever, in the backups too. Nothing in the table unlinks it; where the application does, decline this finding.",
                        Stream.concat(
                                        evidence(scene, bytes).stream(),
                                        Stream.of(new Evidence(
                                                Evidence.Label.CATALOG,
                                                "%,d rows deleted or updated since the counters began; triggers: %s"
                                                        .formatted(gone, triggers(scene, reference)),
                                                Map.of("rows", (double) gone))))
                                .toList())
                .deciding(
                        Decision.whether(
                                        "a trigger that unlinks them",
                                        List.of(
                                                "Of the extension lo, which comes with PostgreSQL. DROP TABLE and TRUNCATE still leave objects behind.",
                                                "Two rows must not hold the same object.",
                                                "What is left over so far, vacuumlo removes; vacuumlo -n says what it would."),
                                        "CREATE EXTENSION IF NOT EXISTS lo",
                                        "CREATE TRIGGER "
                                                + Name.quoted("unlink_"
                                                        + reference.column().name())
                                                + " BEFORE UPDATE OR DELETE ON "
                                                + reference.table().name().quoted()
                                                + " FOR EACH ROW EXECUTE FUNCTION lo_manage("
                                                + Name.quoted(reference.column().name()) + ")")
                                .or(
                                        "keep the contents in a bytea column instead",
                                        List.of(
                                                "They go with their row, and are restored and replicated with it; up to 1 GB each, and read and written as a whole.")));
    }

    private static String triggers(Scene scene, Reference reference) {
        var names = scene.catalog().guards().triggersOf(reference.table().name()).stream()
                .map(t -> Name.quoted(t.name()))
                .collect(joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}

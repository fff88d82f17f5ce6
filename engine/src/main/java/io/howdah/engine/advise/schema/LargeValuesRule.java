package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sees databases that are mostly documents kept out of line: what backups, replicas and upgrades carry along. */
public final class LargeValuesRule implements Rule {

    private static final Set<String> SMALL =
            Set.of("pg_catalog.numeric", "pg_catalog.inet", "pg_catalog.cidr", "pg_catalog.bit");
    private static final Threshold BYTES =
            new Threshold("large-values.bytes", 10_000_000_000.0, "bytes", "ours: less is copied in minutes");
    private static final Threshold SHARE =
            new Threshold("large-values.share", 0.5, "share of the database", "ours: more than all the rest");

    @Override
    public String slug() {
        return "large-values";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        double whole = scene.catalog().databaseBytes();
        return OwnTables.of(scene.catalog()).stream()
                .flatMap(t -> {
                    double bytes = toast(scene, t);
                    var columns = columns(t);
                    return bytes > 0
                                    && bytes >= scene.of(BYTES)
                                    && bytes >= scene.of(SHARE) * whole
                                    && !columns.isEmpty()
                            ? Stream.of(finding(scene, t, columns, bytes, whole))
                            : Stream.<Finding>of();
                })
                .toList();
    }

    private static double toast(Scene scene, Relation table) {
        return (double) table.toastBytes()
                + OwnTables.leaves(scene.catalog(), table).stream()
                        .mapToDouble(r -> (double) r.toastBytes())
                        .sum();
    }

    /** Those that can be kept out of line: files first, as there they weigh most. */
    private static List<Column> columns(Relation table) {
        var all = table.columns().stream()
                .filter(c -> c.length() < 0 && Set.of("x", "e").contains(c.storage()) && !SMALL.contains(c.typeName()))
                .toList();
        var files = all.stream().filter(LargeValuesRule::isFile).toList();
        return files.isEmpty() ? all : files;
    }

    private static boolean isFile(Column column) {
        return column.typeName().equals("pg_catalog.bytea");
    }

    private Finding finding(Scene scene, Relation table, List<Column> columns, double bytes, double whole) {
        var names = columns.stream().map(c -> Name.quoted(c.name())).collect(joining(", "));
        var each = table.estimatedRows() > 0 ? bytes / table.estimatedRows() : 0;
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        table.name().toString(),
                        "%s of the database's %s are long values of %s"
                                .formatted(Figures.bytes(bytes), Figures.bytes(whole), table.name()),
                        "Each is cut into pieces of 2 kB with an index of their own, written to the WAL, and carried by every base backup, dump, replica and move to another server, though most will never change again.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "out of line, of %s: %s for each of %,.0f rows"
                                        .formatted(names, Figures.bytes(each), table.estimatedRows()),
                                Map.of("toast_bytes", bytes, "database_bytes", whole))))
                .deciding(new Decision(choices(scene, table, columns)));
    }

    private static List<Choice> choices(Scene scene, Relation table, List<Column> columns) {
        var choices = new ArrayList<Choice>();
        if (columns.stream().anyMatch(LargeValuesRule::isFile)) {
            choices.add(new Choice(
                    "keep the files in an object store, and their address and checksum here",
                    List.of(
                            "The database becomes small enough to be copied and restored in minutes; files are no longer written in one transaction with their row.",
                            "Backups have to hold both, the store's first."),
                    List.of()));
            choices.add(new Choice(
                    "keep them here, without trying to compress what is compressed",
                    List.of(
                            "For images, archives and PDF: new values are stored as they are, and parts of them can be read alone. The statement changes no row and holds its lock for a moment."),
                    columns.stream()
                            .filter(LargeValuesRule::isFile)
                            .filter(c -> !c.storage().equals("e"))
                            .map(c -> set(table, c, "SET STORAGE EXTERNAL"))
                            .toList()));
        } else if (scene.catalog().server().major() >= 14) {
            choices.add(new Choice(
                    "compress new values by lz4",
                    List.of(
                            "Several times faster than pglz to write and to read, and about as small; old values stay as they are until they are written anew. The statement holds its lock for a moment.",
                            "The server has to be built with lz4, as packages are."),
                    columns.stream()
                            .map(c -> set(table, c, "SET COMPRESSION lz4"))
                            .toList()));
        }
        choices.add(new Choice(
                "leave it", List.of("Right where one transaction and one backup are worth the room."), List.of()));
        return choices;
    }

    private static String set(Relation table, Column column, String clause) {
        return TableRule.alter(table, "ALTER COLUMN " + Name.quoted(column.name()) + " " + clause);
    }
}

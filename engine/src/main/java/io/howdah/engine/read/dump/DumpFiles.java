package io.howdah.engine.read.dump;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.read.CatalogReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalog from what {@code pg_dump --schema-only} and {@code pg_dump --statistics-only} wrote in plain format.
 *
 * <p>A PostgreSQL 18 of our own runs the files, and its catalog is read as any server's is. Its tables are empty, so their sizes
 * are those that the statistics tell: {@code relpages} blocks of 8 kB. Only statements that make a schema are run, and calls that
 * restore statistics; no rows are written, and nothing that a dump says of roles, databases or the server is done.
 */
public final class DumpFiles {

    private static final int PAGE = 8192;

    private DumpFiles() {}

    /**
     * A database as its dump tells it.
     *
     * @param notes what is not in it, for people to read
     */
    public record Dumped(Catalog catalog, List<String> notes) {}

    /** @param statistics the file of the statistics; null where there is none, or where the schema's file has them */
    public static Dumped read(Path schema, @Nullable Path statistics) {
        var text = DumpText.read(schema);
        var statements = new ArrayList<>(DumpScript.statements(text));
        if (statistics != null) {
            statements.addAll(statistics(statistics));
        }
        if (statements.stream().noneMatch(s -> s.begins("create"))) {
            throw Problem.input(schema + " is no dump of a schema; write it by pg_dump --schema-only");
        }
        try (var scratch = Scratch.start(name(schema))) {
            var run = DumpRun.of(scratch, statements);
            var catalog = catalog(CatalogReader.read(scratch.sessions()), run);
            if (catalog.relations().isEmpty()) {
                throw Problem.input(schema + " makes no table"
                        + run.failures().stream().findFirst().map(f -> "; " + f).orElse(""));
            }
            return new Dumped(catalog, notes(text, run, catalog));
        } catch (SQLException e) {
            throw Problem.internal("the PostgreSQL that reads the dump broke: " + e.getMessage(), e);
        }
    }

    private static List<DumpStatement> statistics(Path file) {
        var calls = DumpScript.statements(DumpText.read(file)).stream()
                .filter(s -> !s.begins("create") && !s.begins("alter"))
                .toList();
        if (calls.stream().noneMatch(DumpStatement::restoresStatistics)) {
            throw Problem.input(
                    file + " holds no statistics; pg_dump --statistics-only, from version 18 on, writes them"
                            + " (of servers before 18 too)");
        }
        return calls;
    }

    /** The database's name, by that of the file. */
    private static String name(Path schema) {
        var file = schema.toAbsolutePath().getFileName().toString().replaceAll("(\\.(sql|dump|txt|gz))+$", "");
        return file.isEmpty() || file.length() > 40 || file.equals("postgres") || file.startsWith("template")
                ? "dump"
                : file;
    }

    /** When the dumped server began to count is not known. */
    private static Server unwatched(Server server) {
        return new Server(server.versionNumber(), server.version(), null, false);
    }

    private static Catalog catalog(Catalog read, DumpRun run) {
        var relations = read.relations().stream().map(DumpFiles::sized).toList();
        var unseen = new ArrayList<>(read.unseen());
        unseen.addAll(run.failures());
        long bytes = relations.stream()
                .mapToLong(r -> r.heapBytes()
                        + r.indexes().stream().mapToLong(Index::sizeBytes).sum())
                .sum();
        return new Catalog(
                unwatched(read.server()),
                read.database(),
                bytes,
                read.readAt(),
                relations,
                read.sequences(),
                Scratch.asByDefault(read.settings()),
                read.extensions(),
                Activity.NONE,
                List.copyOf(unseen),
                read.types(),
                read.locale(),
                read.roleSettings(),
                read.extendedStatistics(),
                read.definitions());
    }

    /** As large as VACUUM or ANALYZE found it, and used nobody knows how. */
    private static Relation sized(Relation relation) {
        var indexes = relation.indexes().stream().map(Index::sizedByPages).toList();
        return relation.sized(
                        relation.pages(),
                        relation.tuples(),
                        relation.allVisiblePages(),
                        isStored(relation) ? relation.pages() * PAGE : 0,
                        relation.columns())
                .with(relation.columns(), indexes, relation.constraints())
                .uncounted();
    }

    private static boolean isStored(Relation relation) {
        return relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.MATERIALIZED_VIEW;
    }

    private static List<String> notes(String schema, DumpRun run, Catalog catalog) {
        var notes = new ArrayList<>(run.failures());
        var major = DumpScript.major(schema);
        if (major != null && major != catalog.server().major()) {
            notes.add("the dump is of PostgreSQL " + major + "; its twin plans as "
                    + catalog.server().major() + " does, and plans may differ between the versions");
        }
        if (run.restored() == 0) {
            notes.add("the dump has no statistics: the planner assumes tables of ten pages and guesses the values;"
                    + " pg_dump --statistics-only, from version 18 on, writes them");
        }
        notes.add("a dump has no settings, no extended statistics and no order of text: the twin plans by PostgreSQL's"
                + " default settings, and compares text by the rules of ICU");
        return List.copyOf(notes);
    }
}

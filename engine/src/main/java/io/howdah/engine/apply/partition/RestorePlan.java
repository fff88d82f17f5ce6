package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.RestorePartition;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the steps by which an archive becomes a table again, as it was, or as the partitioned table is now to be a partition of it. */
final class RestorePlan {

    private final Session session;
    private final RestorePartition change;
    private final UpkeepDetail detail;
    private final List<String> problems;

    RestorePlan(Session session, RestorePartition change, UpkeepDetail detail, List<String> problems) {
        this.session = session;
        this.change = change;
        this.detail = detail;
        this.problems = problems;
    }

    List<PlannedStep> steps() throws SQLException {
        var header = header();
        var name = header.partition();
        if (session.holds("SELECT pg_catalog.to_regclass(?) IS NOT NULL", name.quoted())) {
            problems.add("There is a relation " + name + " already, which is the name of the archived partition");
            return List.of();
        }
        return change.attach() ? attached(header) : List.of(restored(header, alone(header), null));
    }

    private ArchiveHeader header() {
        try {
            return ArchiveFile.header(Path.of(change.file()));
        } catch (IOException e) {
            throw Problem.input("File " + change.file() + " cannot be read: " + e);
        }
    }

    private static List<String> alone(ArchiveHeader header) {
        var all = new ArrayList<String>();
        all.add(header.create());
        all.add(copy(header));
        all.addAll(header.complete());
        return all;
    }

    private static String copy(ArchiveHeader header) {
        return Archiving.copy(header.partition(), header.columns()) + " FROM STDIN (FORMAT text, ENCODING 'UTF8')";
    }

    private PlannedStep restored(ArchiveHeader header, List<String> statements, @Nullable LiveTable parent) {
        return new PlannedStep(
                Kind.RESTORE_PARTITION,
                parent == null ? 0 : parent.oid(),
                parent == null ? null : parent.name(),
                header.partition(),
                "restore " + header.partition() + " with " + header.rows() + " rows from " + change.file(),
                statements,
                List.of(
                        mustBeAsRestored(header),
                        "DROP TABLE IF EXISTS " + header.partition().quoted()),
                detail.file(change.file()).json(),
                false,
                StepState.PLANNED);
    }

    /** Rows that were written since are not dropped by taking back. */
    private static String mustBeAsRestored(ArchiveHeader header) {
        var name = header.partition().quoted();
        return "DO $howdah$ BEGIN IF pg_catalog.to_regclass(" + Name.literal(name)
                + ") IS NOT NULL THEN IF (SELECT count(*) FROM ONLY " + name + ") <> " + header.rows()
                + " THEN RAISE EXCEPTION USING MESSAGE = "
                + "'It has not as many rows as were restored, so it is not dropped'"
                + "; END IF; END IF; END $howdah$";
    }

    private List<PlannedStep> attached(ArchiveHeader header) throws SQLException {
        var live = LiveTable.named(session, header.table());
        var table = live.isEmpty() ? null : DividedTable.of(session, live.get()).orElse(null);
        if (table == null || table.obstacle().isPresent()) {
            problems.add("There is no table " + header.table()
                    + " with partitions by range any more; restore the archive without attaching it");
            return List.of();
        }
        live.orElseThrow().problem(session).ifPresent(problems::add);
        var piece = piece(header, table);
        if (piece == null || !problems.isEmpty()) {
            return List.of();
        }
        var partitions = NewPartitions.of(session, table, detail);
        var bound = partitions.bound(Objects.requireNonNull(table.ruler()), piece);
        var statements = new ArrayList<>(partitions.statements(header.partition()));
        statements.add(copy(header));
        statements.add(NewPartitions.addCheck(header.partition(), bound));
        statements.addAll(partitions.wholeIndexes(header.partition()));
        return List.of(
                restored(header, statements, table.table()), partitions.attachWithRows(header.partition(), bound));
    }

    /** Where it belongs; null, with a problem noted, where there is something else by now. */
    private @Nullable Piece piece(ArchiveHeader header, DividedTable table) {
        var slice = Slice.range(header.bound(), Objects.requireNonNull(table.ruler()));
        if (slice == null) {
            problems.add("The archive says " + header.bound() + ", which is no range between two values");
            return null;
        }
        var free = Piece.free(table.slices(), slice.from(), slice.to());
        if (free.size() != 1 || !free.getFirst().equals(slice)) {
            problems.add("Table " + table.name() + " has other partitions for " + header.bound()
                    + "; restore the archive without attaching it");
            return null;
        }
        return slice;
    }
}

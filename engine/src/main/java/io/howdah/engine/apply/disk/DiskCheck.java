package io.howdah.engine.apply.disk;

import io.howdah.engine.apply.run.Bytes;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import java.nio.file.FileStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says before anything is done how much room on the disk the steps need, and where; where the disk can be seen and is too small, that
 * stands against the change.
 */
public final class DiskCheck {

    /** The needs are estimated, and others write too: a fifth more must be free. */
    private static final double WITH_MARGIN = 1.2;

    /** Less than this is not worth a word. */
    private static final long WORTH_SAYING = 16L << 20;

    private final Session session;
    private final boolean ignored;
    private final List<String> problems;
    private final Map<FileStore, Long> together = new LinkedHashMap<>();

    /**
     * @param ignored whether a disk that is too small does not stand against the change
     * @param problems what stands against it is added here
     */
    public DiskCheck(Session session, boolean ignored, List<String> problems) {
        this.session = session;
        this.ignored = ignored;
        this.problems = problems;
    }

    /** The steps, with a note where they need much. */
    public List<PlannedStep> of(List<PlannedStep> steps) throws SQLException {
        var noted = new ArrayList<PlannedStep>();
        ServersDisk disk = null;
        for (PlannedStep step : steps) {
            var needs = DiskNeeds.of(session, step);
            if (!needs.isEmpty() && disk == null) {
                disk = ServersDisk.of(session);
            }
            noted.add(needs.isEmpty() || disk == null ? step : noted(step, needs, disk));
        }
        return List.copyOf(noted);
    }

    private PlannedStep noted(PlannedStep step, List<DiskNeed> needs, ServersDisk disk) throws SQLException {
        var words = new ArrayList<String>();
        for (DiskNeed need : needs) {
            var store = disk.store(need);
            var free = store.flatMap(ServersDisk::free);
            if (free.isPresent()) {
                mustFit(need, store.orElseThrow(), free.get());
            }
            if (need.bytes() >= WORTH_SAYING) {
                words.add(words(need, free));
            }
        }
        return words.isEmpty() ? step : step.note(String.join("; ", words));
    }

    private String words(DiskNeed need, Optional<Long> free) throws SQLException {
        var about = "Needs about " + Bytes.of(session, need.bytes()) + " in tablespace " + need.tablespace()
                + ", and as much WAL on its way; ";
        return free.isPresent()
                ? about + Bytes.of(session, free.get()) + " are free there"
                : about + "how much is free there cannot be seen from here";
    }

    /** All that lies on one disk must fit together. */
    private void mustFit(DiskNeed need, FileStore store, long free) throws SQLException {
        long needed = together.merge(store, need.bytes(), Long::sum);
        if (ignored || needed * WITH_MARGIN <= free) {
            return;
        }
        var problem = "The disk of tablespace " + need.tablespace() + " is too small: about "
                + Bytes.of(session, needed) + " and a fifth more are needed, and " + Bytes.of(session, free)
                + " are free; make room, or have it tried all the same with --ignore-disk";
        problems.removeIf(earlier -> earlier.startsWith("The disk of tablespace " + need.tablespace() + " "));
        problems.add(problem);
    }
}

package io.howdah.app.cli;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.partition.PartitionsStatus;
import java.util.stream.Collectors;

/** How partitioned tables stand, and what is done about them. */
final class PartitionsText {

    private PartitionsText() {}

    /** @param each whether each partition is shown */
    static void write(PartitionsStatus status, boolean each, Page page) {
        long bytes = status.partitions().stream()
                .mapToLong(PartitionsStatus.Part::bytes)
                .sum();
        page.heading(status.table().toString());
        page.line("  by " + status.strategy() + (status.column() == null ? "" : " (" + status.column() + ")") + ", "
                + Page.counted(status.partitions().size(), "partition", "partitions") + ", " + Figures.bytes(bytes));
        policy(status, page);
        if (status.ahead() != null) {
            page.hanging(
                    "  ahead     ",
                    status.ahead() + (status.aheadUntil() == null ? "" : ", until " + status.aheadUntil()));
        }
        troubles(status, page);
        due(status, page);
        if (each) {
            status.partitions().forEach(part -> write(part, page));
        }
    }

    private static void policy(PartitionsStatus status, Page page) {
        if (status.policy() != null) {
            page.hanging("  policy    ", status.policy().toString());
        } else if (status.proposal() != null) {
            page.hanging(
                    "  policy    ",
                    "none; its bounds look like " + status.proposal() + "; adopt that with: howdah partition policy "
                            + status.table() + " --adopt");
        }
        if (status.problem() != null) {
            page.hanging("  not kept  ", status.problem());
        }
    }

    private static void troubles(PartitionsStatus status, Page page) {
        status.gaps().forEach(gap -> page.hanging("  gap       ", gap));
        if (status.strayRows() != null) {
            page.hanging("  default   ", Page.counted(status.strayRows(), "row", "rows") + " in the default partition");
        }
        for (var part : status.partitions()) {
            if (part.pending()) {
                page.hanging("  pending   ", "the detachment of " + part.name() + " was interrupted; maintain ends it");
            }
            if (!part.invalidIndexes().isEmpty()) {
                page.hanging("  invalid   ", "index " + Page.listed(part.invalidIndexes()) + " of " + part.name());
            }
        }
    }

    private static void due(PartitionsStatus status, Page page) {
        if (status.due() > 0) {
            page.hanging("  due       ", Page.counted(status.due(), "partition", "partitions") + " to make");
        }
        if (!status.old().isEmpty()) {
            page.hanging(
                    "  old       ",
                    status.old().stream().limit(10).map(Object::toString).collect(Collectors.joining(", "))
                            + (status.old().size() > 10
                                    ? " and " + (status.old().size() - 10) + " more"
                                    : ""));
        }
    }

    private static void write(PartitionsStatus.Part part, Page page) {
        page.line("    " + part.name() + "  " + part.bound().replaceFirst("^FOR VALUES ", "") + "  "
                + (part.rows() == null ? "rows unknown" : Page.counted(part.rows(), "row", "rows")) + ", "
                + Figures.bytes(part.bytes()));
    }
}

package io.howdah.app.cli;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.partition.ConversionOutlook;
import java.util.ArrayList;
import java.util.List;

/** What is said before a table is made partitioned: which way is taken and why, and what there is to choose. */
final class ConversionText {

    private ConversionText() {}

    static String columns(List<String> names) {
        return KeyArguments.written(names);
    }

    /** The way, what it copies, and what the other would cost. */
    static List<String> explanation(ConversionOutlook outlook, DivisionWish wish) {
        var rows = "about " + Page.counted(Math.round(outlook.rows()), "row", "rows") + " ("
                + Figures.bytes(outlook.bytes()) + " with indexes)";
        if (!wish.copies()) {
            return List.of(
                    "Without copying: the " + rows
                            + " stay where they are, as the first partition. The exchange of names"
                            + " takes milliseconds under a lock, however large the table is.",
                    "Rows that are there now leave together, when the whole first partition is old enough. With --copy they"
                            + " get partitions of their own, for "
                            + Figures.bytes(outlook.bytes()) + " more disk until it is finished.");
        }
        return List.of(
                "By copying: the " + rows
                        + " go into partitions beside the table, which take its place when every row was"
                        + " compared. It takes about "
                        + Figures.bytes(outlook.bytes())
                        + " more disk, and each writer writes twice, until it is finished.",
                wish.mustCopy()
                        ? "Rows have to move for this: only ranges can begin with the whole table as a partition."
                        : "Without --copy the table would become the first partition as it is, in milliseconds.");
    }

    /** What has to be added to the command. */
    static String choices(ConversionOutlook outlook, DivisionWish wish, boolean key, boolean foreign) {
        var deciding = String.join(", ", wish.columns());
        var lines = new ArrayList<String>();
        lines.add(outlook.table() + " has "
                + String.join(
                        ", ",
                        outlook.lacking().stream()
                                .map(ConversionOutlook.Key::what)
                                .toList())
                + ", and a table partitioned by " + deciding + " promises only keys that contain " + deciding
                + ". Nothing was changed; choose, and add to the command:");
        if (key) {
            keys(outlook, deciding, lines);
        }
        if (foreign) {
            lines.add("  --drop-foreign-keys");
            lines.add("      these cannot stay either way. Rows of theirs may then point at nothing; undo makes them"
                    + " again:");
            outlook.pointing().forEach(pointing -> lines.add("      " + pointing));
            lines.add("      Or give those tables " + deciding
                    + " too, and a foreign key to the wider key, after the conversion.");
        }
        return String.join("\n", lines);
    }

    private static void keys(ConversionOutlook outlook, String deciding, List<String> lines) {
        var primary = outlook.lacking().stream()
                .filter(ConversionOutlook.Key::primary)
                .findFirst();
        var first = outlook.lacking().getFirst();
        var same = String.join(
                " or ",
                outlook.lacking().stream().map(k -> columns(k.columns())).toList());
        lines.add(
                "  --key " + primary.map(p -> "'" + columns(p.widened()) + "'").orElse("widen"));
        lines.add("      " + columns(first.columns()) + " becomes " + columns(first.widened())
                + (outlook.lacking().size() > 1 ? ", the others likewise" : "") + ". The same " + same
                + " may come twice with different " + deciding + ": a sequence or a UUID keeps that from happening, the"
                + " database no longer does. ON CONFLICT has to name all columns.");
        lines.add("  --key without");
        lines.add("      the table has none of them; each partition keeps the promise among its own rows. ON CONFLICT"
                + " cannot name them, no foreign key can point at them.");
    }
}

package io.howdah.app.cli;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.partition.ConversionOutlook;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.PartitionTable.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of keys that a partitioned table cannot have as they are. */
final class KeyArguments {

    private static final Pattern COLUMN = Pattern.compile("\\s*(\"(?:[^\"]|\"\")+\"|[^\",()]+?)\\s*(,|$)");

    @Option(
            names = "--key",
            paramLabel = "(A, B)|widen|without",
            description = "The primary key with the column that decides, to widen it and all unique constraints so;"
                    + " or without, to keep each within its partition only.")
    private @Nullable String key;

    @Option(
            names = "--drop-foreign-keys",
            description =
                    "Drop foreign keys of other tables that cannot point at the table any more; undo makes them again.")
    private boolean dropForeignKeys;

    boolean dropForeignKeys() {
        return dropForeignKeys;
    }

    void mustBeReadable() {
        if (key != null && !word().matches("widen|without|\\(.*\\)")) {
            throw Problem.input(
                    "--key is widen, without, or the new primary key such as '(id, created_at)', not '" + key + "'");
        }
    }

    private String word() {
        return key == null ? "" : key.strip().toLowerCase(Locale.ROOT);
    }

    /** What was chosen; a problem that lays out what there is to choose where something has to be. */
    Keys chosen(ConversionOutlook outlook, DivisionWish wish) {
        if (outlook.lacking().isEmpty()) {
            return Keys.UNDECIDED;
        }
        boolean foreign = !outlook.pointing().isEmpty() && !dropForeignKeys;
        if (key == null || foreign) {
            throw Problem.input(ConversionText.choices(outlook, wish, key == null, foreign));
        }
        if (word().equals("without")) {
            return Keys.WITHOUT;
        }
        if (!word().equals("widen")) {
            mustBeWidened(outlook);
        }
        return Keys.WIDEN;
    }

    private void mustBeWidened(ConversionOutlook outlook) {
        var wanted = columns();
        var primary = outlook.lacking().stream()
                .filter(ConversionOutlook.Key::primary)
                .findFirst();
        primary.filter(p -> !p.widened().equals(wanted)).ifPresent(p -> {
            throw Problem.input("--key '" + key + "': the " + p.what() + " can become "
                    + ConversionText.columns(p.widened()) + " and nothing else");
        });
        if (primary.isEmpty()) {
            throw Problem.input("--key '" + key
                    + "' names a primary key, and it need not change; say --key widen or --key without for "
                    + String.join(
                            ", ",
                            outlook.lacking().stream()
                                    .map(ConversionOutlook.Key::what)
                                    .toList()));
        }
    }

    private List<String> columns() {
        var text = String.valueOf(key).strip();
        var inner = COLUMN.matcher(text.substring(1, text.length() - 1));
        var names = new ArrayList<String>();
        while (inner.lookingAt() && inner.end() > inner.start()) {
            names.add(LevelForm.name(inner.group(1)));
            inner.region(inner.end(), inner.regionEnd());
        }
        return names;
    }

    /** As the option takes them. */
    static String written(List<String> columns) {
        return "(" + String.join(", ", columns.stream().map(Name::quoted).toList()) + ")";
    }
}

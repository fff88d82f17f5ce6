package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees large tables that get many rows under random keys: each insert lands on another page of the index. */
public final class RandomKeyRule implements TableRule {

    private static final Pattern RANDOM =
            Pattern.compile("gen_random_uuid\\(\\)|uuid_generate_v4\\(\\)|uuidv4\\(\\)", Pattern.CASE_INSENSITIVE);
    private static final Threshold BYTES = new Threshold(
            "random-key.bytes", 1_000_000_000, "bytes", "ours: a smaller index stays in memory as a whole");

    @Override
    public String slug() {
        return "random-key";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.indexes().stream()
                .filter(i -> i.primary()
                        && i.sizeBytes() >= scene.of(BYTES)
                        && i.definition().keys().size() == 1)
                .flatMap(i -> table.columns().stream()
                        .filter(c ->
                                c.name().equals(i.definition().keys().getFirst().column()) && isRandom(c))
                        .map(c -> finding(scene, table, i, c)));
    }

    private static boolean isRandom(Column column) {
        var expression = column.defaultExpression();
        return expression != null && RANDOM.matcher(expression).find();
    }

    private Finding finding(Scene scene, Relation table, Index index, Column column) {
        boolean since18 = scene.catalog().server().major() >= 18;
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        TableRule.named(table, column),
                        "the key of %s is random".formatted(table.name()),
                        "Each new row goes to another page of the index: all of it has to be in memory, every page touched after a checkpoint is logged whole, and pages are filled by two thirds. A UUID that begins with its time (version 7) is as unique and goes to the end.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "default %s; %s takes %s"
                                        .formatted(column.defaultExpression(), index.name(), Figures.bytes((double)
                                                index.sizeBytes())),
                                Map.of("size_bytes", (double) index.sizeBytes()))))
                .deciding(
                        Decision.whether(
                                        since18
                                                ? "new rows under keys that begin with their time"
                                                : "let the application make version 7, or a function of your own",
                                        List.of("Old keys stay as they are. Who sees a key learns when it was made."),
                                        since18
                                                ? new String[] {
                                                    TableRule.alter(
                                                            table,
                                                            "ALTER COLUMN " + Name.quoted(column.name())
                                                                    + " SET DEFAULT uuidv7()")
                                                }
                                                : new String[0])
                                .or(
                                        "keep it for others to see, and number the rows inside",
                                        List.of(
                                                "A bigint as primary key takes half the room in the table and in all that refers to it, and goes to the end of its index.",
                                                "The UUID stays unique and is what leaves the database; its index is still written at random places, but nothing refers to it.",
                                                "Tables that refer to it change with it: a work of stages, for tables that will grow.")));
    }
}

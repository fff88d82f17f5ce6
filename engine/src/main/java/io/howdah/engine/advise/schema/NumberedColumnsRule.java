package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Sees columns that stand for a list: the same name with numbers behind it. */
public final class NumberedColumnsRule implements TableRule {

    private static final Threshold COUNT =
            new Threshold("numbered-columns.count", 3, "columns", "ours: address1 and address2 are two lines");

    @Override
    public String slug() {
        return "numbered-columns";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COUNT);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.columns().stream()
                .filter(c -> c.name().matches(".*\\D_?\\d{1,2}"))
                .collect(groupingBy(c -> c.name().replaceAll("_?\\d+$", "") + "\0" + c.type()))
                .values()
                .stream()
                .filter(list -> list.size() >= Math.max(2, scene.of(COUNT)) && consecutive(list))
                .map(list -> finding(table, list));
    }

    private static boolean consecutive(List<Column> list) {
        var numbers = list.stream()
                .map(c -> Integer.valueOf(c.name().replaceAll("^.*?(\\d+)$", "$1")))
                .sorted()
                .toList();
        return numbers.getLast() - numbers.getFirst() == numbers.size() - 1 && numbers.getFirst() <= 1;
    }

    private Finding finding(Relation table, List<Column> list) {
        var names = list.stream().map(Column::name).collect(joining(", "));
        return new Finding(
                slug(),
                slug() + ":" + table.name() + "." + list.getFirst().name(),
                Severity.INFO,
                table.name().toString(),
                "%s of %s look like a list".formatted(names, table.name()),
                "Looking for a value means looking into each of them, by an index each, and one more value is one more column. A table of its own, or an array, has neither limit.",
                List.of(Evidence.catalog("%d columns of type %s"
                        .formatted(list.size(), list.getFirst().type()))));
    }
}

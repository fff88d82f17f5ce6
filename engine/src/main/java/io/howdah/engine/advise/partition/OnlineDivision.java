package io.howdah.engine.advise.partition;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Command;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.twin.Structure.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The command that divides a table while it is in use, as it was priced: with partitions for the rows that are there. */
final class OnlineDivision {

    private OnlineDivision() {}

    static Command command(Division division) {
        var words = new ArrayList<String>();
        words.add(division.table().name().quoted());
        var column = "(" + Name.quoted(division.key().name()) + ")";
        switch (division.structure().by()) {
            case Partitioning.ByTime time ->
                words.addAll(List.of(
                        "--by", "range" + column, "--every", time.span().name().toLowerCase(Locale.ROOT), "--copy"));
            case Partitioning.ByNumber number ->
                words.addAll(
                        List.of("--by", "range" + column, "--every", String.valueOf((long) number.width()), "--copy"));
            case Partitioning.ByList list -> words.addAll(List.of("--by", "list" + column));
            case Partitioning.ByHash hash -> words.addAll(List.of("--by", "hash" + column + " " + hash.partitions()));
        }
        division.table().constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY
                        && !c.columns().contains(division.key().name()))
                .forEach(c -> words.addAll(List.of("--key", widened(c, division))));
        return Command.of("partition convert", words.toArray(String[]::new));
    }

    private static String widened(Constraint key, Division division) {
        return Stream.concat(key.columns().stream(), Stream.of(division.key().name()))
                .map(Name::quoted)
                .collect(joining(", ", "(", ")"));
    }
}

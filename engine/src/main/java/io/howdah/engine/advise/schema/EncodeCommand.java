package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Command;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command that gives text columns codes while the application runs. */
final class EncodeCommand {

    private EncodeCommand() {}

    /** Values that no CHECK lists are given their codes in it. */
    static Command of(Relation table, List<ClosedSet> sets) {
        var arguments = new ArrayList<String>();
        arguments.add(table.name().quoted());
        arguments.add("--columns");
        arguments.add(sets.stream().map(s -> Name.quoted(s.column().name())).collect(Collectors.joining(",")));
        for (ClosedSet set : sets) {
            if (set.check() == null) {
                arguments.add("--mapping");
                arguments.add(mapping(set));
            }
        }
        return Command.of("encode", arguments.toArray(String[]::new));
    }

    private static String mapping(ClosedSet set) {
        return set.values().stream()
                .map(v -> Name.literal(v) + ":" + set.code(v))
                .collect(Collectors.joining(",", Name.quoted(set.column().name()) + "=", ""));
    }
}

package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Sees names as long as names can be: the server has cut them, or the next one will be the same. */
public final class LongNameRule implements Rule {

    /** NAMEDATALEN - 1. */
    private static final int LONGEST = 63;

    @Override
    public String slug() {
        return "long-name";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var names = OwnTables.of(scene.catalog()).stream()
                .flatMap(t -> Stream.of(
                                Stream.of(t.name().name()),
                                t.columns().stream().map(Column::name),
                                t.indexes().stream().map(i -> i.name().name()),
                                t.constraints().stream().map(Constraint::name))
                        .flatMap(s -> s))
                .filter(n -> n.getBytes(StandardCharsets.UTF_8).length >= LONGEST)
                .distinct()
                .sorted()
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        slug(),
                        Severity.INFO,
                        "names",
                        "%s 63 bytes long, the most there can be"
                                .formatted(names.size() == 1 ? "1 name is" : names.size() + " names are"),
                        "The server cuts longer ones without an error: what was asked for has another name, and two that differ in their end alone collide.",
                        names.stream().limit(10).map(Evidence::catalog).toList()));
    }
}

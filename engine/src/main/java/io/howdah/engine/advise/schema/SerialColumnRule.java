package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import java.util.List;
import java.util.Objects;

/** Sees columns numbered by serial, whose sequence is a thing of its own. */
public final class SerialColumnRule implements Rule {

    @Override
    public String slug() {
        return "serial-column";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var serial = OwnTables.of(scene.catalog()).stream()
                .flatMap(t -> t.columns().stream()
                        .filter(c -> c.identity() == null
                                && Objects.requireNonNullElse(c.defaultExpression(), "")
                                        .startsWith("nextval("))
                        .map(c -> TableRule.named(t, c)))
                .toList();
        return serial.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        slug(),
                        Severity.INFO,
                        "serial columns",
                        "%d columns are numbered by serial".formatted(serial.size()),
                        "Whoever inserts needs rights on the sequence beside those on the table, a value given by hand collides later without a word, and copies of the table share the sequence. Identity columns (since 10) do better.",
                        List.of(Evidence.catalog(serial.stream().limit(10).collect(joining(", "))
                                + (serial.size() > 10 ? ", …" : "")))));
    }
}

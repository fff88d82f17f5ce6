package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sees names that are read as something else where their quotes are forgotten, and no error tells: keywords that are values by
 * themselves, and names that differ by capitals alone.
 *
 * <p>Other reserved words fail at once when the quotes are missing, which harms nobody.
 */
public final class MisreadNameRule implements Rule {

    /** Reserved words that are expressions (manual, appendix C and section 9.27); those that name types or need brackets are not. */
    private static final Set<String> VALUES = Set.of(
            "user",
            "current_user",
            "session_user",
            "system_user",
            "current_role",
            "current_catalog",
            "current_schema",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp");

    @Override
    public String slug() {
        return "misread-name";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.of(scene.catalog());
        var twins =
                tables.stream().collect(groupingBy(t -> t.name().schema(), TreeMap::new, toList())).values().stream()
                        .flatMap(of ->
                                twins(of, t -> t.name().name(), t -> t.name().toString()));
        return Stream.concat(twins, tables.stream().flatMap(this::look)).toList();
    }

    private Stream<Finding> look(Relation table) {
        var ofTable = VALUES.contains(table.name().name())
                ? Stream.of(value(table.name().toString(), table.name().name()))
                : Stream.<Finding>of();
        var ofColumns = table.columns().stream()
                .filter(c -> VALUES.contains(c.name()))
                .map(c -> value(TableRule.named(table, c), c.name()));
        var twins = twins(table.columns(), Column::name, c -> TableRule.named(table, c));
        return Stream.of(ofTable, ofColumns, twins).flatMap(s -> s);
    }

    private Finding value(String subject, String name) {
        return Finding.of(
                slug(),
                Severity.INFO,
                subject,
                "%s without its quotes is another value".formatted(subject),
                "%s is no error without quotes: the server takes it for %s. Reports and migrations written by hand then read, compare or store that. Another name needs no care."
                        .formatted(name, meaning(name)),
                List.of(Evidence.catalog("SELECT " + name
                        + " reads %s, SELECT %s the column or table".formatted(meaning(name), Name.quoted(name)))));
    }

    private static String meaning(String name) {
        return switch (name) {
            case "user", "current_user", "session_user", "system_user", "current_role" -> "the role of the session";
            case "current_catalog" -> "the database's name";
            case "current_schema" -> "the session's schema";
            default -> "the present moment";
        };
    }

    private <T> Stream<Finding> twins(List<T> of, Function<T, String> name, Function<T, String> shown) {
        return of.stream()
                .collect(groupingBy(t -> name.apply(t).toLowerCase(Locale.ROOT), TreeMap::new, toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .map(same -> {
                    var names = same.stream().map(shown).sorted().toList();
                    return Finding.of(
                            slug(),
                            Severity.NOTICE,
                            names.getFirst(),
                            "%s differ by capitals alone".formatted(String.join(" and ", names)),
                            "Whoever forgets the quotes reads or writes the one in small letters, and no error tells. Most often one of them was made by mistake, by another tool that quotes or does not.",
                            List.of(Evidence.catalog(names.stream().collect(joining(", ")))));
                });
    }
}

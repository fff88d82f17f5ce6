package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The queries that the server itself runs when a referenced row goes: EXPLAIN shows nothing of them, and without an index they
 * read the whole referencing table ({@code RI_FKey_restrict} and its like in ri_triggers.c).
 */
final class ForeignKeyChecks {

    private static final String CHECK = "/* howdah */ SELECT 1 FROM ONLY ";

    private final Catalog catalog;
    private final WhatIf twin;

    ForeignKeyChecks(Catalog catalog, WhatIf twin) {
        this.catalog = catalog;
        this.twin = twin;
    }

    /** One for each foreign key whose referenced rows the workload deletes or gives another key. */
    List<Asked> of(List<Writes> writes) {
        var rows = new LinkedHashMap<Question, Double>();
        for (Writes write : writes) {
            for (Relation table : catalog.relations()) {
                ForeignKeys.of(table).stream()
                        .filter(key -> asks(write, key))
                        .forEach(key -> rows.merge(question(write, table, key), write.rows(), Double::sum));
            }
        }
        return planned(rows);
    }

    private static boolean asks(Writes write, Constraint key) {
        return write.rows() > 0
                && write.table().equals(key.referenced())
                && switch (write.kind()) {
                    case INSERT -> false;
                    case DELETE -> true;
                    case UPDATE -> key.referencedColumns().stream().anyMatch(write.columns()::contains);
                };
    }

    /** Whether the question is one of these, asked on behalf of a statement that writes. */
    static boolean isCheck(Question question) {
        return question.sql().startsWith(CHECK);
    }

    private static Question question(Writes write, Relation table, Constraint key) {
        var condition = key.columns().stream()
                .map(c -> Name.quoted(c) + " = " + value(table.column(c).orElse(null)))
                .collect(Collectors.joining(" AND "));
        var sql = CHECK + table.name().quoted() + " x WHERE " + condition;
        return new Question(write.statement(), sql, 0, false);
    }

    /** A value in the middle of the column's distribution. */
    private static String value(@Nullable Column column) {
        var statistics = column == null ? null : column.statistics();
        if (column == null || statistics == null) {
            return "NULL";
        }
        var bounds = ArrayText.elements(statistics.histogramBounds());
        var values = bounds.isEmpty() ? ArrayText.elements(statistics.mostCommonValues()) : bounds;
        return values.isEmpty()
                ? "NULL::" + column.type()
                : Name.literal(values.get(values.size() / 2)) + "::" + column.type();
    }

    private List<Asked> planned(Map<Question, Double> rows) {
        var checks = new ArrayList<Asked>();
        for (Answer answer : twin.ask(Configuration.AS_IS, List.copyOf(rows.keySet()))) {
            if (answer instanceof Answer.Planned planned) {
                checks.add(new Asked(
                        planned.question(),
                        rows.getOrDefault(planned.question(), 0.0),
                        planned.plan(),
                        NeedsReader.read(catalog, planned.plan())));
            }
        }
        return checks;
    }
}

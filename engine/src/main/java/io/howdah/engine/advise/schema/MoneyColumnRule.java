package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Sees columns of type money, whose currency and decimals are those of a session's locale. */
public final class MoneyColumnRule implements TableRule {

    @Override
    public String slug() {
        return "money-column";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.columns().stream()
                .filter(c -> c.typeName().equals("pg_catalog.money"))
                .map(c -> finding(table, c));
    }

    private Finding finding(Relation table, Column column) {
        var name = TableRule.named(table, column);
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        name,
                        "%s is of type money".formatted(name),
                        "What a value says depends on lc_monetary of whoever reads it; it keeps no currency, divides with loss, and a dump may not be read elsewhere.",
                        List.of(Evidence.catalog("type " + column.type())))
                .deciding(Decision.whether(
                                "make it numeric",
                                List.of(
                                        "The statement rewrites the table under an exclusive lock; take as many decimals as the currency needs."),
                                TableRule.alter(
                                        table,
                                        "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE numeric(19,4) USING "
                                                + Name.quoted(column.name()) + "::numeric"))
                        .or(
                                "make it bigint, in the smallest unit",
                                List.of(
                                        "8 bytes as now, exact and fast to add up; the statement rewrites the table under an exclusive lock.",
                                        "The application divides by a hundred where it shows a value; for a currency without hundredths put its own factor in."),
                                TableRule.alter(
                                        table,
                                        "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE bigint USING ("
                                                + Name.quoted(column.name()) + "::numeric * 100)::bigint")));
    }
}

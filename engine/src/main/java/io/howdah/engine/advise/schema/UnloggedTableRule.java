package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Sees unlogged tables with rows: they are empty after a crash, and on every standby. */
public final class UnloggedTableRule implements TableRule {

    @Override
    public String slug() {
        return "unlogged-table";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.unlogged() && table.heapBytes() > 0 ? Stream.of(finding(table)) : Stream.of();
    }

    private Finding finding(Relation table) {
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        table.name().toString(),
                        "%s is unlogged".formatted(table.name()),
                        "After a crash of the server it is empty, and so it is on every standby and in every backup taken of files. Right for what can be computed anew.",
                        List.of(Evidence.catalog("%,.0f rows".formatted(table.estimatedRows()))))
                .deciding(Decision.whether(
                        "have it logged",
                        List.of(
                                "The statement rewrites the table under an exclusive lock; writes cost WAL from then on."),
                        TableRule.alter(table, "SET LOGGED")));
    }
}

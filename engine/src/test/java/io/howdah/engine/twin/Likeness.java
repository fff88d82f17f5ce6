package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.testkit.Database;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** Compares plans of a database with those of its twin. */
final class Likeness {

    private Likeness() {}

    /** Checks that the twin plans each statement with the same nodes, and at costs that differ by no more than this part. */
    static void check(SoftAssertions softly, Database db, Twin twin, List<String> statements, double part) {
        for (var sql : statements) {
            check(softly, sql, original(db, sql), answer(twin, sql, null), part);
        }
    }

    static void check(SoftAssertions softly, String sql, Plan original, Answer answer, double part) {
        softly.assertThat(Orders.shape(answer))
                .as(sql)
                .isEqualTo(original.shape().strip());
        if (answer instanceof Answer.Planned planned) {
            softly.assertThat(planned.plan().cost())
                    .as("cost of %s", sql)
                    .isCloseTo(original.cost(), within(original.cost() * part));
        }
    }

    static Plan original(Database db, String sql) {
        return PlanJson.read(db.value("explain (format json, verbose) " + sql));
    }

    static Answer answer(Twin twin, String sql, @Nullable String role) {
        var plain = Orders.question(sql);
        return twin.ask(Configuration.AS_IS, List.of(new Question(plain.statement(), sql, 1, false, role)))
                .get(0);
    }
}

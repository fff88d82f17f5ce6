package io.howdah.app.json;

import io.howdah.app.json.AdviceDocument.GrowthPart;
import io.howdah.app.json.AdviceDocument.OutgrownPart;
import io.howdah.app.json.AdviceDocument.TablePart;
import io.howdah.app.stage.Advised;
import io.howdah.app.stage.Grown;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.growth.OutgrownPlan;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Writes down what changes between today and a size to come. */
final class GrowthParts {

    private GrowthParts() {}

    static GrowthPart of(Advised advised, Grown grown) {
        var today = keys(grown.today());
        var then = keys(advised.advisory());
        return new GrowthPart(
                grown.catalog().relations().stream()
                        .filter(r -> grown.growth().factor(r.name()) != 1)
                        .flatMap(r -> table(advised, r))
                        .toList(),
                grown.growth().notes(),
                grown.outgrown().stream().map(GrowthParts::outgrown).toList(),
                then.stream().filter(k -> !today.contains(k)).toList(),
                today.stream().filter(k -> !then.contains(k)).toList());
    }

    private static List<String> keys(Advisory advisory) {
        return advisory.advice().stream().map(a -> a.finding().key()).toList();
    }

    private static Stream<TablePart> table(Advised advised, Relation then) {
        return advised.catalog().relation(then.name()).stream()
                .map(now -> new TablePart(
                        now.name().toString(),
                        now.estimatedRows(),
                        then.estimatedRows(),
                        now.heapBytes(),
                        then.heapBytes()));
    }

    private static OutgrownPart outgrown(OutgrownPlan plan) {
        return new OutgrownPart(
                plan.statement().id(),
                plan.statement().text(),
                plan.statement().calls(),
                plan.rows(),
                plan.now().cost(),
                plan.then().cost(),
                plan.reason());
    }
}

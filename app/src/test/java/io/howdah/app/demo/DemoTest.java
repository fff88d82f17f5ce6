package io.howdah.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.app.cli.Schemas;
import io.howdah.app.html.DemoReport;
import io.howdah.app.json.Json;
import io.howdah.app.stage.Progress;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.samples.Samples;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A small demonstration from end to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

    private static final DemoOptions SMALL = new DemoOptions("bots", 60_000, 7, null, null, 2, null);

    private DemoResult result;

    @BeforeAll
    void a_small_demonstration() throws Exception {
        try (var demo = Demo.start(SMALL, "howdah test", Progress.NONE)) {
            result = demo.run();
        }
    }

    @Test
    void finds_every_missing_index_that_was_planted() {
        var created = created(result);

        var unmended = Samples.named("bots").planted().stream()
                .filter(fault -> fault instanceof MissingIndex missing
                        && created.stream().noneMatch(missing::satisfiedBy))
                .map(Fault::id)
                .toList();

        assertThat(unmended).isEmpty();
    }

    @Test
    void drops_every_bad_index_that_was_planted() {
        var dropped = dropped(result);

        var left = Samples.named("bots").planted().stream()
                .filter(fault -> fault instanceof BadIndex bad && !bad.satisfiedBy(dropped))
                .map(Fault::id)
                .toList();

        assertThat(left).isEmpty();
        assertThat(dropped).doesNotContainAnyElementsOf(Samples.named("bots").sound());
    }

    @Test
    void makes_the_workload_faster_and_disturbs_nobody() {
        assertThat(result.afterMs()).isLessThan(result.beforeMs());
        assertThat(result.errors()).isZero();
        assertThat(result.before().calls()).isEqualTo(result.after().calls());
        assertThat(result.lockWaits()).isEmpty();
    }

    @Test
    void knows_the_applications_statements_by_the_servers_ids() {
        var ids = result.advised().workload().statements().stream()
                .map(s -> s.id())
                .collect(Collectors.toSet());

        assertThat(result.compared())
                .filteredOn(s -> !s.text().equalsIgnoreCase("commit"))
                .allMatch(s -> ids.contains(s.statementId()));
    }

    @Test
    void answers_in_json_that_keeps_its_promise() {
        assertThat(Schemas.violations("advise.json", Json.write(DemoDocuments.of(result))))
                .isEmpty();
    }

    @Test
    void reports_in_one_file_that_needs_no_network() {
        var html = DemoReport.of(result);

        assertThat(html).startsWith("<!DOCTYPE html>").contains("Plans side by side", "CREATE INDEX CONCURRENTLY");
        assertThat(html).doesNotContain("http://", "https://", "src=", "@import", "url(");
        assertThat(html).contains("created_at &lt;").doesNotContain("created_at < ");
    }

    private static List<Change> changes(DemoResult result) {
        return result.advised().advisory().advice().stream()
                .map(Advice::changes)
                .flatMap(List::stream)
                .toList();
    }

    private static List<IndexShape> created(DemoResult result) {
        return changes(result).stream()
                .flatMap(change -> change instanceof CreateIndex create
                        ? Optional.of(create).stream()
                        : Optional.<CreateIndex>empty().stream())
                .map(create -> shape(create.definition()))
                .toList();
    }

    private static Set<String> dropped(DemoResult result) {
        return changes(result).stream()
                .flatMap(change -> change instanceof DropIndex drop
                        ? Optional.of(drop.index().name().name()).stream()
                        : Optional.<String>empty().stream())
                .collect(Collectors.toSet());
    }

    private static IndexShape shape(IndexDefinition definition) {
        return new IndexShape(
                definition.table().name(),
                definition.method(),
                definition.keys().stream()
                        .map(k -> new IndexShape.Key(String.valueOf(k.column()), k.descending()))
                        .toList(),
                definition.include(),
                Optional.ofNullable(definition.predicate()));
    }
}

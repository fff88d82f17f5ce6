package io.howdah.samples.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.CatalogWords;
import io.howdah.samples.TestData;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.model.Sample;
import io.howdah.samples.model.Schema;
import io.howdah.samples.workload.Statement;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@PostgresTest
class BotsDisguiseTest {

    @Test
    void no_name_or_constant_survives_in_the_catalogs(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Bots.asFound(), TestData.rows(1_000));
        var originals = CatalogWords.of(db);
        TestData.drop(db, Bots.asFound());
        TestData.load(db, Bots.asFound().disguised(3), TestData.rows(1_000));

        assertThat(originals).contains("message_history", "is_read", "waiting_approval", "users_email_idx");
        assertThat(CatalogWords.of(db)).hasSizeGreaterThan(80).doesNotContainAnyElementsOf(originals);
    }

    @Test
    void no_name_or_constant_survives_in_a_statement(Database db) throws SQLException, InterruptedException {
        TestData.load(db, Bots.asFound(), TestData.rows(1_000));
        var originals = CatalogWords.of(db);
        var syntax = CatalogWords.in(Stream.of("select from where order by group and in desc limit offset"));
        originals.removeAll(syntax);

        assertThat(CatalogWords.in(texts(Bots.asFound().disguised(3)))).doesNotContainAnyElementsOf(originals);
        assertThat(Bots.asFound().disguised(3).workload(TestData.rows(1_000)).application())
                .isNotEqualTo("bots-app");
    }

    @Test
    void every_fault_is_there_under_some_seeds_and_not_under_others() {
        var always = ids(Bots.asFound());
        var perSeed = IntStream.range(0, 20)
                .mapToObj(seed -> ids(Bots.asFound().disguised(seed)))
                .toList();

        assertThat(always.stream().filter(id -> id.matches("K-([2-9]|10|11|33)(-.*)?|K-30-.*")))
                .hasSize(17)
                .allSatisfy(id -> {
                    assertThat(perSeed).anyMatch(ids -> ids.contains(id));
                    assertThat(perSeed).anyMatch(ids -> !ids.contains(id));
                });
        assertThat(Set.copyOf(perSeed)).hasSizeGreaterThan(15);
    }

    @Test
    void the_same_seed_gives_the_same_disguise() {
        var once = Bots.asFound().disguised(11);
        var again = Bots.asFound().disguised(11);

        assertThat(again.schema()).isEqualTo(once.schema());
        assertThat(again.planted()).isEqualTo(once.planted());
        assertThat(texts(again)).containsExactlyElementsOf(texts(once).toList());
    }

    @Test
    void a_missing_index_is_missing_needed_and_named_as_in_the_schema() {
        for (int seed = 0; seed < 20; seed++) {
            var sample = Bots.asFound().disguised(seed);
            var tables =
                    sample.schema().tables().stream().map(Schema.Table::name).collect(Collectors.toSet());
            var sent = sample.workload(TestData.rows(1_000)).statements().stream()
                    .map(Statement::name)
                    .collect(Collectors.toSet());

            for (Fault fault : sample.planted()) {
                switch (fault) {
                    case MissingIndex missing -> {
                        assertThat(tables).contains(missing.table());
                        assertThat(sent).containsAll(missing.statements());
                    }
                    case BadIndex bad ->
                        assertThat(sample.schema().indexes())
                                .extracting(Schema.Index::name)
                                .containsAll(bad.droppable());
                    case NaiveStatement naive -> assertThat(sent).contains(naive.statement());
                    case Decision decision -> {
                        assertThat(tables).contains(decision.table());
                        assertThat(sent).containsAll(decision.statements());
                    }
                    case NaiveFunction naive ->
                        assertThat(sample.schema().functions())
                                .extracting(Schema.Function::name)
                                .contains(naive.function());
                }
            }
        }
    }

    private static Set<String> ids(Sample sample) {
        return sample.planted().stream().map(Fault::id).collect(Collectors.toSet());
    }

    private static Stream<String> texts(Sample sample) {
        return sample.workload(TestData.rows(1_000)).statements().stream().map(Statement::text);
    }
}

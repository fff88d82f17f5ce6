package io.howdah.samples.social;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.CatalogWords;
import io.howdah.samples.TestData;
import io.howdah.samples.data.CopyRows;
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
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@PostgresTest
class SocialDisguiseTest {

    private static final Sample DISGUISED = Social.asFound().disguised(3);

    @Test
    void no_name_or_constant_survives_in_catalogs_and_statements(Database db)
            throws SQLException, InterruptedException {
        TestData.load(db, Social.asFound(), TestData.rows(1_000));
        var originals = CatalogWords.of(db);
        TestData.drop(db, Social.asFound());
        TestData.load(db, DISGUISED, TestData.rows(1_000));

        assertThat(originals).contains("messages", "location_lng", "users_email_key", "home_chess", "latam");
        assertThat(CatalogWords.of(db)).hasSizeGreaterThan(80).doesNotContainAnyElementsOf(originals);
        assertThat(CatalogWords.in(texts(DISGUISED))).doesNotContainAnyElementsOf(originals);
    }

    @Test
    void no_constant_survives_in_rows() throws SQLException {
        var words = CatalogWords.in(Stream.of(text(DISGUISED)));
        var originals = Stream.of(Values.REGIONS, Values.INTERESTS, Values.THEMES, Values.DIGESTS)
                .flatMap(values -> CatalogWords.in(values.stream()).stream())
                .filter(word -> word.length() > 4);

        assertThat(CatalogWords.in(Stream.of(text(Social.asFound()))))
                .contains("theme", "topics", "home_chess", "weekly", "contrast");
        assertThat(words).doesNotContainAnyElementsOf(originals.toList()).doesNotContain("theme", "topics", "volume");
    }

    @Test
    void the_application_has_another_name() {
        assertThat(DISGUISED.workload(TestData.rows(1_000)).application()).isNotEqualTo("social-app");
    }

    @Test
    void every_fault_is_there_under_some_seeds_and_not_under_others() {
        var perSeed = IntStream.range(0, 20)
                .mapToObj(seed -> ids(Social.asFound().disguised(seed)))
                .toList();

        assertThat(ids(Social.asFound())).hasSize(18).allSatisfy(id -> {
            assertThat(perSeed).anyMatch(ids -> ids.contains(id));
            assertThat(perSeed).anyMatch(ids -> !ids.contains(id));
        });
    }

    @Test
    void a_fault_is_needed_and_named_as_in_the_schema() {
        for (int seed = 0; seed < 20; seed++) {
            var sample = Social.asFound().disguised(seed);
            var sent = sample.workload(TestData.rows(1_000)).statements().stream()
                    .map(Statement::name)
                    .collect(Collectors.toSet());

            sample.planted().forEach(fault -> isThere(fault, sample.schema(), sent));
        }
    }

    private static void isThere(Fault fault, Schema schema, Set<String> sent) {
        var tables = schema.tables().stream().map(Schema.Table::name).toList();
        switch (fault) {
            case MissingIndex missing -> {
                assertThat(tables).contains(missing.table());
                assertThat(sent).containsAll(missing.statements());
            }
            case BadIndex bad ->
                assertThat(schema.indexes()).extracting(Schema.Index::name).containsAll(bad.droppable());
            case NaiveStatement naive -> assertThat(sent).contains(naive.statement());
            case Decision decision -> {
                assertThat(tables).contains(decision.table());
                assertThat(schema.table(decision.table()).create()).contains(decision.columns());
                assertThat(sent).containsAll(decision.statements());
            }
            case NaiveFunction function ->
                assertThat(schema.functions()).extracting(Schema.Function::name).contains(function.function());
        }
    }

    private static Set<String> ids(Sample sample) {
        return sample.planted().stream().map(Fault::id).collect(Collectors.toSet());
    }

    private static Stream<String> texts(Sample sample) {
        return sample.workload(TestData.rows(1_000)).statements().stream().map(Statement::text);
    }

    private static String text(Sample sample) throws SQLException {
        var text = new StringBuilder();
        for (var table : sample.tables(TestData.rows(1_000))) {
            var rows = new CopyRows(
                    (bytes, length, count) -> text.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)));
            table.filler().fill(rows);
            rows.end();
        }
        return text.toString();
    }
}

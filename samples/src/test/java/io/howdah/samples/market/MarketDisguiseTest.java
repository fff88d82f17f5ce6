package io.howdah.samples.market;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@PostgresTest
class MarketDisguiseTest {

    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{'?([a-z0-9_]+)'?}");
    /** Words that are names in the sample and mean something in SQL as well. */
    private static final Set<String> SYNTAX = Set.of("name", "at", "id", "text");

    @Test
    void no_name_or_constant_survives_in_catalogs_functions_and_statements(Database db)
            throws SQLException, InterruptedException {
        TestData.load(db, Market.asFound(), TestData.rows(1_000));
        var originals = namesInCatalogs(db);
        originals.addAll(Set.of("insufficient_balance", "buy", "sell", "straw", "p_user", "v_held", "market"));
        TestData.drop(db, Market.asFound());
        var disguised = Market.asFound().disguised(4);
        TestData.load(db, disguised, TestData.rows(1_000));

        assertThat(originals).contains("price_history", "is_tradeable", "execute_trade", "characters_active_idx");
        assertThat(namesInCatalogs(db)).hasSizeGreaterThan(40).doesNotContainAnyElementsOf(originals);
        originals.removeAll(SYNTAX);
        assertThat(words(db
                        .column("select prosrc from pg_proc where pronamespace = '\"Te st\"'::regnamespace"
                                + " and prolang <> (select oid from pg_language where lanname = 'c')")
                        .stream()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(originals);
        assertThat(words(texts(disguised))).doesNotContainAnyElementsOf(originals);
    }

    @Test
    void every_template_is_filled_in() {
        for (var sample : new Sample[] {Market.asFound(), Market.asFound().disguised(2)}) {
            assertThat(Stream.concat(texts(sample), sample.schema().statements().stream()))
                    .noneMatch(text -> PLACEHOLDER.matcher(text).find());
        }
    }

    @Test
    void every_fault_is_there_under_some_seeds_and_not_under_others() {
        var perSeed = IntStream.range(0, 30)
                .mapToObj(seed -> ids(Market.asFound().disguised(seed)))
                .toList();

        assertThat(ids(Market.asFound()))
                .hasSize(15)
                .doesNotContain("K-16-price")
                .allSatisfy(id -> {
                    assertThat(perSeed).anyMatch(ids -> ids.contains(id));
                    assertThat(perSeed).anyMatch(ids -> !ids.contains(id));
                });
        assertThat(perSeed).anyMatch(ids -> ids.contains("K-16-price"));
    }

    @Test
    void a_fault_names_what_is_there_and_an_absent_one_is_not_there() {
        for (int seed = 0; seed < 20; seed++) {
            var sample = Market.asFound().disguised(seed);
            var tables =
                    sample.schema().tables().stream().map(Schema.Table::name).collect(Collectors.toSet());
            var sent = sample.workload(TestData.rows(1_000)).statements().stream()
                    .map(Statement::name)
                    .collect(Collectors.toSet());

            assertThat(sample.planted()).allSatisfy(fault -> namesWhatIsThere(fault, sample, tables, sent));
            assertThat(sent.contains("crew_analytics")).isEqualTo(ids(sample).contains("K-17"));
            assertThat(sample.schema().functions().getFirst().create().contains("for update"))
                    .isNotEqualTo(ids(sample).contains("K-19"));
        }
    }

    private static void namesWhatIsThere(Fault fault, Sample sample, Set<String> tables, Set<String> sent) {
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

    private static Set<String> ids(Sample sample) {
        return sample.planted().stream().map(Fault::id).collect(Collectors.toSet());
    }

    private static Stream<String> texts(Sample sample) {
        return sample.workload(TestData.rows(1_000)).statements().stream().map(Statement::text);
    }

    private static Set<String> namesInCatalogs(Database db) {
        return new TreeSet<>(db.column("""
                select relname from pg_class where relnamespace = '"Te st"'::regnamespace
                union select attname from pg_attribute join pg_class c on c.oid = attrelid
                  where relnamespace = '"Te st"'::regnamespace and attnum > 0 and relkind <> 'S'
                union select conname from pg_constraint where connamespace = '"Te st"'::regnamespace
                union select proname from pg_proc where pronamespace = '"Te st"'::regnamespace
                  and prolang <> (select oid from pg_language where lanname = 'c')"""));
    }

    private static Set<String> words(Stream<String> texts) {
        return texts.flatMap(text -> WORD.matcher(text.toLowerCase(Locale.ROOT)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

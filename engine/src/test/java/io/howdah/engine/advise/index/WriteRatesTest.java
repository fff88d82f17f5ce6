package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.engine.catalog.Statement;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class WriteRatesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int, state text, note text)",
                "insert into orders select n, n * 7919 % 3000, 'open', repeat('x', 80) from generate_series(1, 20000) n");
    }

    @Test
    void says_what_an_index_writes_to_the_log_each_day(Database db) {
        var lab = Lab.of(counted(catalog(db), Duration.ofDays(10), 864_000 * 5));

        var advisory =
                lab.calls(100, "select note from orders where customer = 7").advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer)");
        assertThat(advisory.advice().getFirst().finding().evidence())
                .filteredOn(e -> e.figures().containsKey("wal_bytes_per_entry"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.label()).isEqualTo(Evidence.Label.ESTIMATED);
                    assertThat(e.figures()).containsEntry("entries_per_second", 5.0);
                    assertThat(e.figures().get("wal_bytes_per_entry")).isBetween(60.0, 80.0);
                    assertThat(e.text()).contains("5 entries a second", "of WAL a day");
                });
    }

    @Test
    void says_that_the_day_is_not_known_while_counting_is_young(Database db) {
        var lab = Lab.of(counted(catalog(db), Duration.ofHours(3), 864_000 * 5));

        var advisory =
                lab.calls(100, "select note from orders where customer = 7").advise();

        assertThat(advisory.advice().getFirst().finding().evidence())
                .anyMatch(e -> e.text().contains("how many a day is not known"));
    }

    @Test
    void counts_writes_of_which_no_statement_is_known(Database db) {
        var catalog = counted(catalog(db), Duration.ofDays(10), 864_000 * 5);
        var orders = catalog.relations().getFirst();
        var statement = new Statement("1", "insert …", List.of(), 6000, 0, null);
        var known = new Writes(statement, orders.name(), Writes.Kind.INSERT, 6000, Set.of());

        assertThat(WriteRates.unexplained(catalog, List.of(known), HOUR))
                .singleElement()
                .satisfies(w -> {
                    assertThat(w.kind()).isEqualTo(Writes.Kind.INSERT);
                    assertThat(w.rows()).isCloseTo(12_000, offset(1e-6));
                });
        assertThat(WriteRates.unexplained(catalog, List.of(known), null)).isEmpty();
    }

    @Test
    void lets_writes_by_others_speak_against_an_index(Database db) {
        var catalog = counted(catalog(db), Duration.ofDays(10), 864_000L * 5000);
        var lab = Lab.of(catalog).calls(1, "select note from orders where customer = 7");
        var options = IndexOptions.forDatabase(catalog);

        assertThat(Lab.created(lab.advise(options))).isNotEmpty();
        assertThat(Lab.created(lab.advise(options.withWindow(HOUR)))).isEmpty();
    }

    private static Catalog catalog(Database db) {
        db.execute("vacuum analyze");
        return Situations.catalog(db);
    }

    private static Catalog counted(Catalog catalog, Duration age, long inserted) {
        var use = new RelationUse(0, 0, 0, 0, inserted, 0, 0, 0, 0, 0, 0, null, null, null, null, 0, 0);
        var relations = catalog.relations().stream().map(r -> r.withUse(use)).toList();
        return Looking.countedFor(catalog.withRelations(relations), age);
    }
}

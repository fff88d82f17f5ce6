package io.howdah.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.samples.Samples;
import io.howdah.samples.TestData;
import io.howdah.samples.data.TableSource;
import io.howdah.samples.load.LoadListener.Phase;
import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.model.Sample;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@PostgresTest
class SampleLoaderTest {

    private static final Sample BOTS = Samples.named("bots");

    @Test
    void tells_how_far_it_is_up_to_the_end(Database db) throws SQLException, InterruptedException {
        Map<Phase, String> last = new EnumMap<>(Phase.class);
        var loader = new SampleLoader(
                TestData.connections(db), 2, (phase, done, total) -> last.put(phase, done + " of " + total));

        loader.load(BOTS, TestData.rows(2_000));

        var rows = BOTS.tables(TestData.rows(2_000)).stream()
                .mapToLong(TableSource::rows)
                .sum();
        assertThat(last)
                .containsExactly(
                        Map.entry(Phase.ROWS, rows + " of " + rows),
                        Map.entry(Phase.KEYS, "22 of 22"),
                        Map.entry(Phase.STATISTICS, "8 of 8"));
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupt_leaves_no_relation_behind(Phase when, Database db) throws InterruptedException {
        var interrupted = new ArrayList<Throwable>();
        var thread = new Thread(() -> {
            var loading = Thread.currentThread();
            var loader = new SampleLoader(TestData.connections(db), 2, (phase, done, total) -> {
                if (phase == when) {
                    loading.interrupt();
                }
            });
            try {
                loader.load(BOTS, TestData.rows(20_000));
            } catch (InterruptedException | SQLException failure) {
                interrupted.add(failure);
            }
        });
        thread.start();
        thread.join();

        assertThat(interrupted).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(relations(db)).isEmpty();
    }

    @Test
    void a_refusal_of_the_server_is_passed_on_and_leaves_no_relation_behind(Database db) {
        ConnectionSource hurried = () -> {
            var connection = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
            try (var statement = connection.createStatement()) {
                statement.execute("set statement_timeout = '150ms'");
            }
            return connection;
        };

        assertThatThrownBy(() -> new SampleLoader(hurried, 2, LoadListener.none()).load(BOTS, TestData.rows(300_000)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("statement timeout");
        assertThat(relations(db)).isEmpty();
    }

    @Test
    void what_is_there_already_is_neither_loaded_over_nor_dropped(Database db) {
        db.execute("create table bots (mine int)");

        assertThatThrownBy(() -> TestData.load(db, BOTS, TestData.rows(1_000)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("\"bots\" is there already");
        assertThat(relations(db)).containsExactly("bots");
    }

    @Test
    void a_sample_that_does_not_exist_is_named_with_those_that_do() {
        assertThatThrownBy(() -> Samples.named("boats"))
                .hasMessageContaining("'boats'")
                .hasMessageContaining("bots");
    }

    private static List<String> relations(Database db) {
        return db.column("select relname from pg_class c join pg_namespace n on n.oid = relnamespace"
                + " where nspname = 'Te st'");
    }
}

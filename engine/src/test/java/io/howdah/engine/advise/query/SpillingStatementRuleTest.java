package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class SpillingStatementRuleTest {

    private static Database database;

    private final SpillingStatementRule rule = new SpillingStatementRule();

    @BeforeAll
    static void tables(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int, note text)",
                "create table orders (id int primary key, person int, total int)",
                "insert into people select i, i, repeat('n', 500) from generate_series(1, 50) i",
                "analyze");
        database = db;
    }

    @Test
    void sees_what_each_call_writes_to_temporary_files() {
        assertThat(Scenes.of(database)
                        .ran("select id from people order by note", 100, 10, 10, 25_600)
                        .titles(rule))
                .containsExactly("writes 2 MB to temporary files with each call");
    }

    @Test
    void keeps_silent_on_a_little_and_on_rare_reports() {
        assertThat(Scenes.of(database).ran("select 1", 100, 10, 10, 12_000).titles(rule))
                .isEmpty();
        assertThat(Scenes.of(database).ran("select 1", 3, 10, 10, 256_000).titles(rule))
                .isEmpty();
    }

    @Test
    void leaves_what_would_fit_into_the_work_mem_that_is_proposed_to_that_proposal() {
        assertThat(spilling(5_000)).isEmpty();
        assertThat(spilling(500_000)).hasSize(1);
    }

    /** Where 96 MB of work_mem can be afforded. */
    private List<String> spilling(double blocks) {
        return Made.server()
                .setting("work_mem", 4 * Made.MB)
                .setting("hash_mem_multiplier", 2)
                .setting("max_connections", 100)
                .setting("shared_buffers", 16 * Made.GB)
                .machine(64 * Made.GB, 16, Disk.NVME)
                .statement("select a from t order by b", 10, 500, 0, blocks)
                .seenBy(rule);
    }
}

package io.howdah.samples.social;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.TestData;
import io.howdah.samples.load.LoadListener;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@PostgresTest
class SocialReproducibleTest {

    private static final Dataset DATASET = TestData.rows(2_000);

    @Test
    void the_same_seed_gives_the_same_rows_and_another_seed_others(Database db)
            throws SQLException, InterruptedException {
        var sample = Social.asFound();
        new SampleLoader(TestData.connections(db), 1, LoadListener.none()).load(sample, DATASET);
        var alone = TestData.digests(db, sample);
        TestData.drop(db, sample);
        new SampleLoader(TestData.connections(db), 3, LoadListener.none()).load(sample, DATASET);
        var again = TestData.digests(db, sample);
        TestData.drop(db, sample);
        TestData.load(db, sample, new Dataset(DATASET.rows(), DATASET.seed() + 1, DATASET.now()));

        assertThat(again).hasSize(6).isEqualTo(alone);
        assertThat(TestData.digests(db, sample)).doesNotContainAnyElementsOf(alone);
    }
}

package io.howdah.samples.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.TestData;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.load.LoadListener;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@PostgresTest
class BotsReproducibleTest {

    private static final Dataset DATASET = TestData.rows(2_000);

    @Test
    void the_rows_lie_on_disk_the_same_whatever_the_number_of_threads(Database db)
            throws SQLException, InterruptedException {
        var sample = Bots.asFound();
        new SampleLoader(TestData.connections(db), 1, LoadListener.none()).load(sample, DATASET);
        var alone = TestData.digests(db, sample);
        TestData.drop(db, sample);
        new SampleLoader(TestData.connections(db), 3, LoadListener.none()).load(sample, DATASET);

        assertThat(TestData.digests(db, sample)).hasSize(8).isEqualTo(alone);
    }

    @Test
    void the_same_seed_gives_the_same_bytes() throws SQLException, GeneralSecurityException {
        assertThat(streams(DATASET)).isEqualTo(streams(DATASET));
    }

    @Test
    void another_seed_gives_other_bytes_in_every_table() throws SQLException, GeneralSecurityException {
        var other = new Dataset(DATASET.rows(), DATASET.seed() + 1, DATASET.now());

        var digests = streams(DATASET);

        assertThat(streams(other))
                .hasSize(8)
                .allSatisfy((table, digest) ->
                        assertThat(digests).containsKey(table).doesNotContainEntry(table, digest));
    }

    private static Map<String, String> streams(Dataset dataset) throws SQLException, GeneralSecurityException {
        var digests = new TreeMap<String, String>();
        for (var table : Bots.asFound().tables(dataset)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var rows = new CopyRows((bytes, length, count) -> digest.update(bytes, 0, length));
            table.filler().fill(rows);
            rows.end();
            digests.put(table.table(), HexFormat.of().formatHex(digest.digest()));
        }
        return digests;
    }
}

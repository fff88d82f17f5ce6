package io.howdah.samples.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.TestData;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Names;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketReproducibleTest {

    private static final Dataset DATASET = TestData.rows(2_000);

    @Test
    void the_same_seed_gives_the_same_bytes() throws SQLException, GeneralSecurityException {
        assertThat(streams(DATASET)).isEqualTo(streams(DATASET));
    }

    @Test
    void another_seed_gives_other_bytes_in_every_table() throws SQLException, GeneralSecurityException {
        var digests = streams(DATASET);

        assertThat(streams(new Dataset(DATASET.rows(), DATASET.seed() + 1, DATASET.now())))
                .hasSize(6)
                .allSatisfy((table, digest) ->
                        assertThat(digests).containsKey(table).doesNotContainEntry(table, digest));
    }

    @Test
    void as_many_rows_come_as_were_announced() throws SQLException {
        for (var table : Market.asFound().tables(DATASET)) {
            var written = new long[1];
            var rows = new CopyRows((bytes, length, count) -> written[0] += count);
            table.filler().fill(rows);
            rows.end();
            assertThat(written[0]).as(table.table()).isEqualTo(table.rows()).isPositive();
        }
    }

    @Test
    void no_two_characters_or_crews_are_called_the_same() {
        var facts = new MarketFacts(TestData.rows(200_000));
        var names = new CrewNames(Names.asWritten(), facts);

        assertThat(IntStream.rangeClosed(1, facts.characters).mapToObj(names::character))
                .doesNotHaveDuplicates();
        assertThat(IntStream.rangeClosed(1, facts.crews).mapToObj(names::crew))
                .doesNotHaveDuplicates()
                .anyMatch(name -> name.equals("Straw Hat Pirates"));
    }

    private static Map<String, String> streams(Dataset dataset) throws SQLException, GeneralSecurityException {
        var digests = new TreeMap<String, String>();
        for (var table : Market.asFound().tables(dataset)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var rows = new CopyRows((bytes, length, count) -> digest.update(bytes, 0, length));
            table.filler().fill(rows);
            rows.end();
            digests.put(table.table(), HexFormat.of().formatHex(digest.digest()));
        }
        return digests;
    }
}

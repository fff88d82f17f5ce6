package io.howdah.samples;

import io.howdah.samples.load.LoadListener;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import io.howdah.testkit.Database;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What the tests of this module load, and how they reach it. */
public final class TestData {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private TestData() {}

    /** Rows that are the same in each test. */
    public static Dataset rows(long rows) {
        return new Dataset(rows, 1, NOW);
    }

    public static ConnectionSource connections(Database db) {
        return () -> DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
    }

    /** Loads a sample with two threads. */
    public static void load(Database db, Sample sample, Dataset dataset) throws SQLException, InterruptedException {
        new SampleLoader(connections(db), 2, LoadListener.none()).load(sample, dataset);
    }

    /** Drops the sample's relations and functions. */
    public static void drop(Database db, Sample sample) {
        sample.schema().tables().forEach(table -> db.execute("drop table " + table.name() + " cascade"));
        sample.schema().functions().forEach(function -> db.execute("drop function " + function.name()));
    }

    /** For each table of the sample a digest of its rows in the order in which they lie on disk. */
    public static List<String> digests(Database db, Sample sample) {
        return sample.schema().tables().stream()
                .map(table -> table.name() + " "
                        + db.value(
                                "select md5(string_agg(t::text, '|' order by ctid)) from %s t".formatted(table.name())))
                .toList();
    }
}

package io.howdah.app.demo;

import io.howdah.app.stage.Progress;
import io.howdah.app.text.Figures;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Name;
import io.howdah.samples.load.LoadListener;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fills the database of a demonstration, or finds it filled by an earlier one; a comment on the database says with what. */
final class DemoData {

    private static final int LOADERS = 2;

    private static final String LOADING = "howdah demo, being loaded";

    private static final Pattern LABEL =
            Pattern.compile("howdah demo of (\\w+): (\\d+) rows, seed (-?\\d+), disguise (-?\\d+|none), until (\\S+)");

    private final DemoServer server;
    private final DemoOptions options;
    private final Sample sample;

    DemoData(DemoServer server, DemoOptions options, Sample sample) {
        this.server = server;
        this.options = options;
        this.sample = sample;
    }

    /** The dataset that is in the database now. */
    Dataset ready(Progress progress) throws SQLException, InterruptedException {
        var found = label();
        if (found.isPresent() && !found.get().equals(LOADING)) {
            return found(found.get(), progress);
        }
        if (found.isPresent()) {
            progress.note("an earlier run was stopped while it loaded; beginning again");
            server.recreateDatabase();
        }
        label(LOADING);
        var dataset = new Dataset(options.rows(), options.seed(), Time.SYSTEM.now());
        try {
            load(dataset, progress);
        } catch (SQLException e) {
            if (server.diskFull()) {
                throw full(e);
            }
            throw e;
        }
        label(label(dataset));
        return dataset;
    }

    private void label(String text) throws SQLException {
        server.execute(
                "postgres",
                "COMMENT ON DATABASE " + Name.quoted(server.settings().database()) + " IS " + Name.literal(text));
    }

    private Problem full(SQLException cause) {
        return Problem.internal(
                "the disk is full: " + Figures.count(options.rows()) + " rows did not fit into "
                        + server.server().dataDirectory() + "; give fewer --rows, or --data DIR on another disk",
                cause);
    }

    private void load(Dataset dataset, Progress progress) throws SQLException, InterruptedException {
        try (var step = progress.begin("load " + sample.name())) {
            new SampleLoader(
                            server.application(),
                            LOADERS,
                            (phase, done, total) -> step.at(share(phase, done, total), doing(phase)))
                    .load(sample, dataset);
            step.result(
                    Figures.count(dataset.rows()) + " rows in its largest table, " + Figures.bytes(databaseBytes()));
        }
    }

    /** Rows take most of the time of a load, keys and statistics the rest; measured at a million rows. */
    private static double share(LoadListener.Phase phase, long done, long total) {
        double within = total == 0 ? 1 : (double) done / total;
        return switch (phase) {
            case ROWS -> 0.7 * within;
            case KEYS -> 0.7 + 0.25 * within;
            case STATISTICS -> 0.95 + 0.05 * within;
        };
    }

    private static String doing(LoadListener.Phase phase) {
        return switch (phase) {
            case ROWS -> "rows";
            case KEYS -> "keys";
            case STATISTICS -> "statistics";
        };
    }

    private long databaseBytes() throws SQLException {
        try (var connection = server.application().open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT /* howdah */ pg_database_size(current_database())")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Optional<String> label() throws SQLException {
        try (var connection = server.application().open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT /* howdah */ shobj_description(oid, 'pg_database')"
                        + " FROM pg_database WHERE datname = current_database()")) {
            rows.next();
            return Optional.ofNullable(rows.getString(1));
        }
    }

    private String label(Dataset dataset) {
        return "howdah demo of " + options.sample() + ": " + dataset.rows() + " rows, seed " + dataset.seed()
                + ", disguise " + disguise() + ", until " + dataset.now();
    }

    private String disguise() {
        var seed = options.disguise();
        return seed == null ? "none" : seed.toString();
    }

    private Dataset found(String label, Progress progress) {
        var match = LABEL.matcher(label);
        if (!match.matches()) {
            throw Problem.input(
                    "the database in " + options.data() + " was not made by howdah demo; give another --data");
        }
        if (!match.group(1).equals(options.sample())
                || Long.parseLong(match.group(2)) != options.rows()
                || Long.parseLong(match.group(3)) != options.seed()
                || !match.group(4).equals(disguise())) {
            throw Problem.input(options.data() + " holds the " + label + "; give the same options or another --data");
        }
        progress.note("using the database that an earlier run loaded into " + options.data());
        return new Dataset(options.rows(), options.seed(), Instant.parse(match.group(5)));
    }
}

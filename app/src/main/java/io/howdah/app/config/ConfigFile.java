package io.howdah.app.config;

import io.howdah.engine.Problem;
import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file such as {@code howdah.yaml}. Everything that is wrong with it is told at once, each with its line. */
public final class ConfigFile {

    /** Read from the working folder where no other is named. */
    private static final String USUAL = "howdah.yaml";

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Double> thresholds = new LinkedHashMap<>();
    private final List<Ignored> ignored = new ArrayList<>();
    private @Nullable MachineText machine;

    private ConfigFile() {}

    /**
     * What the file that was named says, else {@code howdah.yaml} of the folder, else nothing.
     *
     * @throws Problem that names the file and all that is wrong in it
     */
    public static HealthConfig usual(Path folder, @Nullable Path named, Collection<? extends Rule> rules) {
        var usual = folder.resolve(USUAL);
        if (named != null) {
            return read(folder.resolve(named), rules);
        }
        return Files.isRegularFile(usual) ? read(usual, rules) : HealthConfig.NONE;
    }

    /** @throws Problem that names the file and all that is wrong in it */
    public static HealthConfig read(Path file, Collection<? extends Rule> rules) {
        var config = new ConfigFile();
        config.read(Yaml.root(text(file), file.toString()), rules);
        if (!config.problems.isEmpty()) {
            throw Problem.input(file + ": " + String.join("; ", config.problems));
        }
        return new HealthConfig(config.thresholds, List.copyOf(config.ignored), config.machine);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "the configuration " + file + " cannot be read", e);
        }
    }

    private void read(@Nullable Node root, Collection<? extends Rule> rules) {
        if (root == null) {
            return;
        }
        each(root, "the file", (key, value) -> {
            switch (key.text()) {
                case "thresholds" -> each(value, "thresholds", this::threshold);
                case "ignore" -> Yaml.items(value, problems, "ignore").forEach(this::ignore);
                case "machine" -> machine(value);
                default -> unknown(key, "thresholds, ignore and machine");
            }
        });
        problems.addAll(Thresholds.problems(thresholds, rules));
    }

    private void each(Node map, String what, Yaml.Entry consumer) {
        Yaml.entries(map, problems, what, consumer);
    }

    private void unknown(Yaml.Key key, String known) {
        problems.add(key.place() + " unknown key '" + key.text() + "'; there is " + known);
    }

    private void threshold(Yaml.Key key, Node value) {
        try {
            thresholds.put(key.text(), Double.valueOf(Yaml.text(value)));
        } catch (NumberFormatException e) {
            problems.add(key.place() + " the threshold " + key.text() + " is not a number: '" + Yaml.text(value) + "'");
        }
    }

    private void ignore(Node entry) {
        var said = new LinkedHashMap<String, String>();
        each(entry, "an entry of ignore", (key, value) -> {
            if (List.of("finding", "reason", "until").contains(key.text())) {
                said.put(key.text(), Yaml.text(value).strip());
            } else {
                unknown(key, "finding, reason and until");
            }
        });
        var place = Yaml.place(entry);
        if (said.getOrDefault("finding", "").isEmpty()) {
            problems.add(place + " an entry of ignore needs a finding: a slug, or a key with * for any text");
        } else if (said.getOrDefault("reason", "").isEmpty()) {
            problems.add(place + " ignoring " + said.get("finding") + " needs a reason");
        } else {
            ignored.add(new Ignored(
                    said.getOrDefault("finding", ""), said.getOrDefault("reason", ""), day(said.get("until"), place)));
        }
    }

    private @Nullable LocalDate day(@Nullable String text, String place) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            problems.add(place + " '" + text + "' is not a day; write it like 2027-06-30");
            return null;
        }
    }

    private void machine(Node value) {
        var read = new MachineReader(problems);
        each(value, "machine", read::take);
        machine = read.machine();
    }

    /** Collects what is said of the machine. */
    private static final class MachineReader {

        private final List<String> problems;
        private @Nullable Long memory;
        private @Nullable Integer cores;
        private @Nullable Disk disk;

        MachineReader(List<String> problems) {
            this.problems = problems;
        }

        void take(Yaml.Key key, Node value) {
            try {
                switch (key.text()) {
                    case "memory" -> memory = MachineWords.bytes(Yaml.text(value));
                    case "cores" -> cores = MachineWords.cores(Yaml.text(value));
                    case "disk" -> disk = MachineWords.disk(Yaml.text(value));
                    default ->
                        problems.add(
                                key.place() + " unknown key '" + key.text() + "'; there is memory, cores and disk");
                }
            } catch (IllegalArgumentException e) {
                problems.add(key.place() + " " + e.getMessage());
            }
        }

        MachineText machine() {
            return new MachineText(memory, cores, disk);
        }
    }
}

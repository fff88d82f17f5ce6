package io.howdah.app.cli;

import io.howdah.app.config.ConfigFile;
import io.howdah.app.config.HealthConfig;
import io.howdah.app.config.MachineText;
import io.howdah.app.config.MachineWords;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Thresholds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What an inspection goes by: a configuration file, and what is given beside it, which comes before it. */
final class InspectArguments {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Thresholds, what to ignore, and the machine; howdah.yaml of this folder unless given.")
    private @Nullable Path file;

    @Option(
            names = "--threshold",
            paramLabel = "RULE.NAME=N",
            description = "Another threshold for a rule, such as cache-hit.share=0.95; may be given more than once.")
    private List<String> thresholds = new ArrayList<>();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemoryConverter.class,
            description = "Memory of the server's machine, such as 64GB; detected where the server runs here.")
    private @Nullable Long memory;

    @Option(
            names = "--cores",
            paramLabel = "N",
            converter = CoresConverter.class,
            description = "Processor cores of the server's machine.")
    private @Nullable Integer cores;

    @Option(
            names = "--disk",
            paramLabel = "nvme|ssd|hdd|network",
            converter = DiskConverter.class,
            description = "What the server's data lies on.")
    private @Nullable Disk disk;

    private abstract static class Words<T> implements ITypeConverter<T> {

        private final Function<String, T> words;

        Words(Function<String, T> words) {
            this.words = words;
        }

        @Override
        public T convert(String value) {
            try {
                return words.apply(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class MemoryConverter extends Words<Long> {
        MemoryConverter() {
            super(MachineWords::bytes);
        }
    }

    private static final class CoresConverter extends Words<Integer> {
        CoresConverter() {
            super(MachineWords::cores);
        }
    }

    private static final class DiskConverter extends Words<Disk> {
        DiskConverter() {
            super(MachineWords::disk);
        }
    }

    /** All of it; the file is one of the folder where none is named. */
    HealthConfig config(Path folder, Collection<? extends Rule> rules) {
        var config = ConfigFile.usual(folder, file, rules);
        var all = new HashMap<>(config.thresholds());
        all.putAll(given());
        return new HealthConfig(all, config.ignored(), new MachineText(memory, cores, disk).or(config.machine()));
    }

    Thresholds thresholds(HealthConfig config, Collection<? extends Rule> rules) {
        return Thresholds.of(config.thresholds(), rules);
    }

    private Map<String, Double> given() {
        var given = new HashMap<String, Double>();
        for (var text : thresholds) {
            int equals = text.indexOf('=');
            try {
                given.put(text.substring(0, Math.max(0, equals)).strip(), Double.valueOf(text.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new Problem(
                        Problem.Kind.INPUT,
                        "--threshold takes RULE.NAME=NUMBER, such as cache-hit.share=0.95, and '" + text
                                + "' is not of that form",
                        e);
            }
        }
        return given;
    }
}

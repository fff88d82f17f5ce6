package io.howdah.app.stage;

import io.howdah.app.config.MachineText;
import io.howdah.app.text.Figures;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.postgres.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which machine a server runs on: as described, else this one where the server is here. */
public final class Machines {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    private Machines() {}

    /**
     * What was found.
     *
     * @param known null where settings cannot be judged for a machine
     * @param remarks what was assumed or is missing, for people
     */
    public record Found(@Nullable Machine known, List<String> remarks) {}

    /** @param described what the user said, which comes before what is detected */
    public static Found of(@Nullable MachineText described, ConnectionSettings connection, Catalog catalog) {
        var said = described == null ? MachineText.NONE : described;
        boolean here = isHere(connection, catalog);
        var detected = here ? detected(catalog) : MachineText.NONE;
        var all = said.or(detected);
        var memory = all.memoryBytes();
        var cores = all.cores();
        if (memory == null || cores == null) {
            return new Found(
                    null,
                    List.of("Settings were not judged for the machine, which is not known; give --memory, --cores and"
                            + " --disk."));
        }
        var disk = Objects.requireNonNullElse(all.disk(), Disk.NETWORK);
        var source = said.equals(MachineText.NONE) ? "as detected, the server being on this machine" : "as described";
        var remarks = all.disk() == null
                ? List.of("What the data lies on is not known; a network disk was assumed. Give --disk.")
                : List.<String>of();
        return new Found(
                new Machine(
                        memory,
                        cores,
                        disk,
                        Figures.bytes(memory) + " of memory, " + cores + " cores, "
                                + disk.name().toLowerCase(Locale.ROOT) + ", " + source,
                        here ? ThisMachine.space(directory(catalog)) : null),
                remarks);
    }

    /** By a socket, or over the loopback with the data directory in place: a port that is forwarded leads elsewhere. */
    private static boolean isHere(ConnectionSettings connection, Catalog catalog) {
        var place = connection.places().getFirst();
        if (place.isSocket()) {
            return true;
        }
        var directory = directory(catalog);
        return HERE.contains(place.host()) && !directory.isEmpty() && Files.isDirectory(Path.of(directory));
    }

    private static MachineText detected(Catalog catalog) {
        return new MachineText(
                ThisMachine.memory(), Runtime.getRuntime().availableProcessors(), ThisMachine.disk(directory(catalog)));
    }

    /** Empty where the role may not see it. */
    private static String directory(Catalog catalog) {
        return catalog.setting("data_directory").map(Setting::value).orElse("");
    }
}

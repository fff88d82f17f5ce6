package io.howdah.app.config;

import io.howdah.engine.advise.Machine.Disk;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** A machine's figures as users write them. */
public final class MachineWords {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt])i?b?");
    private static final String UNITS = "kmgt";
    private static final int MOST_CORES = 4_096;

    private MachineWords() {}

    /** {@code 64GB}; 1 GB is 1024 MB, as in PostgreSQL's settings. */
    public static long bytes(String text) {
        var match = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an amount of memory; write it like 64GB");
        }
        long unit = 1L << (10 * (1 + UNITS.indexOf(match.group(2))));
        var bytes = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(1L << 50)) > 0 || bytes.compareTo(BigDecimal.valueOf(1L << 27)) < 0) {
            throw new IllegalArgumentException("'" + text + "' is not from 128MB to 1024TB");
        }
        return bytes.longValue();
    }

    public static int cores(String text) {
        try {
            int cores = Integer.parseInt(text.strip());
            if (cores >= 1 && cores <= MOST_CORES) {
                return cores;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + text + "' is not a number of cores from 1 to " + MOST_CORES);
    }

    public static Disk disk(String text) {
        return Arrays.stream(Disk.values())
                .filter(d -> d.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of nvme, ssd, hdd, network"));
    }
}

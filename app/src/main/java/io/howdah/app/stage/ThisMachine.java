package io.howdah.app.stage;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Machine.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The machine that this program runs on, as Linux describes it (proc(5), sysfs). */
final class ThisMachine {

    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d+) kB");

    /** Disks of virtual machines, whatever is behind them: virtio and Xen say that they rotate. */
    private static final Pattern VIRTUAL = Pattern.compile("^x?vd[a-z]");

    private ThisMachine() {}

    /** In bytes; null where it is not told. */
    static @Nullable Long memory() {
        var match = MEMORY.matcher(text(Path.of("/proc/meminfo")));
        return match.find() ? Long.valueOf(Long.parseLong(match.group(1)) * 1024) : null;
    }

    /** What a folder lies on; null where it is not told, as for network file systems, overlays and virtual disks. */
    static @Nullable Disk disk(String folder) {
        if (folder.isEmpty()) {
            return null;
        }
        return device(folder).map(ThisMachine::kind).orElse(null);
    }

    /** Of the file system that a folder lies on; null where it is not here. */
    static @Nullable Space space(String folder) {
        if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
            return null;
        }
        try {
            var store = Files.getFileStore(Path.of(folder));
            return new Space(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Disk kind(String device) {
        if (device.startsWith("nvme")) {
            return Disk.NVME;
        }
        if (VIRTUAL.matcher(device).find()) {
            return null;
        }
        return switch (rotational(device)) {
            case "0" -> Disk.SSD;
            case "1" -> Disk.HDD;
            default -> null;
        };
    }

    /** The name of the block device that is mounted nearest above the folder. */
    private static Optional<String> device(String folder) {
        return text(Path.of("/proc/self/mounts"))
                .lines()
                .map(line -> line.split(" "))
                .filter(f -> f.length > 1 && f[0].startsWith("/dev/") && isWithin(folder, f[1]))
                .max(Comparator.comparingInt(f -> f[1].length()))
                .map(f -> Path.of(f[0]).getFileName().toString());
    }

    private static boolean isWithin(String folder, String mount) {
        return folder.equals(mount) || folder.startsWith(mount.endsWith("/") ? mount : mount + "/");
    }

    /** A partition has no queue of its own; that of its disk lies one folder up. */
    private static String rotational(String device) {
        var own = Path.of("/sys/class/block", device, "queue", "rotational");
        try {
            var parent = Path.of("/sys/class/block", device).toRealPath().resolve("../queue/rotational");
            return text(Files.exists(own) ? own : parent).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}

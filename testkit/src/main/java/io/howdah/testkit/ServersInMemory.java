package io.howdah.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the temporary servers of a test run in memory, where there is enough: a new database is some three hundred new files, which
 * take a disk longer than most tests. The property {@code howdah.tmpdir} is left alone where it is set.
 */
public final class ServersInMemory implements LauncherSessionListener {

    private static final String PROPERTY = "howdah.tmpdir";
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Far more than all tests need at once. */
    private static final long LEAST_BYTES = 8L << 30;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(PROPERTY) == null && hasRoom(MEMORY)) {
            System.setProperty(PROPERTY, MEMORY.toString());
        }
    }

    private static boolean hasRoom(Path directory) {
        try {
            return Files.isWritable(directory)
                    && Files.getFileStore(directory).type().equals("tmpfs")
                    && Files.getFileStore(directory).getUsableSpace() >= LEAST_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.howdah.engine.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks passwords up in a {@code .pgpass} file (manual, section 34.16). */
final class PasswordFile {

    private static final Set<PosixFilePermission> FOR_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private PasswordFile() {}

    /** The password of the first line that fits; null where none does, or where others may read the file. */
    static @Nullable String lookUp(Path file, String host, int port, String database, String user) {
        if (!usable(file)) {
            return null;
        }
        var wanted = List.of(host, Integer.toString(port), database, user);
        for (var line : lines(file)) {
            var fields = fields(line);
            if (fields.size() >= 5 && !line.startsWith("#") && fits(fields, wanted)) {
                return fields.get(4);
            }
        }
        return null;
    }

    private static boolean usable(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return false;
            }
            var mode = Files.getPosixFilePermissions(file);
            return FOR_OTHERS.stream().noneMatch(mode::contains);
        } catch (UnsupportedOperationException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!"*".equals(fields.get(i)) && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}

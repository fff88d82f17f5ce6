package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.util.Locale;

/** An operating system and processor, named as the archives of the binaries name them. */
record Platform(String system, String processor) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        var system = osName.toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return new Platform("darwin", processor(osArch));
        }
        if (system.startsWith("linux")) {
            return new Platform("linux", processor(osArch));
        }
        throw new ServerException(
                Reason.NO_BINARIES,
                "PostgreSQL can be run by Howdah on Linux and macOS only; this is " + osName + " on " + osArch + ".");
    }

    private static String processor(String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
    }

    String archiveName() {
        return "postgres-" + system + "-" + processor + ".txz";
    }

    /** As the artifacts that hold the archives are named. */
    String artifactName() {
        return system + "-"
                + switch (processor) {
                    case "x86_64" -> "amd64";
                    case "arm_64" -> "arm64v8";
                    default -> processor;
                };
    }
}

package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Translates connection parameters of libpq into properties of the driver. */
final class DriverProperties {

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final Map<String, String> TARGETS = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private DriverProperties() {}

    static Map<String, String> of(Map<Keyword, String> given, Environment environment) {
        var properties = new TreeMap<String, String>();
        given.forEach((keyword, value) -> {
            if (keyword.driverProperty() != null) {
                properties.put(keyword.driverProperty(), value);
            }
        });
        ssl(given, environment, properties);
        connectTimeout(given.get(Keyword.CONNECT_TIMEOUT), properties);
        target(given.get(Keyword.TARGET_SESSION_ATTRS), properties);
        var options = given.get(Keyword.OPTIONS);
        if (options != null) {
            properties.put("options", options);
        }
        return Map.copyOf(properties);
    }

    /**
     * As libpq: the default is {@code prefer}; {@code require} checks the certificate too where a root certificate is at
     * hand (manual, section 34.19.1); {@code sslrootcert=system} means the system's authorities and {@code verify-full}.
     */
    private static void ssl(Map<Keyword, String> given, Environment environment, Map<String, String> properties) {
        var mode = given.getOrDefault(Keyword.SSLMODE, "prefer");
        if (!SSL_MODES.contains(mode)) {
            throw Problem.input(
                    "sslmode \"" + mode + "\" is not one of " + String.join(", ", new TreeSet<>(SSL_MODES)));
        }
        var root = given.get(Keyword.SSLROOTCERT);
        if ("system".equals(root)) {
            properties.put("sslmode", "verify-full");
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            return;
        }
        var usual = environment.ownFile("root.crt");
        var file = root == null && Files.exists(usual) ? usual.toString() : root;
        if (file != null) {
            properties.put("sslrootcert", file);
        }
        boolean verifies = "require".equals(mode) && file != null;
        properties.put("sslmode", verifies ? "verify-ca" : mode);
    }

    /** Seconds; zero or less waits for ever, and libpq takes a second for two (manual, section 34.1.2). */
    private static void connectTimeout(@Nullable String seconds, Map<String, String> properties) {
        if (seconds == null) {
            return;
        }
        try {
            int number = Integer.parseInt(seconds.strip());
            var limit = Integer.toString(number <= 0 ? 0 : Math.max(2, number));
            properties.put("connectTimeout", limit);
            properties.put("loginTimeout", limit);
        } catch (NumberFormatException e) {
            throw Problem.input("connect_timeout \"" + seconds + "\" is not a number of seconds");
        }
    }

    private static void target(@Nullable String target, Map<String, String> properties) {
        if (target == null) {
            return;
        }
        var type = TARGETS.get(target);
        if (type == null) {
            throw Problem.input("target_session_attrs \"" + target + "\" is not one of "
                    + String.join(", ", new TreeSet<>(TARGETS.keySet())));
        }
        properties.put("targetServerType", type);
    }
}

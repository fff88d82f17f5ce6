package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads connection URIs (manual, section 34.1.1.2): {@code postgresql://user:password@host:port,host:port/database?key=value}.
 * The driver's own form, {@code jdbc:postgresql://…}, is understood too.
 */
final class ConninfoUri {

    private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");
    private static final String WHERE = "the connection URI";

    private ConninfoUri() {}

    static boolean isUri(String text) {
        return SCHEMES.stream().anyMatch(withoutJdbc(text)::startsWith);
    }

    static Map<Keyword, String> parse(String uri) {
        var pairs = new EnumMap<Keyword, String>(Keyword.class);
        var rest = withoutJdbc(uri);
        rest = rest.substring(rest.indexOf("://") + 3);
        int question = rest.indexOf('?');
        if (question >= 0) {
            parameters(rest.substring(question + 1), pairs);
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            putDecoded(pairs, Keyword.DBNAME, rest.substring(slash + 1));
            rest = rest.substring(0, slash);
        }
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            userInfo(rest.substring(0, at), pairs);
        }
        hosts(rest.substring(at + 1), pairs);
        return pairs;
    }

    private static String withoutJdbc(String uri) {
        return uri.startsWith("jdbc:") ? uri.substring("jdbc:".length()) : uri;
    }

    private static void userInfo(String text, Map<Keyword, String> pairs) {
        int colon = text.indexOf(':');
        putDecoded(pairs, Keyword.USER, colon < 0 ? text : text.substring(0, colon));
        if (colon >= 0) {
            putDecoded(pairs, Keyword.PASSWORD, text.substring(colon + 1));
        }
    }

    private static void hosts(String text, Map<Keyword, String> pairs) {
        if (text.isEmpty()) {
            return;
        }
        var hosts = new ArrayList<String>();
        var ports = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            int hostEnd = part.startsWith("[") ? part.indexOf(']') : part.lastIndexOf(':');
            if (part.startsWith("[")) {
                if (hostEnd < 0) {
                    throw Problem.input("missing \"]\" after an IPv6 address in " + WHERE);
                }
                hosts.add(part.substring(1, hostEnd));
                ports.add(portAfter(part.substring(hostEnd + 1)));
            } else {
                hosts.add(decode(hostEnd < 0 ? part : part.substring(0, hostEnd)));
                ports.add(hostEnd < 0 ? "" : part.substring(hostEnd + 1));
            }
        }
        put(pairs, Keyword.HOST, String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            put(pairs, Keyword.PORT, String.join(",", ports));
        }
    }

    private static String portAfter(String text) {
        if (text.isEmpty() || text.startsWith(":")) {
            return text.isEmpty() ? "" : text.substring(1);
        }
        throw Problem.input("unexpected \"" + text + "\" after an IPv6 address in " + WHERE);
    }

    private static void parameters(String text, Map<Keyword, String> pairs) {
        for (var parameter : text.split("&", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw Problem.input("missing \"=\" after \"" + parameter + "\" in " + WHERE);
            }
            parameter(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)), pairs);
        }
    }

    /** {@code ssl=true} is taken as libpq takes it, for the sake of JDBC URIs. */
    private static void parameter(String key, String value, Map<Keyword, String> pairs) {
        if ("ssl".equals(key) && "true".equals(value)) {
            pairs.put(Keyword.SSLMODE, "require");
        } else {
            pairs.put(Keyword.named(key, WHERE), value);
        }
    }

    private static void putDecoded(Map<Keyword, String> pairs, Keyword keyword, String encoded) {
        put(pairs, keyword, decode(encoded));
    }

    private static void put(Map<Keyword, String> pairs, Keyword keyword, String value) {
        if (!value.isEmpty()) {
            pairs.putIfAbsent(keyword, value);
        }
    }

    /** Percent-decoding; a plus sign stands for itself. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(octet(text, i));
                i += 2;
            } else {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int octet(String text, int at) {
        try {
            return Integer.parseInt(text, at + 1, at + 3, 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw Problem.input("\"%\" without two hexadecimal digits in " + WHERE + "; write %25 for the sign itself");
        }
    }
}

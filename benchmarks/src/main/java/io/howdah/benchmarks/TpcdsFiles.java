package io.howdah.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Statements of our own over TPC-DS, and secondary indexes for them. */
final class TpcdsFiles {

    private static final List<String> SUBJECTS = List.of("joins", "subqueries", "windows", "sets");

    private static final Pattern NAMED = Pattern.compile("-- ([a-z][0-9]{2})\\n([^;]+);");

    private TpcdsFiles() {}

    /** By name, such as {@code j01}. */
    static Map<String, String> statements() {
        var statements = new LinkedHashMap<String, String>();
        for (String subject : SUBJECTS) {
            var matcher = NAMED.matcher(read(subject + ".sql"));
            while (matcher.find()) {
                statements.put(matcher.group(1), matcher.group(2).strip());
            }
        }
        return statements;
    }

    /** What follows {@code create index on} in each. */
    static List<String> indexes() {
        return read("indexes.sql")
                .lines()
                .filter(line -> line.startsWith("create index on "))
                .map(line -> line.substring("create index on ".length(), line.length() - 1))
                .toList();
    }

    private static String read(String name) {
        try (InputStream in = TpcdsFiles.class.getResourceAsStream("/tpcds/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource tpcds/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.howdah.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema and statements of TPC-H with the specification's validation parameters, and the sets that others chose. */
final class TpchFiles {

    private static final List<Integer> STATEMENTS =
            List.of(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 21, 22);

    /** Correlated subqueries that take minutes or hours without indexes: planned only. */
    private static final List<Integer> PLANNED_ONLY = List.of(2, 17, 20);

    private static final List<String> CHOSEN = List.of(
            "dexter_all_p50",
            "index_advisor",
            "extend_w2_b100",
            "extend_w2_b250",
            "extend_w2_b500",
            "extend_w2_b1000",
            "extend_w2_b2000",
            "cophy_w2_b250_k3",
            "cophy_w2_b500_k3",
            "bestknown_w3_b100",
            "bestknown_w3_b250",
            "bestknown_w3_b500",
            "bestknown_w3_b1000",
            "bestknown_w3_b2000",
            "realsize_ilp_b100",
            "realsize_ilp_b250",
            "realsize_ilp_b500");

    private TpchFiles() {}

    static String schema() {
        return read("schema.sql");
    }

    /** By name, such as {@code q01}. */
    static Map<String, String> statements() {
        return statements(STATEMENTS);
    }

    /** The three that nobody waits for without indexes. */
    static Map<String, String> plannedOnly() {
        return statements(PLANNED_ONLY);
    }

    private static Map<String, String> statements(List<Integer> numbers) {
        var statements = new LinkedHashMap<String, String>();
        for (int number : numbers) {
            var name = "q%02d".formatted(number);
            statements.put(name, read(name + ".sql"));
        }
        return statements;
    }

    /** Indexes as table and columns, by the name of the set. */
    static Map<String, List<String>> chosen() {
        var chosen = new LinkedHashMap<String, List<String>>();
        for (String name : CHOSEN) {
            var indexes = read("chosen/" + name + ".sql")
                    .lines()
                    .filter(line -> line.startsWith("CREATE INDEX ON "))
                    .map(line -> line.replaceFirst("CREATE INDEX ON (public\\.)?", "")
                            .replace(" USING btree", "")
                            .replace(";", "")
                            .strip())
                    .toList();
            chosen.put(name, indexes);
        }
        return chosen;
    }

    private static String read(String name) {
        try (InputStream in = TpchFiles.class.getResourceAsStream("/tpch/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource tpch/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

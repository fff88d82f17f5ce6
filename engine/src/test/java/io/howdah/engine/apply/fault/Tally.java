package io.howdah.engine.apply.fault;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many of the cases went well, by kind of change and by what went wrong, as a table in Markdown. */
final class Tally {

    private static final Map<String, List<String>> COLUMNS = columns();

    private final Map<String, Map<String, Count>> counts = new LinkedHashMap<>();

    private static final class Count {
        private int tried;
        private int well;

        @Override
        public String toString() {
            return well == tried ? String.valueOf(well) : well + " of " + tried;
        }
    }

    private static Map<String, List<String>> columns() {
        var columns = new LinkedHashMap<String, List<String>>();
        columns.put("tool killed", titles(Faults.KILLED, Faults.KILLED_WITHIN));
        columns.put("connection lost", titles(Faults.ANSWER_LOST, Faults.TERMINATED));
        columns.put("pooler killed", titles(Faults.POOLER_KILLED));
        columns.put("cancelled, interrupted", titles(Faults.CANCELLED, Faults.INTERRUPTED));
        columns.put("server down", titles(Faults.CRASHED, Faults.BACKEND_KILLED));
        columns.put(
                "others at work",
                Arrays.stream(Disturbance.values()).map(Disturbance::title).toList());
        columns.put(
                "time-outs, dumps",
                Arrays.stream(Circumstance.values()).map(Circumstance::title).toList());
        return columns;
    }

    private static List<String> titles(Faults... faults) {
        return Arrays.stream(faults).map(Faults::title).toList();
    }

    /** Runs it and counts it; not what is skipped. */
    void run(FaultCase one, Stage stage) throws SQLException {
        try {
            one.run(stage);
            add(one, true);
        } catch (AssertionError e) {
            add(one, false);
            throw e;
        }
    }

    private void add(FaultCase one, boolean well) {
        var count = counts.computeIfAbsent(one.rehearsal().kind().name(), kind -> new LinkedHashMap<>())
                .computeIfAbsent(column(one.fault()), column -> new Count());
        count.tried++;
        count.well += well ? 1 : 0;
    }

    private static String column(String fault) {
        return COLUMNS.entrySet().stream()
                .filter(column -> column.getValue().contains(fault))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no column for " + fault));
    }

    @Override
    public String toString() {
        var head = line(Stream.concat(Stream.of("kind of change"), COLUMNS.keySet().stream()));
        var rows = counts.entrySet().stream()
                .map(kind -> line(Stream.concat(
                        Stream.of(kind.getKey()),
                        COLUMNS.keySet().stream()
                                .map(column -> kind.getValue().containsKey(column)
                                        ? kind.getValue().get(column).toString()
                                        : "–"))));
        return head + "|---".repeat(COLUMNS.size() + 1) + "|\n" + rows.collect(joining());
    }

    private static String line(Stream<String> cells) {
        return cells.collect(joining(" | ", "| ", " |\n"));
    }
}

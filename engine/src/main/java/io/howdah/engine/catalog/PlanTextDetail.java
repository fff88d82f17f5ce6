package io.howdah.engine.catalog;

import java.util.Map;
import java.util.regex.Pattern;

/** One line below a node of a plan in text, under the names that the JSON format has for the same. */
final class PlanTextDetail {

    private static final Pattern PROPERTY = Pattern.compile("^([A-Z][A-Za-z0-9 /-]*?): (.*)$");
    private static final Pattern SORT = Pattern.compile("^Sort Method: (.+?)  (Disk|Memory): (\\d+)kB");
    private static final Pattern HASH = Pattern.compile("^Buckets: (\\d+).*?Batches: (\\d+).*?Memory Usage: (\\d+)kB");
    private static final Pattern AGGREGATE = Pattern.compile(
            "^(?:Planned Partitions: \\d+\\s+)?Batches: (\\d+)\\s+Memory Usage: (\\d+)kB(?:\\s+Disk Usage: (\\d+)kB)?");
    private static final Pattern HEAP = Pattern.compile("^Heap Blocks:(?: exact=(\\d+))?(?: lossy=(\\d+))?");
    private static final Pattern BUFFERS =
            Pattern.compile("(shared|local|temp)((?: (?:hit|read|dirtied|written)=\\d+)+)");
    private static final Pattern COUNT = Pattern.compile("(hit|read|dirtied|written)=(\\d+)");

    private PlanTextDetail() {}

    static void read(String line, Map<String, String> into) {
        var sort = SORT.matcher(line);
        var hash = HASH.matcher(line);
        var aggregate = AGGREGATE.matcher(line);
        var heap = HEAP.matcher(line);
        var property = PROPERTY.matcher(line);
        if (sort.find()) {
            into.put("Sort Method", sort.group(1));
            into.put("Sort Space Type", sort.group(2));
            into.put("Sort Space Used", sort.group(3));
        } else if (hash.find()) {
            into.put("Hash Batches", hash.group(2));
            into.put("Peak Memory Usage", hash.group(3));
        } else if (aggregate.find()) {
            into.put("HashAgg Batches", aggregate.group(1));
            into.put("Disk Usage", aggregate.group(3) == null ? "0" : aggregate.group(3));
        } else if (line.startsWith("Heap Blocks:") && heap.find()) {
            into.put("Lossy Heap Blocks", heap.group(2) == null ? "0" : heap.group(2));
            into.put("Exact Heap Blocks", heap.group(1) == null ? "0" : heap.group(1));
        } else if (line.startsWith("Buffers: ")) {
            buffers(line, into);
        } else if (property.matches()) {
            into.putIfAbsent(property.group(1), property.group(2));
        }
    }

    private static void buffers(String line, Map<String, String> into) {
        var groups = BUFFERS.matcher(line);
        while (groups.find()) {
            var count = COUNT.matcher(groups.group(2));
            while (count.find()) {
                into.putIfAbsent(capital(groups.group(1)) + " " + capital(count.group(1)) + " Blocks", count.group(2));
            }
        }
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

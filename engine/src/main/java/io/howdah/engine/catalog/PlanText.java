package io.howdah.engine.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what EXPLAIN prints as text, with or without ANALYZE and BUFFERS, into the same records as {@link PlanJson}. */
public final class PlanText {

    private static final Pattern NODE = Pattern.compile("^(\\s*)(?:->\\s+)?(\\S.*?)\\s+\\(cost=([\\d.]+)\\.\\.([\\d.]+)"
            + " rows=(\\d+) width=(\\d+)\\)(?:\\s+\\((?:actual(?: time=([\\d.]+)\\.\\.([\\d.]+))? rows=([\\d.]+)"
            + " loops=(\\d+)|never executed)\\))?\\s*$");

    private static final Pattern SCAN =
            Pattern.compile("(?:Parallel |Partial |Finalize )?(.*?)(?: using (\\S+))?(?: on (\\S+)(?: (\\S+))?)?");

    private static final Pattern TIME = Pattern.compile("^\\s*(Planning|Execution) Time: ([\\d.]+) ms");

    private final List<Line> nodes = new ArrayList<>();
    private final Map<String, Double> times = new LinkedHashMap<>();

    private PlanText() {}

    /** A node with its lines, before its children are known. */
    private record Line(int indent, Matcher head, Map<String, String> details, List<Line> children) {}

    /** The plan; empty where the text holds none. */
    public static Optional<Plan> read(String text) {
        var reader = new PlanText();
        text.lines().forEach(reader::line);
        return reader.nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plan(
                        reader.node(reader.nodes.getFirst()),
                        reader.times.get("Planning"),
                        reader.times.get("Execution")));
    }

    private void line(String line) {
        var head = NODE.matcher(line);
        var time = TIME.matcher(line);
        if (head.matches()) {
            add(new Line(line.length() - line.stripLeading().length(), head, new LinkedHashMap<>(), new ArrayList<>()));
        } else if (time.find()) {
            times.put(time.group(1), Double.valueOf(time.group(2)));
        } else if (!nodes.isEmpty()) {
            PlanTextDetail.read(line.strip(), nodes.getLast().details());
        }
    }

    /** The parent is the last node that stands further left. */
    private void add(Line line) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).indent() < line.indent()) {
                nodes.get(i).children().add(line);
                break;
            }
        }
        nodes.add(line);
    }

    private PlanNode node(Line line) {
        var head = line.head();
        var scan = SCAN.matcher(head.group(2));
        var matches = scan.matches();
        var type = matches ? scan.group(1) : head.group(2);
        boolean ofIndex = type.equals("Bitmap Index Scan");
        var on = matches ? scan.group(3) : null;
        return new PlanNode(
                type,
                on == null || ofIndex ? null : relation(on),
                matches && !ofIndex ? scan.group(4) : null,
                ofIndex ? on : matches ? scan.group(2) : null,
                Double.parseDouble(head.group(3)),
                Double.parseDouble(head.group(4)),
                Double.parseDouble(head.group(5)),
                Integer.parseInt(head.group(6)),
                Map.copyOf(line.details()),
                Map.of(),
                actual(line),
                line.children().stream().map(this::node).toList());
    }

    private static QualifiedName relation(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? new QualifiedName("", name)
                : new QualifiedName(name.substring(0, dot), name.substring(dot + 1));
    }

    private static PlanNode.@Nullable Actual actual(Line line) {
        var head = line.head();
        if (head.group(9) == null) {
            return null;
        }
        return new PlanNode.Actual(
                head.group(7) == null ? 0 : Double.parseDouble(head.group(7)),
                head.group(8) == null ? 0 : Double.parseDouble(head.group(8)),
                Double.parseDouble(head.group(9)),
                Double.parseDouble(head.group(10)),
                Long.parseLong(line.details().getOrDefault("Shared Hit Blocks", "0")),
                Long.parseLong(line.details().getOrDefault("Shared Read Blocks", "0")));
    }
}

package io.howdah.app.config;

import io.howdah.engine.Problem;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML as nodes that know their lines. */
final class Yaml {

    private Yaml() {}

    /** A key with its line. */
    record Key(String text, String place) {}

    /** Takes an entry of a mapping. */
    interface Entry {
        void take(Key key, Node value);
    }

    /** Null for an empty text. */
    static @Nullable Node root(String text, String file) {
        var settings = LoadSettings.builder().setLabel(file).build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark()
                    .map(m -> " line " + (m.getLine() + 1) + ":")
                    .orElse("");
            throw new Problem(Problem.Kind.INPUT, file + ":" + line + " not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new Problem(Problem.Kind.INPUT, file + ": not YAML", e);
        }
    }

    static void entries(Node node, List<String> problems, String what, Entry consumer) {
        if (!(node instanceof MappingNode map)) {
            problems.add(place(node) + " " + what + " must consist of keys with values");
            return;
        }
        var seen = new HashSet<String>();
        for (var tuple : map.getValue()) {
            var key = new Key(text(tuple.getKeyNode()), place(tuple.getKeyNode()));
            if (seen.add(key.text())) {
                consumer.take(key, tuple.getValueNode());
            } else {
                problems.add(key.place() + " the key '" + key.text() + "' is there twice");
            }
        }
    }

    static List<Node> items(Node node, List<String> problems, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(place(node) + " " + what + " must be a list, each entry begun with a hyphen");
        return List.of();
    }

    /** Empty for what is no single value. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static String place(Node node) {
        return node.getStartMark().map(m -> "line " + (m.getLine() + 1) + ":").orElse("");
    }
}

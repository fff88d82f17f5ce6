package io.howdah.engine.twin;

import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the twin's server made of a definition.
 *
 * @param keys as SQL with every name qualified; empty where they may not be computed on another server
 * @param operatorClasses qualified, of each key
 * @param known different combinations of the keys' values as the catalog tells, at most
 * @param major of the server that would build the index
 */
record Understood(List<String> keys, List<String> operatorClasses, OptionalDouble known, int major) {

    /** Of an index that was not made on a twin. */
    static final Understood NOTHING = new Understood(List.of(), List.of(), OptionalDouble.empty(), 0);

    Optional<String> sql(int position) {
        return position < keys.size() ? Optional.of(keys.get(position)) : Optional.empty();
    }

    String operatorClass(int position) {
        var name = position < operatorClasses.size() ? operatorClasses.get(position) : "";
        return name.substring(name.lastIndexOf('.') + 1);
    }

    String operatorSchema(int position) {
        var name = operatorClasses.get(position);
        var quoted = name.substring(0, name.lastIndexOf('.'));
        return quoted.startsWith("\"")
                ? quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"")
                : quoted;
    }

    /** The order of the keys makes no difference to how many combinations there are. */
    Optional<KeysWanted> combination(QualifiedName table, int count) {
        return keys.size() < count
                ? Optional.empty()
                : Optional.of(KeysWanted.combined(
                        table, keys.subList(0, count).stream().sorted().toList()));
    }
}

package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sets a parameter of the whole server, and lets the server read it.
 *
 * @param values one, or those of a list; none to go back to what the configuration file says
 */
public record AlterSystem(String setting, List<String> values) implements InPlaceChange {

    /** The statement; a name with a dot is an extension's. */
    public String sql() {
        return "ALTER SYSTEM " + assignment(setting, values);
    }

    static String assignment(String setting, List<String> values) {
        var name = List.of(setting.split("\\.")).stream().map(Name::quoted).collect(Collectors.joining("."));
        return values.isEmpty()
                ? "RESET " + name
                : "SET " + name + " = "
                        + values.stream().map(v -> Name.literal(v).strip()).collect(Collectors.joining(", "));
    }

    @Override
    public String summary() {
        return values.isEmpty()
                ? "reset setting " + setting + " of the server"
                : "set " + setting + " of the server to " + String.join(", ", values);
    }
}

package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Makes an extension that the server has files of.
 *
 * @param schema that its types, functions and operator classes go to
 * @param allowed whether the role that asked may make it; else an administrator has to
 */
public record CreateExtension(String name, String schema, boolean allowed) implements Change {

    /** The extension's name with the schema of its members, by which the journal knows it. */
    public QualifiedName qualified() {
        return new QualifiedName(schema, name);
    }

    @Override
    public String summary() {
        return "create extension " + name + " in schema " + schema;
    }

    /** It locks no table. */
    @Override
    public List<Step> steps() {
        var sql = "CREATE EXTENSION " + Name.quoted(name) + " SCHEMA " + Name.quoted(schema);
        return List.of(new Step(sql, Step.Lock.NONE, false));
    }

    /** Refused by the server while anything depends on it. */
    @Override
    public List<Step> undo() {
        return List.of(new Step("DROP EXTENSION " + Name.quoted(name), Step.Lock.NONE, false));
    }
}

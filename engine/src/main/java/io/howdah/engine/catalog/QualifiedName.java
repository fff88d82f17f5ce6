package io.howdah.engine.catalog;

/** The name of a relation or index with its schema, both as stored (unquoted). */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {

    /** As SQL needs it, always with the schema. */
    public String quoted() {
        return Name.quoted(schema) + "." + Name.quoted(name);
    }

    @Override
    public int compareTo(QualifiedName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** As people say it: without the schema where that is {@code public} or not known. */
    @Override
    public String toString() {
        return schema.isEmpty() || "public".equals(schema) ? Name.quoted(name) : quoted();
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the catalog's relations as SQL, in an order in which the statements can be run; views excepted. */
final class SchemaWriter {

    private final Catalog catalog;
    private final Map<QualifiedName, Relation> carried = new HashMap<>();

    /** @param excluded relations to leave out */
    SchemaWriter(Catalog catalog, Set<QualifiedName> excluded) {
        this.catalog = catalog;
        for (var relation : catalog.relations()) {
            if (!excluded.contains(relation.name())
                    && relation.ofExtension() == null
                    && relation.kind() != Relation.Kind.VIEW) {
                carried.put(relation.name(), relation);
            }
        }
    }

    /** Everything up to the tables' foreign keys. */
    List<Ddl> statements() {
        var statements = new ArrayList<Ddl>();
        schemas(statements);
        extensions(statements);
        catalog.types().forEach(t -> statements.add(Ddl.of("type " + t.name(), t.createSql())));
        sequences(statements);
        carried().forEach(r -> statements.add(table(r)));
        carried().forEach(r -> keysAndChecks(r, statements));
        carried().forEach(r -> indexes(r, statements));
        carried().forEach(r -> parent(r, statements));
        carried().forEach(r -> foreignKeys(r, statements));
        carried().forEach(r -> defaults(r, statements));
        return statements;
    }

    private Stream<Relation> carried() {
        return catalog.relations().stream().filter(r -> carried.containsKey(r.name()));
    }

    private void schemas(List<Ddl> into) {
        var names = new TreeSet<String>();
        catalog.relations().forEach(r -> names.add(r.name().schema()));
        catalog.types().forEach(t -> names.add(t.name().schema()));
        catalog.sequences().forEach(s -> names.add(s.name().schema()));
        catalog.extensions().forEach(e -> names.add(e.schema()));
        names.remove("pg_catalog");
        names.forEach(n -> into.add(Ddl.of("schema " + n, "CREATE SCHEMA IF NOT EXISTS " + Name.quoted(n))));
    }

    private void extensions(List<Ddl> into) {
        for (var extension : catalog.extensions()) {
            var where = extension.schema().equals("pg_catalog") ? "" : " SCHEMA " + Name.quoted(extension.schema());
            into.add(Ddl.of(
                    "extension " + extension.name(),
                    "CREATE EXTENSION IF NOT EXISTS " + Name.quoted(extension.name()) + where));
        }
    }

    /** Sequences behind identity columns come with their tables. */
    private void sequences(List<Ddl> into) {
        for (Sequence sequence : catalog.sequences()) {
            if (!behindIdentity(sequence)) {
                into.add(Ddl.of(
                        "sequence " + sequence.name(),
                        "CREATE SEQUENCE " + sequence.name().quoted() + " AS " + sequence.type()));
            }
        }
    }

    private boolean behindIdentity(Sequence sequence) {
        var owner = sequence.ownerTable();
        var column = sequence.ownerColumn();
        return owner != null
                && column != null
                && catalog.relation(owner)
                        .flatMap(r -> r.column(column))
                        .filter(c -> c.identity() != null)
                        .isPresent();
    }

    private static Ddl table(Relation relation) {
        var columns = relation.columns().stream().map(SchemaWriter::column).collect(Collectors.joining(", "));
        var partitioned = relation.kind() == Relation.Kind.PARTITIONED_TABLE
                ? " PARTITION BY " + relation.partitionKey()
                : options(relation);
        return Ddl.essential(
                relation.name(),
                "table " + relation.name(),
                "CREATE TABLE " + relation.name().quoted() + " (" + columns + ")" + partitioned);
    }

    private static String column(Column column) {
        var text = new StringBuilder(Name.quoted(column.name())).append(' ').append(column.type());
        if (column.collation() != null) {
            text.append(" COLLATE ").append(column.collation());
        }
        if (column.generated() != null) {
            var kind = "v".equals(column.generated()) ? "VIRTUAL" : "STORED";
            text.append(" GENERATED ALWAYS AS (")
                    .append(column.defaultExpression())
                    .append(") ")
                    .append(kind);
        } else if (column.identity() != null) {
            text.append(" GENERATED ")
                    .append("a".equals(column.identity()) ? "ALWAYS" : "BY DEFAULT")
                    .append(" AS IDENTITY");
        }
        return column.notNull() ? text.append(" NOT NULL").toString() : text.toString();
    }

    private static String options(Relation relation) {
        if (relation.options().isEmpty()) {
            return "";
        }
        return relation.options().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(o -> o.getKey() + "=" + Name.literal(o.getValue()))
                .collect(Collectors.joining(", ", " WITH (", ")"));
    }

    private static void keysAndChecks(Relation relation, List<Ddl> into) {
        for (Constraint constraint : relation.constraints()) {
            switch (constraint.kind()) {
                case PRIMARY_KEY, UNIQUE, EXCLUSION ->
                    into.add(Ddl.essential(
                            relation.name(), "constraint " + constraint.name(), add(relation, constraint)));
                case CHECK -> {
                    if (constraint.validated()) {
                        into.add(Ddl.optional(
                                relation.name(), "constraint " + constraint.name(), add(relation, constraint)));
                    }
                }
                case FOREIGN_KEY, NOT_NULL -> {}
            }
        }
    }

    private static String add(Relation relation, Constraint constraint) {
        return "ALTER TABLE " + relation.name().quoted() + " ADD CONSTRAINT " + Name.quoted(constraint.name()) + " "
                + constraint.definition();
    }

    private static void indexes(Relation relation, List<Ddl> into) {
        var ofConstraints = new HashSet<QualifiedName>();
        relation.constraints().stream()
                .filter(c -> c.kind() != Constraint.Kind.FOREIGN_KEY)
                .forEach(c -> {
                    if (c.index() != null) {
                        ofConstraints.add(c.index());
                    }
                });
        for (Index index : relation.indexes()) {
            if (index.valid() && !ofConstraints.contains(index.name())) {
                into.add(Ddl.essential(relation.name(), "index " + index.name(), index.definitionSql()));
            }
        }
    }

    private void parent(Relation relation, List<Ddl> into) {
        var parent = relation.parent();
        if (parent == null) {
            return;
        }
        var bound = relation.partitionBound();
        var sql = bound == null
                ? "ALTER TABLE " + relation.name().quoted() + " INHERIT " + parent.quoted()
                : "ALTER TABLE " + parent.quoted() + " ATTACH PARTITION "
                        + relation.name().quoted() + " " + bound;
        into.add(Ddl.essential(relation.name(), "place under " + parent, sql));
    }

    /** Not validated: validating would plan, and the planner uses such keys just as well. Partitions get their parent's. */
    private void foreignKeys(Relation relation, List<Ddl> into) {
        if (relation.partitionBound() != null) {
            return;
        }
        for (Constraint constraint : relation.constraints()) {
            var referenced = constraint.referenced();
            if (constraint.kind() == Constraint.Kind.FOREIGN_KEY
                    && referenced != null
                    && carried.containsKey(referenced)
                    && !constraint.definition().contains("NOT ENFORCED")) {
                var suffix = constraint.definition().endsWith("NOT VALID") ? "" : " NOT VALID";
                into.add(Ddl.optional(
                        relation.name(), "constraint " + constraint.name(), add(relation, constraint) + suffix));
            }
        }
    }

    private static void defaults(Relation relation, List<Ddl> into) {
        if (relation.kind() == Relation.Kind.MATERIALIZED_VIEW) {
            return;
        }
        for (Column column : relation.columns()) {
            if (column.defaultExpression() != null && column.generated() == null && column.identity() == null) {
                into.add(Ddl.optional(
                        relation.name(),
                        "default of " + relation.name() + "." + column.name(),
                        "ALTER TABLE " + relation.name().quoted() + " ALTER " + Name.quoted(column.name())
                                + " SET DEFAULT " + column.defaultExpression()));
            }
        }
    }
}

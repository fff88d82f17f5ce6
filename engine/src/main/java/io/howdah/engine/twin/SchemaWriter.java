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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the catalog's relations as SQL, in an order in which most of the statements can be run. */
final class SchemaWriter {

    private final Catalog catalog;
    private final Map<QualifiedName, Relation> carried = new HashMap<>();
    private final Set<String> standIns = new HashSet<>();
    private final TablespaceWriter tablespaces;

    /**
     * @param excluded relations to leave out
     * @param missing names of extensions that are not on the twin; their tables are made like others
     */
    SchemaWriter(Catalog catalog, Set<QualifiedName> excluded, Set<String> missing, TablespaceWriter tablespaces) {
        this.catalog = catalog;
        this.tablespaces = tablespaces;
        for (var relation : catalog.relations()) {
            var extension = relation.ofExtension();
            if (!excluded.contains(relation.name()) && (extension == null || missing.contains(extension))) {
                carried.put(relation.name(), relation);
            }
        }
        catalog.types().stream()
                .filter(t -> t.kind().equals("b"))
                .filter(t -> t.extension() == null || missing.contains(t.extension()))
                .forEach(t -> standIns.add(t.name().schema() + "." + t.name().name()));
    }

    /** What is made: tables and views. */
    Set<QualifiedName> names() {
        return carried.keySet();
    }

    /** Tables with what belongs to them, then views. */
    List<Ddl> statements() {
        var statements = new ArrayList<Ddl>();
        sequences(statements);
        tables().forEach(r -> statements.add(table(r)));
        tables().forEach(r -> checks(r, statements));
        tables().forEach(r -> keysAndIndexes(r, statements));
        tables().forEach(r -> parents(r, statements));
        tables().forEach(r -> foreignKeys(r, statements));
        tables().forEach(r -> defaults(r, statements));
        carried().filter(r -> r.kind() == Relation.Kind.VIEW).forEach(r -> statements.add(view(r)));
        return statements;
    }

    private Stream<Relation> carried() {
        return catalog.relations().stream().filter(r -> carried.containsKey(r.name()));
    }

    private Stream<Relation> tables() {
        return carried().filter(r -> r.kind() != Relation.Kind.VIEW);
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

    private Ddl table(Relation relation) {
        var columns = relation.columns().stream().map(c -> column(relation, c)).collect(Collectors.joining(", "));
        var partitioned =
                relation.kind() == Relation.Kind.PARTITIONED_TABLE ? " PARTITION BY " + relation.partitionKey() : "";
        return Ddl.essential(
                relation.name(),
                "table " + relation.name(),
                tablespaces.of(relation.name())
                        + "CREATE TABLE " + relation.name().quoted() + " (" + columns + ")" + partitioned
                        + accessMethod(relation)
                        + (partitioned.isEmpty() ? options(relation) : ""));
    }

    private static String accessMethod(Relation relation) {
        var method = relation.nature().accessMethod();
        return method == null || method.equals("heap") ? "" : " USING " + Name.quoted(method);
    }

    private String column(Relation relation, Column column) {
        var text = new StringBuilder(Name.quoted(column.name())).append(' ').append(type(column));
        if (column.collation() != null) {
            text.append(" COLLATE ").append(column.collation());
        }
        if (column.generated() != null) {
            var kind = "v".equals(column.generated()) ? "VIRTUAL" : "STORED";
            text.append(" GENERATED ALWAYS AS (")
                    .append(column.defaultExpression())
                    .append(") ")
                    .append(kind);
        } else if (column.identity() != null && relation.partitionBound() == null) {
            text.append(" GENERATED ")
                    .append("a".equals(column.identity()) ? "ALWAYS" : "BY DEFAULT")
                    .append(" AS IDENTITY");
        }
        return neverNull(relation, column) ? text.append(" NOT NULL").toString() : text.toString();
    }

    /** A stand-in knows no modifiers. */
    private String type(Column column) {
        return standIns.contains(column.typeName()) ? column.type().replaceFirst("\\([^()]*\\)", "") : column.type();
    }

    /** The planner does not believe a constraint that was never validated. */
    private static boolean neverNull(Relation relation, Column column) {
        return column.notNull()
                && relation.constraints().stream()
                        .noneMatch(c -> c.kind() == Constraint.Kind.NOT_NULL
                                && !c.validated()
                                && c.columns().contains(column.name()));
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

    private static void checks(Relation relation, List<Ddl> into) {
        relation.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.CHECK && c.validated())
                .map(c -> Ddl.optional(relation.name(), "constraint " + c.name(), add(relation, c)))
                .forEach(into::add);
    }

    /** In the order in which they were made: of two indexes that cost the same the planner takes the later one. */
    private void keysAndIndexes(Relation relation, List<Ddl> into) {
        var byOid = new ArrayList<Map.Entry<Long, Ddl>>();
        for (Constraint constraint : relation.constraints()) {
            var index = relation.indexes().stream()
                    .filter(i -> i.name().equals(constraint.index()))
                    .findFirst();
            long oid = index.map(Index::oid).orElse(0L);
            switch (constraint.kind()) {
                case PRIMARY_KEY, UNIQUE -> byOid.add(Map.entry(oid, key(relation, constraint)));
                case EXCLUSION ->
                    index.map(i -> Ddl.index(
                                    relation.name(),
                                    i,
                                    key(relation, constraint).sql()))
                            .ifPresent(ddl -> byOid.add(Map.entry(oid, ddl)));
                case CHECK, FOREIGN_KEY, NOT_NULL -> {}
            }
        }
        indexes(relation).forEach(index -> byOid.add(Map.entry(index.oid(), index(relation, index))));
        byOid.stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .forEach(into::add);
    }

    private Ddl key(Relation relation, Constraint constraint) {
        var index = constraint.index();
        var place = index == null ? "" : tablespaces.of(index);
        return Ddl.essential(relation.name(), "constraint " + constraint.name(), place + add(relation, constraint));
    }

    private static String add(Relation relation, Constraint constraint) {
        return "ALTER TABLE " + relation.name().quoted() + " ADD CONSTRAINT " + Name.quoted(constraint.name()) + " "
                + constraint.definition();
    }

    /** Those that come with no constraint. */
    private static Stream<Index> indexes(Relation relation) {
        var ofConstraints = relation.constraints().stream()
                .filter(c -> c.kind() != Constraint.Kind.FOREIGN_KEY)
                .flatMap(c -> Stream.ofNullable(c.index()))
                .collect(Collectors.toSet());
        return relation.indexes().stream().filter(i -> i.valid() && !ofConstraints.contains(i.name()));
    }

    private Ddl index(Relation relation, Index index) {
        var sql = tablespaces.of(index.name()) + index.definitionSql();
        return index.definition().unique()
                ? Ddl.essential(relation.name(), "index " + index.name(), sql)
                : Ddl.index(relation.name(), index, sql);
    }

    private static void parents(Relation relation, List<Ddl> into) {
        var bound = relation.partitionBound();
        var parent = relation.parent();
        if (bound != null && parent != null) {
            place(
                    relation,
                    parent,
                    "ALTER TABLE " + parent.quoted() + " ATTACH PARTITION "
                            + relation.name().quoted() + " " + bound,
                    into);
            return;
        }
        var parents = relation.nature().parents();
        for (var one : parents.isEmpty() && parent != null ? List.of(parent) : parents) {
            place(relation, one, "ALTER TABLE " + relation.name().quoted() + " INHERIT " + one.quoted(), into);
        }
        var type = relation.nature().ofType();
        if (type != null) {
            into.add(Ddl.optional(
                    relation.name(),
                    "type of " + relation.name(),
                    "ALTER TABLE " + relation.name().quoted() + " OF " + type.quoted()));
        }
    }

    private static void place(Relation relation, QualifiedName parent, String sql, List<Ddl> into) {
        into.add(Ddl.essential(relation.name(), "place under " + parent, sql));
    }

    private static Ddl view(Relation view) {
        return Ddl.essential(
                view.name(),
                "the view",
                "CREATE VIEW " + view.name().quoted() + options(view) + " AS " + view.viewDefinition());
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

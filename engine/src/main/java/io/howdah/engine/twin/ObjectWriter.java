package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Definition.Kind;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what is no relation as SQL: schemas, extensions, types, functions and whatever else a database defines. */
final class ObjectWriter {

    /** What tables may need to be made. */
    private static final Set<Kind> BEFORE_TABLES =
            Set.of(Kind.TEXT_SEARCH_CONFIGURATION, Kind.CAST, Kind.AGGREGATE, Kind.OPERATOR, Kind.OPERATOR_CLASS);

    private final Catalog catalog;
    private final Set<String> standIns;

    ObjectWriter(Catalog catalog) {
        this.catalog = catalog;
        this.standIns = catalog.types().stream()
                .filter(t -> t.kind().equals("b"))
                .map(t -> t.name().quoted())
                .collect(Collectors.toUnmodifiableSet());
    }

    List<Ddl> schemas() {
        var names = new TreeSet<String>();
        catalog.relations().forEach(r -> names.add(r.name().schema()));
        catalog.types().forEach(t -> names.add(t.name().schema()));
        catalog.sequences().forEach(s -> names.add(s.name().schema()));
        catalog.extensions().forEach(e -> names.add(e.schema()));
        catalog.definitions().functions().forEach(f -> names.add(f.name().schema()));
        return names.stream()
                .filter(n -> !isReserved(n))
                .map(ObjectWriter::schema)
                .toList();
    }

    /** The server's own, and ours: what a catalog claims to be in them is not made. */
    private static boolean isReserved(String schema) {
        return schema.startsWith("pg_") || schema.startsWith("howdah_twin") || schema.equals("information_schema");
    }

    private static Ddl schema(String name) {
        var quoted = Name.quoted(name);
        var sql = "CREATE SCHEMA IF NOT EXISTS " + quoted + " AUTHORIZATION " + TwinServer.OWNER
                + "; GRANT ALL ON SCHEMA " + quoted + " TO " + TwinServer.OWNER + "; GRANT USAGE ON SCHEMA " + quoted
                + " TO PUBLIC";
        return Ddl.of("schema " + name, sql).bySuperuser(sql);
    }

    /**
     * @param missing names of extensions that are not on the twin, for whose members stand-ins are made
     * @param functions of the database
     */
    List<Ddl> beforeTables(Set<String> missing, FunctionWriter functions) {
        var statements = new ArrayList<Ddl>();
        for (var type : catalog.types()) {
            if (lacks(type.extension(), missing)) {
                statements.add(SuperuserSql.type(Ddl.of("type " + type.name(), type.createSql()), type));
            }
        }
        statements.addAll(functions.statements());
        for (var definition : catalog.definitions().others()) {
            if (!definition.createSql().isEmpty()
                    && BEFORE_TABLES.contains(definition.kind())
                    && lacks(definition.extension(), missing)) {
                statements.add(ddl(definition));
            }
        }
        return statements;
    }

    /** Whether the twin has to make what belongs to this extension, or to none. */
    static boolean lacks(@Nullable String extension, Set<String> missing) {
        return extension == null || missing.contains(extension);
    }

    /** Rules and triggers of views, and the policies of tables; without them their relations plan otherwise. */
    List<Ddl> afterTables(Set<QualifiedName> carried) {
        var statements = new ArrayList<Ddl>();
        for (var definition : catalog.definitions().others()) {
            var on = definition.on();
            if (on != null && carried.contains(on)) {
                statements.add(
                        Ddl.essential(on, definition.kind().words() + " " + definition.name(), definition.createSql()));
            }
        }
        for (Relation relation : catalog.relations()) {
            if (relation.rowSecurity() && carried.contains(relation.name())) {
                statements.add(rowSecurity(relation));
            }
        }
        return statements;
    }

    private static Ddl rowSecurity(Relation relation) {
        var alter = "ALTER TABLE " + relation.name().quoted();
        return Ddl.essential(
                relation.name(),
                "row-level security of " + relation.name(),
                alter + " ENABLE ROW LEVEL SECURITY"
                        + (relation.rowSecurityForced() ? "; " + alter + " FORCE ROW LEVEL SECURITY" : ""));
    }

    private Ddl ddl(Definition definition) {
        return SuperuserSql.definition(
                Ddl.made(
                        definition.extension(),
                        definition.kind().words() + " " + definition.name(),
                        definition.createSql()),
                definition.kind(),
                standIns);
    }
}

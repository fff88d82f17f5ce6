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
import org.jspecify.annotations.Nullable;

/** Writes what is no relation as SQL: schemas, extensions, types, functions and whatever else a database defines. */
final class ObjectWriter {

    /** What tables may need to be made. */
    private static final Set<Kind> BEFORE_TABLES =
            Set.of(Kind.TEXT_SEARCH_CONFIGURATION, Kind.CAST, Kind.AGGREGATE, Kind.OPERATOR, Kind.OPERATOR_CLASS);

    private final Catalog catalog;

    ObjectWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Ddl> schemas() {
        var names = new TreeSet<String>();
        catalog.relations().forEach(r -> names.add(r.name().schema()));
        catalog.types().forEach(t -> names.add(t.name().schema()));
        catalog.sequences().forEach(s -> names.add(s.name().schema()));
        catalog.extensions().forEach(e -> names.add(e.schema()));
        catalog.definitions().functions().forEach(f -> names.add(f.name().schema()));
        names.remove("pg_catalog");
        return names.stream()
                .map(n -> Ddl.of(
                        "schema " + n,
                        "CREATE SCHEMA IF NOT EXISTS " + Name.quoted(n) + "; GRANT USAGE ON SCHEMA " + Name.quoted(n)
                                + " TO PUBLIC"))
                .toList();
    }

    /** One may need another; the statement's {@code what} is the extension's name alone. */
    List<Ddl> extensions() {
        return catalog.extensions().stream()
                .map(e -> Ddl.of(
                        e.name(),
                        "CREATE EXTENSION IF NOT EXISTS " + Name.quoted(e.name())
                                + (e.schema().equals("pg_catalog") ? "" : " SCHEMA " + Name.quoted(e.schema()))))
                .toList();
    }

    /**
     * @param missing names of extensions that are not on the twin, for whose members stand-ins are made
     * @param volatiles names of volatile functions that the server has
     */
    List<Ddl> beforeTables(Set<String> missing, Set<String> volatiles) {
        var statements = new ArrayList<Ddl>();
        for (var type : catalog.types()) {
            if (lacks(type.extension(), missing)) {
                statements.add(Ddl.of("type " + type.name(), type.createSql()));
            }
        }
        statements.addAll(new FunctionWriter(catalog, missing, volatiles).statements());
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

    private static Ddl ddl(Definition definition) {
        return Ddl.made(
                definition.extension(), definition.kind().words() + " " + definition.name(), definition.createSql());
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Creates the catalog's relations on the twin, and collects what the twin cannot have. */
final class SchemaBuilder {

    private final Catalog catalog;
    private final Map<QualifiedName, String> notCarried = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    SchemaBuilder(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Relations that are not on the twin, with the reason. */
    Map<QualifiedName, String> notCarried() {
        return notCarried;
    }

    /** What is missing without making a relation useless. */
    List<String> notes() {
        return notes;
    }

    /** Runs in the session's transaction. */
    void build(Statement session) throws SQLException {
        catalog.relations().forEach(this::examine);
        session.execute("SET check_function_bodies = off; SET client_min_messages = error");
        var statements = new SchemaWriter(catalog, notCarried.keySet()).statements();
        Batch.run(session, statements, Ddl::sql, this::failed);
        views(session);
        dropUnfaithful(session);
        nameMissing(session);
    }

    private void examine(Relation relation) {
        if (relation.temporary()) {
            notCarried.put(relation.name(), "it is a temporary table");
        } else if (relation.kind() == Relation.Kind.FOREIGN_TABLE) {
            notCarried.put(relation.name(), "it is a foreign table: its server plans a part of the statement");
        } else if (relation.rowSecurity()) {
            notCarried.put(
                    relation.name(),
                    "it has row-level security: the policies add conditions that the twin does not know");
        } else if (!relation.statisticsVisible()) {
            notCarried.put(
                    relation.name(),
                    "its statistics are not visible to the role that read the catalog; grant it pg_read_all_data");
        }
    }

    private void failed(Ddl statement, String message) {
        var relation = statement.relation();
        if (relation != null && statement.essential()) {
            notCarried.putIfAbsent(relation, statement.what() + " could not be created on the twin: " + message);
            return;
        }
        notes.add(statement.what() + " is not on the twin: " + message);
    }

    /** Views in rounds, since one may need another; what fails in a round without progress stays out. */
    private void views(Statement session) throws SQLException {
        var left = new ArrayList<>(catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.VIEW)
                .filter(r -> r.ofExtension() == null && !notCarried.containsKey(r.name()))
                .toList());
        var failures = new TreeMap<QualifiedName, String>();
        for (int before = -1; before != left.size(); ) {
            before = left.size();
            failures.clear();
            Batch.run(session, left, SchemaBuilder::viewSql, (view, message) -> failures.put(view.name(), message));
            left.removeIf(view -> !failures.containsKey(view.name()));
        }
        failures.forEach((view, message) ->
                notCarried.putIfAbsent(view, "the view could not be created on the twin: " + message));
    }

    private static String viewSql(Relation view) {
        return "CREATE VIEW " + view.name().quoted() + " AS " + view.viewDefinition();
    }

    /** A table without one of its indexes would plan otherwise than the original does, so it must not be there at all. */
    private void dropUnfaithful(Statement session) throws SQLException {
        var drops = catalog.relations().stream()
                .filter(r -> notCarried.containsKey(r.name()) && r.ofExtension() == null)
                .map(r -> "DROP TABLE IF EXISTS " + r.name().quoted() + " CASCADE")
                .toList();
        Batch.run(session, drops, sql -> sql, (sql, message) -> {});
    }

    private void nameMissing(Statement session) throws SQLException {
        var there = new HashSet<QualifiedName>();
        try (var rows = session.executeQuery(
                "/* howdah */ SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm')")) {
            while (rows.next()) {
                there.add(new QualifiedName(rows.getString(1), rows.getString(2)));
            }
        }
        for (var relation : catalog.relations()) {
            if (!there.contains(relation.name())) {
                notCarried.putIfAbsent(relation.name(), "it depends on a relation that is not on the twin");
            }
        }
    }
}

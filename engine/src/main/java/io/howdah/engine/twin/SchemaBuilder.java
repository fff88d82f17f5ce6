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
import java.util.Set;
import java.util.TreeMap;

/** Creates on the twin what the catalog holds, and collects what the twin cannot have. */
final class SchemaBuilder {

    /** In place of the functions of INSTEAD OF triggers. */
    private static final String NO_TRIGGER =
            "CREATE FUNCTION howdah_twin.no_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'";

    private final Catalog catalog;
    private final TablespaceWriter tablespaces;
    private final RoleWriter roles;
    private final Map<QualifiedName, String> notCarried = new TreeMap<>();
    private final List<MissingIndex> missingIndexes = new ArrayList<>();
    private final Map<String, String> missingExtensions = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param superuser the twin's own */
    SchemaBuilder(Catalog catalog, TablespaceWriter tablespaces, String superuser) {
        this.catalog = catalog;
        this.tablespaces = tablespaces;
        this.roles = new RoleWriter(catalog, superuser);
    }

    /** What the twin does not have. */
    NotCarried notCarried() {
        return new NotCarried(
                Map.copyOf(notCarried),
                List.copyOf(missingIndexes),
                MissingMembers.of(catalog, missingExtensions.keySet()));
    }

    /** What is missing without making a relation useless. */
    List<String> notes() {
        return notes;
    }

    /** Runs in transactions of its own. Extensions come first: nobody else's code is there yet. */
    void build(TwinSessions sessions) throws SQLException {
        var owner = sessions.owner();
        var superuser = sessions.superuser();
        superuser.execute(
                "SET client_min_messages = error; " + NO_TRIGGER + "; " + RoleWriter.create(FunctionWriter.NOBODY));
        owner.execute("SET check_function_bodies = off; SET client_min_messages = error");
        var objects = new ObjectWriter(catalog);
        Batch.COMMITTED.run(superuser, objects.schemas(), Ddl::sql, this::failed);
        TwinExtensions.make(sessions, catalog, missingExtensions::put);
        noteMissingExtensions();
        catalog.relations().forEach(this::examine);
        var missing = missingExtensions.keySet();
        var functions = new FunctionWriter(catalog, missing, volatiles(superuser));
        var substitutes = new Substitutes();
        substitutes.make(sessions, catalog, d -> ObjectWriter.lacks(d.extension(), missing));
        notes.addAll(substitutes.notes());
        var relations = new SchemaWriter(catalog, notCarried.keySet(), missing, tablespaces);
        var statements = new ArrayList<Ddl>();
        statements.addAll(objects.beforeTables(missing, functions));
        statements.addAll(relations.statements());
        statements.addAll(roles.roles());
        statements.addAll(objects.afterTables(relations.names()));
        ToastTables.avoid(superuser);
        Rounds.run(sessions, statements, this::failed);
        ToastTables.allow(superuser);
        functions.rights().give(superuser.getConnection());
        familiesOfMissing();
        dropUnfaithful(owner);
        nameMissing(superuser);
        Batch.COMMITTED.run(superuser, roles.rights(carried()), Ddl::sql, this::failed);
    }

    private static Set<String> volatiles(Statement session) throws SQLException {
        var names = new HashSet<String>();
        try (var rows =
                session.executeQuery("/* howdah */ SELECT proname FROM pg_catalog.pg_proc WHERE provolatile = 'v'"
                        + " UNION SELECT prosrc FROM pg_catalog.pg_proc WHERE provolatile = 'v'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void noteMissingExtensions() {
        missingExtensions.forEach((name, message) -> notes.add("extension " + name + " is not on the twin: " + message
                + "; its types hold text there, and statements that need its operators, indexes or estimates are not"
                + " planned"));
    }

    private void examine(Relation relation) {
        if (relation.temporary()) {
            notCarried.put(relation.name(), "it is a temporary table");
        } else if (relation.kind() == Relation.Kind.FOREIGN_TABLE) {
            notCarried.put(relation.name(), "it is a foreign table: its server plans a part of the statement");
        } else if (!relation.statisticsVisible()) {
            notCarried.put(relation.name(), unseen(relation));
        }
    }

    private static String unseen(Relation relation) {
        var what = "its statistics are not visible to the role that read the catalog; grant it ";
        return relation.rowSecurity()
                ? what + "the functions that `howdah grant` prints: the table has row-level security"
                : what + "pg_read_all_data";
    }

    private void failed(Ddl statement, String message) {
        var relation = statement.relation();
        var index = statement.index();
        var sentence = statement.what() + " could not be created on the twin: " + message;
        if (index != null) {
            missingIndexes.add(MissingIndex.of(index, sentence));
        } else if (relation != null && statement.loss() == Ddl.Loss.RELATION) {
            notCarried.putIfAbsent(relation, sentence);
        } else if (statement.loss() == Ddl.Loss.NOTE) {
            notes.add(statement.what() + " is not on the twin: " + message);
        }
    }

    /** A table is scanned with all its partitions and children: without one of them it would plan otherwise. */
    private void familiesOfMissing() {
        for (int before = -1; before != notCarried.size(); ) {
            before = notCarried.size();
            for (var relation : catalog.relations()) {
                var parent = relation.parent();
                if (parent != null && notCarried.containsKey(relation.name())) {
                    notCarried.putIfAbsent(
                            parent,
                            "its part " + relation.name() + " is not on the twin: " + notCarried.get(relation.name()));
                }
            }
        }
    }

    private void dropUnfaithful(Statement session) throws SQLException {
        var drops = catalog.relations().stream()
                .filter(r -> notCarried.containsKey(r.name()))
                .map(r -> "DROP " + (r.kind() == Relation.Kind.VIEW ? "VIEW" : "TABLE") + " IF EXISTS "
                        + r.name().quoted() + " CASCADE")
                .toList();
        Batch.COMMITTED.run(session, drops, sql -> sql, (sql, message) -> {});
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
                notCarried.putIfAbsent(relation.name(), "it depends on something that is not on the twin");
            }
        }
    }

    private Set<QualifiedName> carried() {
        var names = new HashSet<QualifiedName>();
        catalog.relations().stream()
                .filter(r -> r.ofExtension() == null || missingExtensions.containsKey(r.ofExtension()))
                .map(Relation::name)
                .filter(n -> !notCarried.containsKey(n))
                .forEach(names::add);
        return names;
    }
}

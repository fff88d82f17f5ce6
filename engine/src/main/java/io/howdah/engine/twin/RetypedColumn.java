package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Gives a column another type, on a twin whose files have no size yet: by ALTER TABLE, so that indexes, constraints, defaults
 * and partitions follow as they would on a real server; then in the catalog the statistics and sizes.
 */
final class RetypedColumn {

    private static final int NAMED = 5;

    /** Nothing but names, dots, brackets and numbers. */
    private static final Pattern TYPE = Pattern.compile("[\\p{L}\\p{N}_ .,\"()\\[\\]]+");

    private final Connection connection;
    private final Statement session;
    private final Structure.Retyped change;
    private final List<String> notes;
    private final Set<String> failed = new TreeSet<>();

    RetypedColumn(Connection connection, Statement session, Structure.Retyped change, List<String> notes) {
        this.connection = connection;
        this.session = session;
        this.change = change;
        this.notes = notes;
    }

    /** Runs in the session's transaction; the answer is the catalog with what the column is like then. */
    Catalog in(Catalog catalog) throws SQLException {
        var table = catalog.relation(change.table())
                .orElseThrow(() -> Problem.input("there is no table " + change.table()));
        var old = table.column(change.column())
                .orElseThrow(() -> Problem.input("there is no column " + change.column() + " in " + table.name()));
        var type = type();
        alter(catalog, type, old);
        var tree = tree(catalog, table.name());
        var relations = new ArrayList<Relation>();
        for (var relation : catalog.relations()) {
            relations.add(tree.contains(relation.name()) ? retyped(relation) : relation);
        }
        if (!failed.isEmpty()) {
            notes.add("the change of " + table.name() + "." + old.name() + " to " + type + " would fail: "
                    + failed.size() + " values of its statistics cannot be cast, such as "
                    + String.join(
                            ", ",
                            failed.stream().limit(NAMED).map(Name::literal).toList()));
        }
        return Changed.relations(catalog, relations);
    }

    /** The type, of which the server said that it is one: with its modifier as the user wrote it, else by its full name. */
    private String type() throws SQLException {
        try (var question = connection.prepareStatement(
                "/* howdah */ SELECT pg_catalog.format_type(pg_catalog.to_regtype(?), NULL)")) {
            question.setString(1, change.type());
            var attempt = Attempt.begin(connection);
            try (var rows = question.executeQuery()) {
                rows.next();
                var type = rows.getString(1);
                if (type != null
                        && !type.equals("-")
                        && TYPE.matcher(change.type()).matches()) {
                    return change.type().contains("(") ? change.type() : type;
                }
            } catch (SQLException e) {
                attempt.undo();
                throw new Problem(Problem.Kind.INPUT, "'" + change.type() + "' is no type: " + Errors.message(e), e);
            }
        }
        throw Problem.input("there is no type '" + change.type() + "' on the twin");
    }

    private void alter(Catalog catalog, String type, Column old) throws SQLException {
        var views = new DependentViews(session, change.table());
        var column = Name.quoted(old.name());
        var attempt = Attempt.begin(connection);
        try {
            views.drop();
            session.execute(
                    "ALTER TABLE " + change.table().quoted() + " ALTER COLUMN " + column + " DROP IDENTITY IF EXISTS");
            session.execute("ALTER TABLE " + change.table().quoted() + " ALTER COLUMN " + column + " TYPE " + type
                    + " USING " + column + "::" + type);
        } catch (SQLException e) {
            attempt.undo();
            throw new Problem(
                    Problem.Kind.INPUT,
                    change.table() + "." + old.name() + " cannot be made " + type + ": " + Errors.message(e),
                    e);
        }
        notes.addAll(views.recreate(catalog));
        nameAsBefore(catalog);
    }

    /** ALTER TABLE makes the partitions' indexes anew and gives them names of its own. */
    private void nameAsBefore(Catalog catalog) throws SQLException {
        var wanted = new HashMap<List<QualifiedName>, QualifiedName>();
        for (var index : catalog.indexes()) {
            var whole = index.partitionOf();
            if (whole != null) {
                wanted.put(List.of(whole, index.table()), index.name());
            }
        }
        var renames = new ArrayList<String>();
        try (var rows =
                session.executeQuery("/* howdah */ SELECT pn.nspname, p.relname, tn.nspname, t.relname, n.nspname,"
                        + " c.relname FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid JOIN pg_catalog.pg_class t ON t.oid = x.indrelid"
                        + " JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
                        + " JOIN pg_catalog.pg_class p ON p.oid = i.inhparent"
                        + " JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace")) {
            while (rows.next()) {
                var now = name(rows, 5);
                var before = wanted.get(List.of(name(rows, 1), name(rows, 3)));
                if (before != null && !before.equals(now)) {
                    renames.add("ALTER INDEX " + now.quoted() + " RENAME TO " + Name.quoted(before.name()));
                }
            }
        }
        for (var rename : renames) {
            session.execute(rename);
        }
    }

    private static QualifiedName name(ResultSet rows, int column) throws SQLException {
        return new QualifiedName(rows.getString(column), rows.getString(column + 1));
    }

    private static Set<QualifiedName> tree(Catalog catalog, QualifiedName root) {
        var tree = new HashSet<QualifiedName>();
        tree.add(root);
        for (boolean grown = true; grown; ) {
            grown = false;
            for (var relation : catalog.relations()) {
                var parent = relation.parent();
                grown |= parent != null && tree.contains(parent) && tree.add(relation.name());
            }
        }
        return tree;
    }

    private Relation retyped(Relation relation) throws SQLException {
        var columns = new ArrayList<Column>();
        for (var column : relation.columns()) {
            columns.add(column.name().equals(change.column()) ? retyped(relation, column) : column);
        }
        double factor = RowWidth.of(columns) / RowWidth.of(relation.columns());
        var indexes = new ArrayList<Index>();
        for (var index : relation.indexes()) {
            double growth = RowWidth.ofIndex(index.definition(), columns, relation.tuples())
                    / RowWidth.ofIndex(index.definition(), relation.columns(), relation.tuples());
            indexes.add(Changed.grown(index, growth));
        }
        return Changed.grown(relation, columns, indexes, factor);
    }

    private Column retyped(Relation relation, Column old) throws SQLException {
        var column = attribute(relation, old);
        var statistics = old.statistics();
        return statistics == null
                ? column
                : Changed.statistics(
                        column,
                        new RetypedStatistics(connection, old.type(), column, relation.tuples(), failed)
                                .of(statistics));
    }

    /** The column as the twin's catalogs have it now. */
    private Column attribute(Relation relation, Column old) throws SQLException {
        try (var question = connection.prepareStatement("/* howdah */ SELECT"
                + " pg_catalog.format_type(a.atttypid, a.atttypmod), n.nspname || '.' || t.typname, t.typtype, a.attlen,"
                + " a.attalign, a.attstorage FROM pg_catalog.pg_attribute a"
                + " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
                + " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace"
                + " WHERE s.nspname = ? AND c.relname = ? AND a.attname = ?")) {
            question.setString(1, relation.name().schema());
            question.setString(2, relation.name().name());
            question.setString(3, old.name());
            try (var rows = question.executeQuery()) {
                if (!rows.next()) {
                    throw Problem.input("the twin does not have " + relation.name());
                }
                return new Column(
                        old.number(),
                        old.name(),
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getInt(4),
                        rows.getString(5),
                        rows.getString(6),
                        old.notNull(),
                        old.defaultExpression(),
                        old.identity(),
                        old.generated(),
                        null,
                        old.statisticsTarget(),
                        null);
            }
        }
    }
}

package io.howdah.engine.prove;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.postgres.Marked;
import io.howdah.engine.postgres.SqlProblems;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Indexes on a copy, in a transaction that is never committed. Each is built once; while some are looked at the others are
 * dropped back to a savepoint, which costs no rebuild.
 */
final class TrialIndexes {

    private static final String ON_PARTITIONS = """
            SELECT c.relname
              FROM pg_catalog.pg_partition_tree(CAST(? AS pg_catalog.regclass)) t
              JOIN pg_catalog.pg_class c ON c.oid = t.relid
            """;

    /** Set where rows were updated lately: older snapshots, ours among them, must not use the index (README.HOT). */
    private static final String TOO_NEW =
            "SELECT indcheckxmin FROM pg_catalog.pg_index WHERE indexrelid = CAST(? AS pg_catalog.regclass)";

    private final Connection connection;
    private final Map<IndexDefinition, QualifiedName> built = new LinkedHashMap<>();
    private final Map<String, IndexDefinition> definitions = new HashMap<>();

    TrialIndexes(Connection connection) {
        this.connection = connection;
    }

    /** Something done while some indexes are there. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes an extension unless it is there; the reason why it cannot be made. */
    Optional<String> make(CreateExtension extension) throws SQLException {
        return attempt(
                () -> Runs.execute(connection, extension.steps().getFirst().sql()));
    }

    /** Builds an index unless it was; the reason why it cannot be built. */
    Optional<String> build(IndexDefinition definition) throws SQLException {
        if (built.containsKey(definition)) {
            return Optional.empty();
        }
        var name = new QualifiedName(definition.table().schema(), "howdah_trial_" + built.size());
        var failed = attempt(() -> {
            Runs.execute(connection, definition.createSql(name.name(), false));
            if (definition.keys().stream().anyMatch(k -> k.column() == null)) {
                Runs.execute(connection, "ANALYZE " + definition.table().quoted());
            }
        });
        if (failed.isPresent()) {
            return failed;
        }
        if (values(TOO_NEW, name).contains("t")) {
            drop(List.of(name));
            return Optional.of("rows of " + definition.table()
                    + " were updated so lately that the transaction cannot use it; VACUUM the table on the copy");
        }
        built.put(definition, name);
        definitions.put(name.name(), definition);
        values(ON_PARTITIONS, name).forEach(part -> definitions.put(part, definition));
        return Optional.empty();
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private Optional<String> attempt(Attempt attempt) throws SQLException {
        var before = connection.setSavepoint();
        try {
            attempt.run();
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (SQLException e) {
            connection.rollback(before);
            return Optional.of(SqlProblems.message(e));
        }
    }

    /** With these of the built ones, and without those of the existing ones. What the work changes is taken back. */
    <T> T with(Set<IndexDefinition> kept, Set<QualifiedName> dropped, Work<T> work) throws SQLException {
        var gone = new ArrayList<>(dropped);
        built.forEach((definition, name) -> {
            if (!kept.contains(definition)) {
                gone.add(name);
            }
        });
        var before = connection.setSavepoint();
        try {
            drop(gone);
            return work.run();
        } finally {
            connection.rollback(before);
        }
    }

    private void drop(Collection<QualifiedName> names) throws SQLException {
        if (!names.isEmpty()) {
            var list = names.stream().map(QualifiedName::quoted).toList();
            Runs.execute(connection, "DROP INDEX IF EXISTS " + String.join(", ", list));
        }
    }

    /** Those built here that a plan uses. */
    Set<IndexDefinition> used(Plan plan) {
        var used = new LinkedHashSet<IndexDefinition>();
        plan.nodes().stream()
                .map(PlanNode::index)
                .filter(Objects::nonNull)
                .map(definitions::get)
                .filter(Objects::nonNull)
                .forEach(used::add);
        return used;
    }

    /** The plan with indexes that were built here as they are defined in place of their names. */
    Plan named(Plan plan) {
        var names = new HashMap<String, String>();
        definitions.forEach((name, definition) -> names.put(name, definition.toString()));
        return plan.renamed(names);
    }

    private List<String> values(String sql, QualifiedName name) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = connection.prepareStatement(Marked.sql(sql))) {
            statement.setString(1, name.quoted());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}

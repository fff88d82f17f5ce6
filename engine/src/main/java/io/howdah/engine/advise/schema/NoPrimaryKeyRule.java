package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sees tables without a primary key: rows that nobody can name. */
public final class NoPrimaryKeyRule implements TableRule {

    private static final Threshold ROWS =
            new Threshold("no-primary-key.rows", 1, "rows", "an empty table harms nobody yet");

    private static final Set<String> KEYS = Set.of("pg_catalog.int4", "pg_catalog.int8", "pg_catalog.uuid");

    @Override
    public String slug() {
        return "no-primary-key";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        boolean keyed = table.constraints().stream().anyMatch(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
                || table.nature().parents().stream().findAny().isPresent();
        return keyed || table.estimatedRows() < scene.of(ROWS) ? Stream.of() : Stream.of(finding(table));
    }

    private Finding finding(Relation table) {
        var unique = table.indexes().stream()
                .filter(i -> i.definition().unique() && i.definition().predicate() == null)
                .filter(i -> i.definition().keys().stream().allMatch(k -> isNeverNull(table, k)))
                .findFirst();
        return Finding.of(
                        slug(),
                        unique.map(i -> i.replicaIdentity() ? Severity.INFO : Severity.NOTICE)
                                .orElse(Severity.WARNING),
                        table.name().toString(),
                        "%s has no primary key".formatted(table.name()),
                        "Rows that are the same twice cannot be told apart, mended one by one or referred to, and logical replication refuses to update and delete them.",
                        List.of(Evidence.catalog(unique.map(i -> i.name() + " is unique on columns that are never null")
                                .orElse("%,.0f rows, no unique index on columns that are never null"
                                        .formatted(table.estimatedRows())))))
                .deciding(unique.map(i -> promote(table, i)).orElseGet(() -> add(table)));
    }

    private static boolean isNeverNull(Relation table, IndexKey key) {
        return key.column() != null
                && table.column(key.column()).filter(Column::notNull).isPresent();
    }

    private static Decision promote(Relation table, Index index) {
        var clause = index.constraint() == null
                ? "ADD PRIMARY KEY USING INDEX " + Name.quoted(index.name().name())
                : "ADD PRIMARY KEY ("
                        + index.definition().keys().stream()
                                .map(IndexKey::expression)
                                .collect(joining(", ")) + ")";
        return Decision.whether(
                        "make the unique index the primary key",
                        List.of("The promise is kept already; only its name changes."),
                        TableRule.alter(table, clause))
                .or(
                        "name it to replication only",
                        List.of(
                                "Logical replication then tells rows by it; tools that look for a primary key go on finding none."),
                        TableRule.alter(
                                table,
                                "REPLICA IDENTITY USING INDEX "
                                        + Name.quoted(index.name().name())));
    }

    /** A name that no column has. */
    private static String free(Relation table) {
        return Stream.concat(
                        Stream.of("id", "row_id"),
                        IntStream.iterate(2, n -> n + 1).mapToObj(n -> "row_id_" + n))
                .filter(name -> table.column(name).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Decision add(Relation table) {
        var own = Decision.whether(
                "add a key of its own",
                List.of(
                        "The statement rewrites the table under an exclusive lock: for a large one do it in steps.",
                        "Where columns of it should be unique together, look for duplicates and make these the key instead."),
                TableRule.alter(
                        table, "ADD COLUMN " + free(table) + " bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"));
        return tellingApart(table)
                .map(c -> own.or(
                        "make " + c.name() + " the key",
                        List.of(
                                "In the rows that ANALYZE read it was never null and never the same twice; that it shall be so is for you to say.",
                                "The index is built under a lock on writes; for a large table build a unique one CONCURRENTLY first, and make it the key."),
                        TableRule.alter(table, "ADD PRIMARY KEY (" + Name.quoted(c.name()) + ")")))
                .orElse(own);
    }

    /** A number, UUID or text that was never null and never the same twice in the rows that ANALYZE read. */
    private static Optional<Column> tellingApart(Relation table) {
        return table.columns().stream()
                .filter(c -> KEYS.contains(c.typeName()) || ClosedSet.isText(c))
                .filter(c -> isApart(c.statistics()))
                .findFirst();
    }

    private static boolean isApart(@Nullable ColumnStatistics statistics) {
        return statistics != null && statistics.distinct() == -1 && statistics.nullFraction() == 0;
    }
}

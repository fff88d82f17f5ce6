package io.howdah.engine.advise;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Relation.Kind;
import io.howdah.engine.catalog.RelationUse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables that a database's makers answer for: neither of extensions, nor of migration tools, nor temporary. */
public final class OwnTables {

    /** Tables in which migration tools keep their books, in lower case. */
    private static final Set<String> BOOKS =
            Set.of(("flyway_schema_history schema_version databasechangelog databasechangeloglock schema_migrations"
                            + " ar_internal_metadata alembic_version django_migrations knex_migrations"
                            + " knex_migrations_lock _prisma_migrations goose_db_version gorp_migrations sequelizemeta"
                            + " __efmigrationshistory __drizzle_migrations doctrine_migration_versions phinxlog"
                            + " atlas_schema_revisions mikro_orm_migrations typeorm_metadata __diesel_schema_migrations"
                            + " _sqlx_migrations refinery_schema_history _yoyo_migration _yoyo_log _yoyo_version"
                            + " yoyo_lock schema_info pgmigrations migration_versions")
                    .split(" "));

    /** Schemas that are a migration tool's own. */
    private static final Set<String> SCHEMAS = Set.of("sqitch", "pgroll", "drizzle", "atlas_schema_revisions");

    /** What the names of tables end with that a change made online keeps until it is finished, or fills. */
    private static final List<String> FORMS = List.of("_howdah_old", "_howdah_new");

    private OwnTables() {}

    /** Tables in their own right: a partitioned one once, as large and as much used as its partitions together. */
    public static List<Relation> of(Catalog catalog) {
        var parts = catalog.relations().stream()
                .filter(r -> r.partitionBound() != null && r.parent() != null)
                .collect(groupingBy(Relation::parent));
        return catalog.relations().stream()
                .filter(r -> r.kind() == Kind.TABLE || r.kind() == Kind.PARTITIONED_TABLE)
                .filter(r -> r.partitionBound() == null && isOwn(r))
                .map(r -> r.kind() == Kind.PARTITIONED_TABLE ? whole(r, parts) : r)
                .toList();
    }

    /** The same by name. */
    public static Map<QualifiedName, Relation> byName(Catalog catalog) {
        var named = new HashMap<QualifiedName, Relation>();
        of(catalog).forEach(r -> named.put(r.name(), r));
        return named;
    }

    /** Whether the database's makers answer for it. */
    public static boolean isOwn(Relation relation) {
        var name = relation.name();
        return relation.ofExtension() == null
                && !relation.temporary()
                && !isOtherForm(relation)
                && !BOOKS.contains(name.name().toLowerCase(Locale.ROOT))
                && !SCHEMAS.contains(name.schema());
    }

    /** Whether it is another form of a table beside the one in use, or a table of the journal. */
    public static boolean isOtherForm(Relation relation) {
        var name = relation.name();
        return name.schema().equals("howdah") || FORMS.stream().anyMatch(name.name()::endsWith);
    }

    /** The partitions of a partitioned table that hold rows, at whatever depth. */
    public static List<Relation> leaves(Catalog catalog, Relation table) {
        if (table.kind() != Kind.PARTITIONED_TABLE) {
            return List.of();
        }
        var parts = catalog.relations().stream()
                .filter(r -> r.partitionBound() != null && r.parent() != null)
                .collect(groupingBy(Relation::parent));
        return leaves(table, parts).toList();
    }

    private static Stream<Relation> leaves(Relation table, Map<QualifiedName, List<Relation>> parts) {
        return parts.getOrDefault(table.name(), List.of()).stream()
                .flatMap(r -> r.kind() == Kind.PARTITIONED_TABLE ? leaves(r, parts) : Stream.of(r));
    }

    private static Relation whole(Relation table, Map<QualifiedName, List<Relation>> parts) {
        var leaves = leaves(table, parts).toList();
        if (leaves.isEmpty()) {
            return table;
        }
        var largest = leaves.stream()
                .max(Comparator.comparingDouble(Relation::estimatedRows))
                .orElseThrow();
        return table.sized(
                        leaves.stream().mapToLong(Relation::pages).sum(),
                        leaves.stream()
                                .mapToDouble(r -> Math.max(0, r.tuples()))
                                .sum(),
                        leaves.stream().mapToLong(Relation::allVisiblePages).sum(),
                        leaves.stream().mapToLong(Relation::heapBytes).sum(),
                        table.columns().stream().map(c -> known(c, largest)).toList())
                .withUse(used(leaves));
    }

    private static Column known(Column column, Relation largest) {
        return column.statistics() != null
                ? column
                : largest.column(column.name())
                        .map(c -> column.with(c.statistics()))
                        .orElse(column);
    }

    private static @Nullable RelationUse used(List<Relation> leaves) {
        return leaves.stream()
                .flatMap(r -> Stream.ofNullable(r.use()))
                .reduce(RelationUse::plus)
                .orElse(null);
    }
}

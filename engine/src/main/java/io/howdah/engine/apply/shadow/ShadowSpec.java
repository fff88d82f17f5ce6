package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the steps of one rewrite have in common; the journal keeps it with each of them.
 *
 * @param oid of the table that is rewritten
 * @param keyIndex the unique index that {@code key} is taken from
 * @param key the columns by which rows are told apart
 * @param columns those that are copied, as the new table has them
 * @param catalog what the catalogs said of the table when the rewrite was planned; with the swap only
 * @param changed the columns that are to differ afterwards
 * @param kept those that the reverse trigger writes into the old table
 * @param partitionedBy what stands behind PARTITION BY of the new table; null where it is a plain one
 * @param together the tables of the change, which go back together or not at all; null where it is this one only
 * @param order in which rows are copied; null where it is that of the key
 */
record ShadowSpec(
        long oid,
        String schema,
        String table,
        String keyIndex,
        List<KeyColumn> key,
        List<CopiedColumn> columns,
        List<CopiedColumn> kept,
        List<String> catalog,
        List<String> changed,
        @Nullable String partitionedBy,
        @Nullable List<Long> together,
        @Nullable CopyOrder order) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** @param type as the table in use has it; {@code newType} as the new one has it */
    record KeyColumn(String name, String type, String newType) {}

    /** @param from its value, as an expression over the columns of the table that it is copied from */
    record CopiedColumn(String name, String from) {}

    ShadowSpec withCatalog(List<String> lines) {
        return new ShadowSpec(
                oid, schema, table, keyIndex, key, columns, kept, lines, changed, partitionedBy, together, order);
    }

    /** By their oids. */
    List<String> group() {
        return together == null
                ? List.of(String.valueOf(oid))
                : together.stream().map(String::valueOf).toList();
    }

    boolean partitioned() {
        return partitionedBy != null;
    }

    /** The new table's own rows, or those of all its partitions. */
    String only(String newTable) {
        return partitioned() ? newTable : "ONLY " + newTable;
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    static ShadowSpec of(AppliedStep step) {
        return MAPPER.readValue(Objects.requireNonNull(step.detail()), ShadowSpec.class);
    }

    /** The table under its own name: the one in use before the swap, the new one after it. */
    String inUse() {
        return new QualifiedName(schema, table).quoted();
    }

    /** The new table before the swap. */
    String shadow() {
        return new QualifiedName(schema, shadowName()).quoted();
    }

    /** The old table after the swap. */
    String old() {
        return new QualifiedName(schema, oldName()).quoted();
    }

    String shadowName() {
        return Name.limited(table + "_howdah_new");
    }

    String oldName() {
        return Name.limited(table + "_howdah_old");
    }

    /** Keys whose rows could not be brought into step at once. */
    String late() {
        return "howdah.late_" + oid;
    }

    /** The function that brings the new table into step. */
    String forward() {
        return "howdah.sync_" + oid;
    }

    /** The function that keeps the old table in step. */
    String backward() {
        return "howdah.back_" + oid;
    }

    /** Sorts before the names of nearly all triggers, so that ours comes first. */
    String trigger() {
        return "\"!howdah_" + oid + "\"";
    }

    String truncateTrigger() {
        return "\"!howdah_truncate_" + oid + "\"";
    }

    /** The key's columns, each after an alias. */
    String keyOf(String alias) {
        return each(key.stream(), alias);
    }

    /** Whether rows are copied in the order of the key. */
    boolean byKey() {
        return order == null || order.isOf(key);
    }

    /** What says where a row lies on the way of the copy, and which row it is; each column after an alias. */
    String placeOf(String alias) {
        var place = order == null ? Stream.<KeyColumn>of() : order.columns().stream();
        return each(Stream.concat(key.stream(), place).distinct(), alias);
    }

    private static String each(Stream<KeyColumn> columns, String alias) {
        return columns.map(c -> alias + "." + Name.quoted(c.name())).collect(Collectors.joining(", "));
    }

    /** A condition that two rows have the same key. */
    String sameKey(String alias, String other) {
        return key.stream()
                .map(k -> alias + "." + Name.quoted(k.name()) + " = " + other + "." + Name.quoted(k.name()))
                .collect(Collectors.joining(" AND "));
    }

    String columnList() {
        return names(columns);
    }

    String keptList() {
        return names(kept);
    }

    String expressions() {
        return columns.stream().map(CopiedColumn::from).collect(Collectors.joining(", "));
    }

    static String names(List<CopiedColumn> of) {
        return of.stream().map(c -> Name.quoted(c.name())).collect(Collectors.joining(", "));
    }
}

package io.howdah.engine.apply.partition;

import io.howdah.engine.change.PartitionTable.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What stands against making a table partitioned, all of it at once. */
final class Objections {

    private final TableFacts facts;
    private final List<String> columns;
    private final Keys keys;
    private final boolean dropForeignKeys;
    private final List<String> found = new ArrayList<>();

    private Objections(TableFacts facts, List<String> columns, Keys keys, boolean dropForeignKeys) {
        this.facts = facts;
        this.columns = columns;
        this.keys = keys;
        this.dropForeignKeys = dropForeignKeys;
    }

    /** @param columns that decide about partitions */
    static List<String> of(TableFacts facts, List<String> columns, Keys keys, boolean dropForeignKeys) {
        var all = new Objections(facts, columns, keys, dropForeignKeys);
        all.ofTable();
        columns.forEach(all::ofColumn);
        all.ofKeys();
        all.ofForeignKeys();
        all.ofDependents();
        return List.copyOf(all.found);
    }

    private void object(String what) {
        found.add("Table " + facts.name() + " " + what);
    }

    private void ofTable() {
        facts.obstacles().forEach(this::object);
        if (facts.forcedPolicies()) {
            object("hides rows from this role by row-level security; connect as a role with BYPASSRLS");
        }
        facts.triggers().stream()
                .filter(LiveTrigger::perRowWithRows)
                .forEach(t -> object("has the trigger " + t.name()
                        + ", for each row with a table of the changed rows, which partitions cannot have"));
        facts.outgoing().stream()
                .filter(k -> !k.validated())
                .forEach(
                        k -> object("has a foreign key that is not validated, so that it would be checked under a lock;"
                                + " run first: " + k.validate()));
    }

    private void ofColumn(String column) {
        var found = facts.column(column);
        if (found.isEmpty()) {
            object("has no column " + column);
            return;
        }
        if (found.get().generated()) {
            object("has the column " + column + ", which is generated and so cannot decide about partitions");
        }
    }

    private void ofKeys() {
        facts.keys().stream()
                .filter(LiveKey::exclusion)
                .forEach(k -> object("has the exclusion constraint " + k.name().name()
                        + ", which a partitioned table cannot have over all its partitions"));
        var lacking = lacking();
        if (lacking.isEmpty()) {
            return;
        }
        switch (keys) {
            case UNDECIDED -> found.add(choices(lacking));
            case WIDEN ->
                lacking.stream()
                        .filter(k -> !k.plain())
                        .forEach(k -> object("has the "
                                + k.what()
                                + ", which is on expressions, on a part of the rows or in an order of its own and cannot"
                                + " be widened; do without it, or drop it"));
            case WITHOUT -> {}
        }
    }

    private List<LiveKey> lacking() {
        return facts.keys().stream()
                .filter(k -> k.valid() && !k.exclusion() && k.lacksAny(columns))
                .toList();
    }

    /** Both ways with what they mean. */
    private String choices(List<LiveKey> lacking) {
        var named = String.join(", ", columns);
        var promised = String.join(", ", lacking.stream().map(LiveKey::what).toList());
        var pointing = facts.incoming().stream()
                .filter(k -> lacking.stream().anyMatch(l -> l.oid() == k.indexOid()))
                .map(ForeignKey::what)
                .toList();
        var foreign = pointing.isEmpty()
                ? ""
                : "\n      Either way these cannot stay, and must be allowed to be dropped:\n        "
                        + String.join("\n        ", pointing);
        return "Table " + facts.name() + " has " + promised + " without " + named
                + ", and a partitioned table promises only keys that contain the deciding column. Choose:\n"
                + "      widen    each gets " + named
                + " in addition. Lookups and ON CONFLICT need all columns then, and the"
                + " same "
                + String.join(
                        " or ",
                        lacking.stream().map(k -> String.join(", ", k.keys())).toList())
                + " may come twice with different " + named + "; a sequence or a UUID keeps that from happening, the"
                + " database no longer does\n"
                + "      without  the table has none of them; each partition keeps the promise among its own rows."
                + " ON CONFLICT cannot name them, and logical replication goes by each partition's own key"
                + foreign;
    }

    private void ofForeignKeys() {
        for (var key : facts.incoming()) {
            boolean loses = lacking().stream().anyMatch(k -> k.oid() == key.indexOid());
            if (loses && !dropForeignKeys && keys != Keys.UNDECIDED) {
                object("is pointed at by the " + key.what()
                        + ", and will not promise these columns as unique any more; let it be dropped, or drop it");
            }
            if (!loses && key.fromPartitioned() && !dropForeignKeys) {
                object("is pointed at by the " + key.what()
                        + ", from a partitioned table, where it cannot be made again"
                        + " without checking all rows under a lock; let it be dropped, or drop it");
            }
        }
    }

    private void ofDependents() {
        Stream<Dependent> stuck = facts.dependents().stream().filter(d -> d.again() == null);
        stuck.forEach(d -> object("is used by " + d.what() + ", which would stay with the first partition and cannot be"
                + " pointed at the partitioned table in its place; drop it, and make it again afterwards"));
    }
}

package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.shadow.LivePart.Index;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that make the partitions of a new table, and its indexes, all of which are there before the rows: an index of a
 * partitioned table cannot be built concurrently.
 *
 * <p>What rows are stored by goes to the partitions; who may see them does not. Rows are reached through the table, which has the
 * privileges and the policies; a partition that could be read by itself would be read past them.
 */
final class DividedSql {

    private final Division division;
    private final Facts facts;
    private final ShadowSpec spec;

    DividedSql(Division division, Facts facts) {
        this.division = division;
        this.facts = facts;
        this.spec = facts.spec();
    }

    /** @param setting of the table, with {@code %s} in place of its name */
    static boolean isOfStorage(String setting) {
        return setting.startsWith("ALTER TABLE %s SET (");
    }

    List<String> indexes() {
        var sql = new ArrayList<String>();
        facts.wholeIndexes().forEach(index -> sql.add(index(index)));
        return sql;
    }

    private String index(Index index) {
        var name = Name.quoted(CreationSql.newName(index.name()));
        var changed = division.keys().get(index.name());
        if (index.constraint().isEmpty()) {
            return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + name + " ON " + spec.shadow() + " "
                    + (changed == null ? index.body() : changed);
        }
        return "ALTER TABLE " + spec.shadow() + " ADD CONSTRAINT " + name + " "
                + (changed == null ? index.constraintSql() : changed);
    }

    /**
     * @param settings of the table, with {@code %s} in place of its name
     * @param grantees whom the server grants new tables to by itself
     */
    List<String> partitions(List<String> settings, List<String> grantees) {
        var sql = new ArrayList<String>();
        division.parts().forEach(part -> sql.addAll(part.create(spec.shadow())));
        division.tree().forEach(part -> rights(part.name().quoted(), grantees, sql));
        for (var leaf : division.leaves()) {
            var name = leaf.name().quoted();
            settings.stream()
                    .filter(s -> isOfStorage(s) || s.startsWith("ALTER TABLE %s ALTER COLUMN "))
                    .forEach(s -> sql.add(s.replace("%s", name)));
            identity(name, sql);
            facts.indexes().stream().filter(i -> !division.whole(i)).forEach(i -> sql.add(own(name, i)));
        }
        return sql;
    }

    private void rights(String partition, List<String> grantees, List<String> sql) {
        if (facts.traits().ownerIsOther()) {
            sql.add("ALTER TABLE " + partition + " OWNER TO "
                    + Name.quoted(facts.traits().owner()));
        }
        grantees.forEach(role -> sql.add("REVOKE ALL ON " + partition + " FROM " + role));
    }

    private void identity(String partition, List<String> sql) {
        switch (facts.traits().replicaIdentity()) {
            case "f" -> sql.add("ALTER TABLE " + partition + " REPLICA IDENTITY FULL");
            case "n" -> sql.add("ALTER TABLE " + partition + " REPLICA IDENTITY NOTHING");
            default -> {}
        }
    }

    /** What the whole cannot promise, each partition promises of its own rows. */
    private static String own(String partition, Index index) {
        return index.constraint().isEmpty()
                ? "CREATE UNIQUE INDEX ON " + partition + " " + index.body()
                : "ALTER TABLE " + partition + " ADD " + index.constraintSql();
    }
}

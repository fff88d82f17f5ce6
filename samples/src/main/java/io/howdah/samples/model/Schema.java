package io.howdah.samples.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that make a sample's relations, in the form in which the product finds them.
 *
 * @param foreignKeys in an order in which they can be added
 * @param indexes every index that does not come from a constraint
 */
public record Schema(List<Table> tables, List<ForeignKey> foreignKeys, List<Index> indexes) {

    /**
     * A table, its primary key apart so that it can be made after the rows are there.
     *
     * @param identity the identity column, or empty
     * @param fullness how full its pages are, in percent: one that is updated all day never has full pages, and its
     *     updates find room beside the old row
     */
    public record Table(String name, String create, String primaryKey, String identity, int fullness) {}

    /** A foreign key; it has no index of its own. */
    public record ForeignKey(String table, String add) {}

    /** An index, good or bad. */
    public record Index(String name, String table, String create) {}

    /** The table of this name. */
    public Table table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table is called " + name));
    }

    /** All statements in an order in which an empty database accepts them. */
    public List<String> statements() {
        return Stream.of(
                        tables.stream().map(Table::create),
                        tables.stream().map(Table::primaryKey),
                        foreignKeys.stream().map(ForeignKey::add),
                        indexes.stream().map(Index::create))
                .flatMap(statements -> statements)
                .toList();
    }
}

package io.howdah.samples.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that make a sample's relations, in the form in which the product finds them.
 *
 * @param extensions names of the extensions that the application has installed
 * @param functions what the application calls or its triggers do
 * @param foreignKeys in an order in which they can be added
 * @param indexes every index that does not come from a constraint
 */
public record Schema(
        List<String> extensions,
        List<Table> tables,
        List<Function> functions,
        List<ForeignKey> foreignKeys,
        List<Index> indexes) {

    /** A database without extensions and functions. */
    public Schema(List<Table> tables, List<ForeignKey> foreignKeys, List<Index> indexes) {
        this(List.of(), tables, List.of(), foreignKeys, indexes);
    }

    /**
     * A table, its primary key and unique columns apart so that they can be made after the rows are there.
     *
     * @param primaryKey adds them in one statement
     * @param identity the identity or serial column, or empty
     * @param fullness how full its pages are, in percent: one that is updated all day never has full pages, and its
     *     updates find room beside the old row
     */
    public record Table(String name, String create, String primaryKey, String identity, int fullness) {}

    /** A function whose name no other has. */
    public record Function(String name, String create) {}

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
                        extensions.stream().map(Schema::installing),
                        tables.stream().map(Table::create),
                        tables.stream().map(Table::primaryKey),
                        functions.stream().map(Function::create),
                        foreignKeys.stream().map(ForeignKey::add),
                        indexes.stream().map(Index::create))
                .flatMap(statements -> statements)
                .toList();
    }

    /** The statement that installs an extension where it is not installed. */
    public static String installing(String extension) {
        return "create extension if not exists " + extension;
    }
}

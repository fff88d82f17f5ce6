package io.howdah.engine.apply.fault;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.stream.Stream;

/** The table that the writers write to, as it is before any change. */
final class LedgerTable {

    static final String NAME = "Led ger";

    /** Rows that no writer touches, with keys below zero. */
    static final int FIXED = 100;

    private LedgerTable() {}

    static QualifiedName in(Database db) {
        return new QualifiedName(db.schema(), NAME);
    }

    /** Without rows; with two indexes that every kind of change must keep. */
    static List<String> create() {
        return List.of(
                "create table \"Led ger\" (id bigint primary key, amount int, note text, state text, changed timestamptz)",
                "create index \"by state\" on \"Led ger\" (state, amount)",
                "create index \"with note\" on \"Led ger\" (note) where note is not null",
                "comment on table \"Led ger\" is 'What is owed'");
    }

    /** The same in partitions of a million keys, and one for old rows, which has none. */
    static List<String> partitioned() {
        return Stream.concat(
                        create().stream()
                                .map(sql -> sql.startsWith("create table") ? sql + " partition by range (id)" : sql),
                        Stream.of(
                                "create table \"ol d\" partition of \"Led ger\" for values from (-3000000) to (-2000000)",
                                "create table \"fi xed\" partition of \"Led ger\" for values from (-1000000) to (0)",
                                "create table \"fir st\" partition of \"Led ger\" for values from (0) to (1000000)"))
                .toList();
    }

    /** The rows that are there at first: the fixed ones, and as many others with keys from 1. */
    static List<String> fill(States states, int rows) {
        var all = states.all();
        return List.of(
                "insert into \"Led ger\" select -g, g, 'fixed', '" + all.getFirst()
                        + "', timestamptz '2026-01-01 00:00 UTC' from generate_series(1, " + FIXED + ") g",
                "insert into \"Led ger\" select g, g % 1000, 'first ' || g, ('{" + String.join(",", all)
                        + "}'::text[])[1 + g % " + all.size() + "], timestamptz '2026-01-01 00:00 UTC'"
                        + " from generate_series(1, " + rows + ") g",
                "analyze \"Led ger\"");
    }
}

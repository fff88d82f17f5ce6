package io.howdah.engine.apply.fault;

import io.howdah.engine.change.Change;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A kind of change that the suite tries.
 *
 * @param table statements that make the table of the ledger, without rows
 * @param states that a row can be in
 * @param changes to be made of a database with the table in it; the same for each such database
 * @param check a condition, as SQL, that holds when the changes are made and not before
 * @param rows that the table has at first
 * @param lasting what of the catalog may stay when the changes are taken back
 * @param afterwards statements when the rows are there, and the journal
 */
record KindOfChange(
        String name,
        List<String> table,
        States states,
        Function<Database, List<? extends Change>> changes,
        String check,
        int rows,
        Pattern lasting,
        List<String> afterwards) {

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    static KindOfChange of(String name, Function<Database, List<? extends Change>> changes, String check) {
        return new KindOfChange(name, LedgerTable.create(), States.SAME, changes, check, 2_000, NOTHING, List.of());
    }

    /** With other statements after those that make the table. */
    KindOfChange with(String... statements) {
        var all = new java.util.ArrayList<>(table);
        all.addAll(List.of(statements));
        return new KindOfChange(name, List.copyOf(all), states, changes, check, rows, lasting, afterwards);
    }

    KindOfChange states(States other) {
        return new KindOfChange(name, table, other, changes, check, rows, lasting, afterwards);
    }

    /** The same, where what a pattern finds in the lines of the catalog may stay. */
    KindOfChange leaving(String pattern) {
        return new KindOfChange(name, table, states, changes, check, rows, Pattern.compile(pattern), afterwards);
    }

    KindOfChange afterwards(String... statements) {
        return new KindOfChange(name, table, states, changes, check, rows, lasting, List.of(statements));
    }

    /** Of a table that is made by these statements. */
    KindOfChange onTable(List<String> other) {
        return new KindOfChange(name, other, states, changes, check, rows, lasting, afterwards);
    }

    KindOfChange rows(int other) {
        return new KindOfChange(name, table, states, changes, check, other, lasting, afterwards);
    }

    @Override
    public String toString() {
        return name;
    }
}

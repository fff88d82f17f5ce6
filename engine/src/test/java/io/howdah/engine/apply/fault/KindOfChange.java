package io.howdah.engine.apply.fault;

import io.howdah.engine.change.Change;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of change that the suite tries.
 *
 * @param table statements that make the table of the ledger, without rows
 * @param states that a row can be in
 * @param changes to be made of a database with the table in it; the same for each such database
 * @param check a condition, as SQL, that holds when the changes are made and not before
 * @param rows that the table has at first
 */
record KindOfChange(
        String name,
        List<String> table,
        States states,
        Function<Database, List<? extends Change>> changes,
        String check,
        int rows) {

    static KindOfChange of(String name, Function<Database, List<? extends Change>> changes, String check) {
        return new KindOfChange(name, LedgerTable.create(), States.SAME, changes, check, 2_000);
    }

    /** With other statements after those that make the table. */
    KindOfChange with(String... statements) {
        var all = new java.util.ArrayList<>(table);
        all.addAll(List.of(statements));
        return new KindOfChange(name, List.copyOf(all), states, changes, check, rows);
    }

    KindOfChange states(States other) {
        return new KindOfChange(name, table, other, changes, check, rows);
    }

    KindOfChange rows(int other) {
        return new KindOfChange(name, table, states, changes, check, other);
    }

    @Override
    public String toString() {
        return name;
    }
}

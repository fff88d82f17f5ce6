package io.howdah.engine.apply.batch;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backfill works by, as the journal keeps it.
 *
 * @param only whether the table's rows are all its own: it has no partitions
 * @param key by whose order it goes
 * @param set the list of assignments
 * @param where a condition that holds for the rows that are not done yet
 * @param replica whether triggers of the table are to rest meanwhile
 */
record BackfillWork(QualifiedName table, boolean only, List<KeyColumn> key, String set, String where, boolean replica) {

    private static final JsonMapper JSON = new JsonMapper();

    BackfillWork {
        key = List.copyOf(key);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    static BackfillWork parse(String json) {
        return JSON.readValue(json, BackfillWork.class);
    }

    /** The key at which a batch ends; parameters are the key after which it begins, and one less than its rows. */
    String bound(boolean from) {
        return "SELECT " + listed(k -> "CAST(" + k.quoted() + " AS text)") + " FROM " + relation()
                + (from ? " WHERE " + after() : "") + " ORDER BY " + listed(KeyColumn::quoted) + " OFFSET ? LIMIT 1";
    }

    /** The batch itself; parameters are the key after which it begins, and the one at which it ends. */
    String update(boolean from, boolean to) {
        return "UPDATE " + relation() + " SET " + set + " WHERE " + (from ? after() + " AND " : "")
                + (to ? compared("<=") + " AND " : "") + "(" + where + ")";
    }

    private String relation() {
        return (only ? "ONLY " : "") + table.quoted();
    }

    private String after() {
        return compared(">");
    }

    private String compared(String operator) {
        return "(" + listed(KeyColumn::quoted) + ") " + operator + " (" + listed(k -> "CAST(? AS " + k.type() + ")")
                + ")";
    }

    private String listed(Function<KeyColumn, String> text) {
        return key.stream().map(text).collect(Collectors.joining(", "));
    }

    /** One column of the key, with its type as SQL writes it. */
    record KeyColumn(String name, String type) {

        String quoted() {
            return Name.quoted(name);
        }
    }
}

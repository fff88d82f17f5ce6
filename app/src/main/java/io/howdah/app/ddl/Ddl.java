package io.howdah.app.ddl;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.ClusterTable;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.StampUpdates;
import java.util.ArrayList;
import java.util.List;

/** Statements of DDL as people write them, read as changes that can be made online. */
public final class Ddl {

    /** A statement that is understood. */
    public static final String EXAMPLE = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL";

    private final Source source;
    private final Names names;

    private Ddl(String text, Names names) {
        this.source = new Source(text);
        this.names = names;
    }

    /** The changes that statements ask for, in order; or a problem that says what cannot be done, where, and what to do. */
    public static List<Change> read(String text, Names names) {
        var ddl = new Ddl(text, names);
        var changes = new ArrayList<Change>();
        while (!ddl.source.atEnd()) {
            if (!ddl.source.take(";")) {
                changes.addAll(ddl.statement());
                ddl.source.statementEnd();
            }
        }
        if (changes.isEmpty()) {
            throw Problem.input("give the statement to carry out, such as '" + EXAMPLE + "'");
        }
        return List.copyOf(changes);
    }

    /**
     * A column that takes the time of each update.
     *
     * @param text table and column, as in {@code orders.updated_at}
     */
    public static Change stamp(String text, Names names) {
        var source = new Source(text);
        var parts = source.names(".");
        source.statementEnd();
        if (parts.size() < 2) {
            throw Problem.input("'" + text + "' is no column; give TABLE.COLUMN, such as orders.updated_at");
        }
        var quoted = parts.stream().limit(parts.size() - 1L).map(Name::quoted).collect(joining("."));
        return new StampUpdates(
                names.relation(quoted)
                        .orElseThrow(() ->
                                Problem.input("there is no table " + quoted + " in the search path " + names.path())),
                parts.getLast());
    }

    private List<? extends Change> statement() {
        var start = source.peek();
        if (source.take("alter", "table")) {
            return new AlterTableDdl(source, this).read();
        }
        var other = new ViewDdl(source, this, names).read();
        other = other == null ? new SettingDdl(source).read() : other;
        if (other != null) {
            return List.of(other);
        }
        if (source.isAny("create", "drop", "reindex")) {
            var changes = new IndexDdl(source, this, names).read();
            if (!changes.isEmpty()) {
                return changes;
            }
        }
        if (source.take("vacuum")) {
            return List.of(full());
        }
        if (source.take("cluster")) {
            return List.of(clustered());
        }
        throw source.wrong(start, Refused.statement(source));
    }

    private Change full() {
        boolean full = source.take("full") || source.take("(", "full", ")");
        if (!full) {
            throw source.wrong(
                    "a plain VACUUM locks nobody out; run it with psql. VACUUM FULL is what Howdah does online");
        }
        return RewriteTable.compact(table());
    }

    /** With the index behind the table, as ever; or before it, as of old. */
    private Change clustered() {
        if (!source.take("(", "verbose", ")")) {
            source.take("verbose");
        }
        if (source.atStatementEnd()) {
            throw source.wrong("name the table to put in order: CLUSTER orders USING orders_customer_idx");
        }
        if (source.peek(1).is("on")) {
            var index = source.name();
            source.expect("on");
            return new ClusterTable(table(), index);
        }
        var table = table();
        return new ClusterTable(table, source.take("using") ? source.name() : null);
    }

    /** A table, or whatever else has rows. */
    QualifiedName table() {
        var token = source.peek();
        var quoted = source.quotedName();
        return names.relation(quoted)
                .orElseThrow(
                        () -> source.wrong(token, "there is no " + quoted + " in the search path " + names.path()));
    }

    Names names() {
        return names;
    }
}

package io.howdah.app.ddl;

import io.howdah.app.wish.IndexWish;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.ReindexIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX, DROP INDEX, REINDEX and CREATE STATISTICS. */
final class IndexDdl {

    private final Source source;
    private final Ddl ddl;
    private final Names names;

    IndexDdl(Source source, Ddl ddl, Names names) {
        this.source = source;
        this.ddl = ddl;
        this.names = names;
    }

    /** Nothing where it is another statement. */
    List<? extends Change> read() {
        if (source.take("create", "index")) {
            return List.of(create(false));
        }
        if (source.take("create", "unique", "index")) {
            return List.of(create(true));
        }
        if (source.take("create", "statistics")) {
            return List.of(statistics());
        }
        if (source.take("drop", "index")) {
            source.take("concurrently");
            return drop();
        }
        if (source.take("reindex", "index")) {
            source.take("concurrently");
            return List.of(new ReindexIndex(index()));
        }
        if (source.take("reindex", "table")) {
            source.take("concurrently");
            return names.indexes(ddl.table()).stream().map(ReindexIndex::new).toList();
        }
        return List.of();
    }

    private Change create(boolean unique) {
        source.take("concurrently");
        source.take("if", "not", "exists");
        var name = source.is("on") ? null : source.name();
        source.expect("on");
        source.take("only");
        var token = source.peek();
        var table = ddl.table();
        if (names.catalog()
                .relation(table)
                .filter(io.howdah.app.wish.Names::hasRows)
                .isEmpty()) {
            throw source.wrong(
                    token,
                    table
                            + " is a view, or else something that has no indexes of its own; a view that has the name of a"
                            + " renamed table, or of one with a renamed column, goes by howdah finish or howdah undo,"
                            + " and howdah undo --list shows their number");
        }
        var text = "CREATE " + (unique ? "UNIQUE " : "") + "INDEX ON " + table.quoted() + " " + source.rest();
        var definition = IndexWish.read(names.catalog(), text);
        return CreateIndex.on(names.catalog(), name == null ? name(definition) : name, definition);
    }

    private static String name(IndexDefinition definition) {
        var keys = definition.keys().stream()
                .map(key -> keyName(key.column()))
                .distinct()
                .collect(Collectors.joining("_"));
        return Name.limited(definition.table().name() + "_" + keys + "_idx");
    }

    private static String keyName(@Nullable String column) {
        return column == null ? "expr" : column;
    }

    private Index index() {
        var token = source.peek();
        var quoted = source.quotedName();
        return names.relation(quoted)
                .flatMap(names::index)
                .orElseThrow(() ->
                        source.wrong(token, "there is no index " + quoted + " in the search path " + names.path()));
    }

    private List<Change> drop() {
        source.take("if", "exists");
        var changes = new ArrayList<Change>();
        do {
            changes.add(new DropIndex(index()));
        } while (source.take(","));
        if (source.is("cascade")) {
            throw source.wrong("CASCADE would drop what undo could not bring back");
        }
        source.take("restrict");
        return changes;
    }

    private Change statistics() {
        source.take("if", "not", "exists");
        var name = source.is("on") || source.is("(") ? null : source.name();
        var kinds = source.is("(") ? source.names() : List.of("ndistinct", "dependencies", "mcv");
        source.expect("on");
        var columns = new ArrayList<String>();
        do {
            if (source.is("(")) {
                throw source.wrong("statistics on expressions are not carried out; name columns");
            }
            columns.add(source.name());
        } while (source.take(","));
        source.expect("from");
        var definition = new StatisticsDefinition(ddl.table(), kinds, columns);
        if (!definition.isSound()) {
            throw source.wrong("statistics are of two to eight columns, and of ndistinct, dependencies or mcv");
        }
        return name == null ? CreateStatistics.of(definition) : new CreateStatistics(name, definition);
    }
}

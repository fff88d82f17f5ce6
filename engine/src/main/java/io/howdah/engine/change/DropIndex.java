package io.howdah.engine.change;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/** Drops an index concurrently; the undo builds it again as it was. */
public record DropIndex(Index index) implements Change {

    private static final String CREATE = "CREATE INDEX ";
    private static final String CREATE_UNIQUE = "CREATE UNIQUE INDEX ";

    public QualifiedName table() {
        return index.table();
    }

    @Override
    public String summary() {
        return "drop index " + index.name() + " on " + index.definition();
    }

    @Override
    public List<Step> steps() {
        return List.of(new Step(
                "DROP INDEX CONCURRENTLY IF EXISTS " + index.name().quoted(), Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    /** As the server itself writes the definition down, where that names the table in full. */
    @Override
    public List<Step> undo() {
        var exact = index.definitionSql().contains(" ON " + table().quoted() + " ");
        var sql = exact
                ? concurrently(index.definitionSql())
                : index.definition().createSql(index.name().name(), true);
        return List.of(new Step(sql, Step.Lock.SHARE_UPDATE_EXCLUSIVE, true));
    }

    /** A definition as {@code pg_get_indexdef} writes it, made to run online. */
    public static String concurrently(String definitionSql) {
        if (definitionSql.startsWith(CREATE_UNIQUE)) {
            return CREATE_UNIQUE + "CONCURRENTLY " + definitionSql.substring(CREATE_UNIQUE.length());
        }
        if (definitionSql.startsWith(CREATE)) {
            return CREATE + "CONCURRENTLY " + definitionSql.substring(CREATE.length());
        }
        throw new IllegalArgumentException("not the definition of an index: " + definitionSql);
    }
}

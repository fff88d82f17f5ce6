package io.howdah.engine.advise.query;

import io.howdah.engine.advise.BuildOnline;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import net.sf.jsqlparser.statement.select.AllColumns;

/** A search by the key that a copied text stands for, in place of one by a pattern of the text. */
final class KeySearch {

    /** Wider columns are named only by those who read them, in bytes; ours. */
    private static final int WIDE = 100;

    /** Rows of a list that anybody reads; ours. */
    private static final int PAGE = 50;

    private KeySearch() {}

    static Choice of(PatternSearch search, CopiedColumn copied) {
        var table = search.searched().table();
        var index = IndexDefinition.btree(table.name(), keys(search, copied.key()));
        var owner = copied.owner().name().quoted();
        var condition = "%s = (SELECT %s FROM %s WHERE %s = %s)"
                .formatted(
                        Expressions.qualified(search.searched().alias(), copied.key()),
                        Name.quoted(copied.ownerKey()),
                        owner,
                        Name.quoted(copied.ownerText()),
                        search.sought().parameter());
        var consequences = new ArrayList<String>();
        consequences.add("Other rows: those of one %s, no longer all whose text has the pattern in it."
                .formatted(copied.owner().name()));
        consequences.add(
                "The application asks by %s, or by the whole %s as here.".formatted(copied.key(), copied.ownerText()));
        if (!Selects.isLimited(search.select())) {
            consequences.add(
                    "The first %d rows; more by a condition on the order behind the last row seen.".formatted(PAGE));
        }
        consequences.add(BuildOnline.note(table));
        return new Choice(
                "search by " + copied.key(),
                consequences,
                List.of(index.createSql(name(table, copied.key()), !BuildOnline.isPartitioned(table))),
                List.of(statement(search, condition)));
    }

    private static String name(Relation table, String key) {
        var base = table.name().name() + "_" + key;
        return (base.length() > 50 ? base.substring(0, 50) : base) + "_search_idx";
    }

    /** The key, then the order where it is one of plain columns. */
    private static List<IndexKey> keys(PatternSearch search, String key) {
        var keys = new ArrayList<>(List.of(IndexKey.on(key)));
        for (var element : Selects.order(search.select())) {
            if (!(element.getExpression() instanceof net.sf.jsqlparser.schema.Column column)
                    || element.getNullOrdering() != null
                    || search.searched()
                            .table()
                            .column(Expressions.stored(column))
                            .isEmpty()) {
                return List.of(IndexKey.on(key));
            }
            var name = Expressions.stored(column);
            keys.add(element.isAsc() ? IndexKey.on(name) : IndexKey.descending(name));
        }
        return keys;
    }

    private static String statement(PatternSearch search, String condition) {
        var text = search.with(condition);
        boolean all = search.select().getSelectItems().stream().anyMatch(i -> i.getExpression() instanceof AllColumns);
        if (all) {
            text = text.replaceFirst("(?i)^SELECT \\*", Matcher.quoteReplacement("SELECT " + narrow(search)));
        }
        return Selects.isLimited(search.select()) ? text : text + " LIMIT " + PAGE;
    }

    private static String narrow(PatternSearch search) {
        return search.searched().table().columns().stream()
                .filter(c -> width(c) < WIDE)
                .map(c -> Name.quoted(c.name()))
                .collect(Collectors.joining(", "));
    }

    private static int width(Column column) {
        return Optional.ofNullable(column.statistics())
                .map(s -> s.averageWidth())
                .orElse(0);
    }
}

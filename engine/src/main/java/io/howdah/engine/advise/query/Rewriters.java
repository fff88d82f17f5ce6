package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All forms that are known to be beaten by others. */
public final class Rewriters {

    private static final List<Rewriter> ALL = List.of(
            new DisjointUnionRule(),
            new NewestPerGroupRule(),
            new DeepOffsetRule(),
            new NotInRule(),
            new ExistenceCountRule(),
            new DistinctOverJoinRule(),
            new OrAcrossTablesRule(),
            new CorrelatedAggregateRule(),
            new MaterializedListRule(),
            new RepeatedListRule(),
            new WindowFrameRule(),
            new OuterJoinMadeInnerRule());

    private Rewriters() {}

    public static List<Rewriter> all() {
        return ALL;
    }

    /** What each that knows the statement's form makes of it, in their order. */
    public static Map<Rewriter, Attempt> attempts(String sql, Catalog catalog) {
        return ALL.stream()
                .flatMap(r -> attempt(r, sql, catalog).map(a -> Map.entry(r, a)).stream())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    /** What one makes of it; empty where it is not of the form or cannot be read. */
    public static Optional<Attempt> attempt(Rewriter rewriter, String sql, Catalog catalog) {
        return SelectText.parse(sql).flatMap(select -> rewriter.rewrite(select, catalog));
    }

    /** Slugs of all. */
    public static Stream<String> slugs() {
        return ALL.stream().map(Rewriter::slug);
    }
}

package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees conditions that an index cannot serve though it is on their column, because they compare what a function, a calculation or a cast
 * makes of it. By the plans on the twin, in which the server has resolved types: a cast that nobody wrote shows there.
 */
public final class DefeatedIndexRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "defeated-index.share", 0.01, "share of the time", "less is not worth a change of the application");

    private static final Set<String> COMPARISONS = Set.of("=", "<", "<=", ">", ">=");

    /** Types whose text is what an index on them compares. */
    private static final Set<String> TEXTS = Set.of("pg_catalog.varchar", "pg_catalog.text", "pg_catalog.name");

    @Override
    public String slug() {
        return "defeated-index";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(Filtered.of(scene).stream()
                .filter(f -> StatementFindings.share(f.form().statement(), scene) >= scene.of(SHARE))
                .flatMap(f -> defeated(f).stream().map(d -> finding(f, d, scene))));
    }

    /**
     * A column inside of something.
     *
     * @param cast its type, where it is nothing but a cast; else empty
     */
    private record Defeated(Column column, Index index, Optional<String> cast) {}

    private static Optional<Defeated> defeated(Filtered filtered) {
        var compared = switch (filtered.condition()) {
            case Expression.Operation o
            when COMPARISONS.contains(o.operator()) && o.right().columns().isEmpty() -> Optional.of(o.left());
            case Expression.Operation o
            when COMPARISONS.contains(o.operator()) && o.left().columns().isEmpty() -> Optional.of(o.right());
            case Expression.Quantified q
            when q.any() && q.operator().equals("=") && q.array().columns().isEmpty() -> Optional.of(q.left());
            default -> Optional.<Expression>empty();
        };
        return compared.filter(e -> !(e instanceof ColumnRef)).flatMap(e -> defeated(filtered, e));
    }

    private static Optional<Defeated> defeated(Filtered filtered, Expression compared) {
        var columns =
                compared.columns().stream().map(ColumnRef::column).distinct().toList();
        if (columns.size() != 1) {
            return Optional.empty();
        }
        var cast = Optional.of(compared)
                .filter(e -> e instanceof Expression.Cast c && c.operand() instanceof ColumnRef)
                .map(e -> ((Expression.Cast) e).type());
        return filtered.table()
                .column(columns.getFirst())
                .filter(c -> cast.isEmpty() || !(cast.get().equals("text") && TEXTS.contains(c.typeName())))
                .flatMap(c -> indexOn(filtered, c.name()).map(i -> new Defeated(c, i, cast)));
    }

    private static Optional<Index> indexOn(Filtered filtered, String column) {
        return filtered.table().indexes().stream()
                .filter(i -> i.valid()
                        && i.definition().method().equals("btree")
                        && i.definition().predicate() == null
                        && column.equals(i.definition().keys().getFirst().column()))
                .findFirst();
    }

    private Finding finding(Filtered filtered, Defeated defeated, Scene scene) {
        var statement = filtered.form().statement();
        var column = defeated.column();
        boolean unwritten = defeated.cast().isPresent()
                && !isCast(filtered.form().question().sql(), column.name());
        return StatementFindings.of(
                slug(),
                Severity.NOTICE,
                statement,
                scene,
                unwritten
                        ? "compares %s (%s) as %s, so that index %s cannot serve"
                                .formatted(
                                        column.name(),
                                        column.type(),
                                        defeated.cast().orElseThrow(),
                                        defeated.index().name().name())
                        : "compares what it makes of %s, so that index %s cannot serve"
                                .formatted(
                                        column.name(), defeated.index().name().name()),
                unwritten
                        ? "The value has another type than the column, and the server converts the column in every row of %s. Bind the value as %s."
                                .formatted(filtered.table().name(), column.type())
                        : "It is computed for every row of %s. Compare the column itself, with a range where the function cuts something off (at >= day AND at < day + 1), or index the expression; howdah advise prices that."
                                .formatted(filtered.table().name()),
                List.of(new Evidence(
                        Evidence.Label.ESTIMATED,
                        "the plan reads all of %s and keeps the rows with %s"
                                .formatted(
                                        filtered.table().name(),
                                        Who.brief(filtered.condition().sql())),
                        Map.of("rows", filtered.table().estimatedRows()))));
    }

    /** Whether the statement itself casts the column: {@code column::type} or {@code CAST(column AS type)}. */
    private static boolean isCast(String sql, String column) {
        var tokens = Tokens.of(sql);
        return Stream.iterate(0, i -> i + 1).limit(tokens.size()).anyMatch(i -> {
            if (!tokens.get(i).isName() || !tokens.get(i).name().equals(column)) {
                return false;
            }
            boolean after = i + 1 < tokens.size()
                    && (tokens.get(i + 1).isSymbol("::") || tokens.get(i + 1).is("as"));
            boolean bracketed = i + 2 < tokens.size()
                    && tokens.get(i + 1).isSymbol(")")
                    && tokens.get(i + 2).isSymbol("::");
            return after || bracketed;
        });
    }
}

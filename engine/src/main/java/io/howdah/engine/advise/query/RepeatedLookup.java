package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Succession;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement that runs once for each row of another, as far as counters and sessions tell. */
public final class RepeatedLookup {

    /** So much of what followed the other statement must be the loop; ours. */
    private static final double MOST = 0.5;

    /** So many times more often than after other statements; ours: less may be chance where a statement runs all the time. */
    private static final double TIMES_CHANCE = 2;

    /** One row for each call is a lookup after another, which a join does not save. */
    private static final double ROWS_PER_CALL = 1.5;

    /** Those whose calls agree first. */
    private static final Comparator<RepeatedLookup> BEST = Comparator.comparing(
                    RepeatedLookup::agrees, Comparator.reverseOrder())
            .thenComparingDouble(loop -> loop.agrees ? loop.deviation : -loop.loops());

    private final Lookup outer;
    private final Lookup inner;
    private final Lookup.Tie tie;
    private final double deviation;
    private final boolean agrees;
    private final @Nullable Succession seen;

    private RepeatedLookup(Lookup outer, Lookup inner, Lookup.Tie tie, @Nullable Succession seen, double most) {
        this.outer = outer;
        this.inner = inner;
        this.tie = tie;
        var rows = outer.statement().rowsPerCall() * outer.statement().calls();
        this.deviation = Math.abs(inner.statement().calls() - rows) / rows;
        this.agrees = deviation <= most;
        this.seen = seen;
    }

    /** All of a workload, each inner statement with the outer one that fits it best. */
    public static List<RepeatedLookup> all(Scene scene) {
        var lookups = LookupReader.all(scene);
        return lookups.stream()
                .filter(inner -> inner.statement().calls() >= scene.of(RepeatedLookupRule.CALLS))
                .flatMap(inner -> lookups.stream()
                        .filter(outer ->
                                !outer.statement().id().equals(inner.statement().id()))
                        .flatMap(outer -> pair(outer, inner, scene).stream())
                        .min(BEST)
                        .stream())
                .toList();
    }

    private static Optional<RepeatedLookup> pair(Lookup outer, Lookup inner, Scene scene) {
        var seen = seen(outer.statement(), inner.statement(), scene).orElse(null);
        return inner.tieTo(outer)
                .map(tie -> new RepeatedLookup(outer, inner, tie, seen, scene.of(RepeatedLookupRule.DEVIATION)))
                .filter(loop -> outer.statement().rowsPerCall() >= ROWS_PER_CALL
                        && (loop.agrees || isLoop(seen, scene))
                        && haveCallerInCommon(outer.statement(), inner.statement()));
    }

    private static Optional<Succession> seen(Statement outer, Statement inner, Scene scene) {
        return scene.workload().seen().successions().stream()
                .filter(s -> s.outer().equals(outer.id()) && s.inner().equals(inner.id()))
                .findFirst();
    }

    private static boolean isLoop(@Nullable Succession seen, Scene scene) {
        return seen != null
                && seen.loops() >= scene.of(RepeatedLookupRule.SEEN)
                && seen.share() >= MOST
                && seen.share() >= TIMES_CHANCE * seen.shareElsewhere();
    }

    private static boolean haveCallerInCommon(Statement one, Statement other) {
        return one.callers().isEmpty()
                || other.callers().isEmpty()
                || one.callers().stream()
                        .anyMatch(c ->
                                other.callers().stream().anyMatch(o -> o.role().equals(c.role())));
    }

    private int loops() {
        return seen == null ? 0 : seen.loops();
    }

    /** The statement whose rows are gone through. */
    public Statement outer() {
        return outer.statement();
    }

    /** The statement that is run for each of them. */
    public Statement inner() {
        return inner.statement();
    }

    /** Whether as many calls were counted as there were rows. */
    boolean agrees() {
        return agrees;
    }

    /** How sessions were seen to run the two; null where they were not. */
    @Nullable
    Succession seen() {
        return seen;
    }

    /** Name of the outer statement's column whose values are looked up. */
    public String key() {
        return tie.given().name();
    }

    /** Both with parameters in place of constants. */
    public String text() {
        return outer.text() + "; /* and for each of its rows: */ " + inner.text();
    }

    /** One statement with the rows of all calls, with parameters in place of constants. */
    public String joined() {
        return JoinedText.of(outer.text(), inner.text(), tie);
    }

    /** The same with values; the one that was looked up is no longer asked for. */
    public String joined(String outerSql, String innerSql) {
        return JoinedText.of(outerSql, innerSql, tie);
    }

    /** The inner statement with {@code $1} in place of the value that is looked up. */
    public String each(String innerSql) {
        return JoinedText.asking(innerSql, tie, "$1");
    }

    /** What the one statement does not promise. */
    public List<String> conditions() {
        return Selects.isOrdered(outer.text())
                ? List.of("the page does without the order of the first statement, or it is written behind the whole")
                : List.of();
    }
}

package io.howdah.engine.read;

import io.howdah.engine.catalog.Succession;
import io.howdah.engine.sql.Fingerprint;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes in which order sessions are seen to run statements, and finds those that are run several times in a row, with other values, right
 * after another one. Transaction control and other utility statements do not count as another one.
 */
final class Successions {

    /** What begins later than this after the one before it does not go with it: a loop over rows goes on at once. Ours. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final Map<Integer, Stretch> bySession = new HashMap<>();
    private final Map<Pair, Integer> loops = new LinkedHashMap<>();
    private final Map<String, Integer> loopsOf = new HashMap<>();
    private final Map<String, Integer> followed = new HashMap<>();
    private int all;

    /** A statement and the one that was repeated after it. */
    private record Pair(String outer, String inner) {}

    /**
     * Executions of one statement, one after another in one session.
     *
     * @param before the statement before it; null where there was none, or long ago
     * @param loops whether it ran with several values
     */
    private record Stretch(@Nullable String before, String id, String text, Instant last, boolean loops) {

        boolean isFollowedAt(Instant start) {
            return Duration.between(last, start).compareTo(TOGETHER) <= 0;
        }

        /** Parameters that a driver bound do not show; they are taken for others. */
        Stretch again(String sent, Instant start) {
            boolean otherValues =
                    !sent.equals(text) || Tokens.of(sent).stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER);
            return new Stretch(before, id, sent, start, loops || otherValues);
        }
    }

    /** Takes in an execution that was not seen before; those of a session in the order in which they began. */
    void saw(int session, String id, String text, Instant start) {
        if (!Fingerprint.isData(text)) {
            return;
        }
        var last = bySession.get(session);
        var before = last == null || !last.isFollowedAt(start) ? null : last;
        if (before != null && before.id().equals(id)) {
            bySession.put(session, before.again(text, start));
            return;
        }
        end(last);
        bySession.put(session, new Stretch(before == null ? null : before.id(), id, text, start, false));
    }

    private void end(@Nullable Stretch stretch) {
        if (stretch == null || stretch.before() == null) {
            return;
        }
        all++;
        followed.merge(stretch.before(), 1, Integer::sum);
        if (stretch.loops()) {
            loops.merge(new Pair(stretch.before(), stretch.id()), 1, Integer::sum);
            loopsOf.merge(stretch.id(), 1, Integer::sum);
        }
    }

    /** What was found until now; what sessions are at ends with it. */
    List<Succession> found() {
        bySession.values().forEach(this::end);
        bySession.clear();
        return loops.entrySet().stream()
                .map(e -> succession(e.getKey(), e.getValue()))
                .toList();
    }

    private Succession succession(Pair pair, int times) {
        int outers = followed.getOrDefault(pair.outer(), 0);
        int inners = followed.getOrDefault(pair.inner(), 0);
        return new Succession(
                pair.outer(),
                pair.inner(),
                times,
                outers,
                loopsOf.getOrDefault(pair.inner(), 0) - times,
                all - outers - inners);
    }
}

package io.howdah.engine.read;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Fingerprint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects texts as they were really sent, by statement. */
final class Samples {

    /** More differing texts of one statement tell nothing new, and cost memory. */
    private static final int TEXTS_PER_STATEMENT = 40;

    /** What is seen before the statements are known is kept for so many query ids; more than pg_stat_statements holds. */
    private static final int STATEMENTS = 20_000;

    private final Map<String, Map<Sent, Integer>> byStatement = new HashMap<>();
    private final Map<String, String> idByFingerprint = new HashMap<>();

    /** A text with its parameters. */
    record Sent(String text, List<@Nullable String> parameters) {}

    /** Makes the statement known, so that a text without a query id finds it by its fingerprint. */
    void statement(String id, String text) {
        byStatement.putIfAbsent(id, new LinkedHashMap<>());
        idByFingerprint.putIfAbsent(Fingerprint.of(text), id);
    }

    /** Takes a text in if it has a query id or belongs to a known statement. */
    void add(@Nullable Long queryId, Sent sent) {
        if (!Fingerprint.isSingle(sent.text())) {
            return;
        }
        var id = queryId == null ? idByFingerprint.get(Fingerprint.of(sent.text())) : Long.toString(queryId);
        var texts = id == null ? null : texts(id);
        if (texts != null && (texts.size() < TEXTS_PER_STATEMENT || texts.containsKey(sent))) {
            texts.merge(sent, 1, Integer::sum);
        }
    }

    private @Nullable Map<Sent, Integer> texts(String id) {
        return byStatement.size() < STATEMENTS
                ? byStatement.computeIfAbsent(id, i -> new LinkedHashMap<>())
                : byStatement.get(id);
    }

    /** The texts of a statement, most frequent first. */
    List<Statement.Sample> of(String id) {
        return byStatement.getOrDefault(id, Map.of()).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(e -> new Statement.Sample(e.getKey().text(), e.getKey().parameters(), e.getValue()))
                .toList();
    }
}

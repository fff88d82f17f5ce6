package io.howdah.engine.advise.query;

import io.howdah.engine.advise.BuildOnline;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees searches for a text anywhere in a column, {@code LIKE '%…%'}: no order of an index helps them. Lays out what may be meant:
 * the same rows by trigrams, a search by key where the column repeats what a foreign key leads to, a search for words.
 */
public final class PatternSearchRule implements Rule {

    private static final Threshold SHARE =
            new Threshold("pattern-search.share", 0.01, "share", "ours: of the workload's time");

    @Override
    public String slug() {
        return "pattern-search";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var byColumn = new LinkedHashMap<String, List<PatternSearch>>();
        for (var statement : TextOf.costliest(scene)) {
            for (var search : PatternSearch.of(statement, scene.catalog())) {
                if (hasTrigrams(search.searched().table(), search.searched().column())) {
                    continue;
                }
                var named = search.searched().table().name() + "."
                        + Name.quoted(search.searched().column().name());
                byColumn.computeIfAbsent(named, n -> new ArrayList<>()).add(search);
            }
        }
        return byColumn.entrySet().stream()
                .filter(e -> share(e.getValue(), scene) >= scene.of(SHARE))
                .map(e -> finding(e.getKey(), e.getValue(), scene))
                .toList();
    }

    private static boolean hasTrigrams(Relation table, Column column) {
        return table.indexes().stream()
                .filter(Index::valid)
                .map(Index::definition)
                .filter(d -> d.predicate() == null)
                .flatMap(d -> d.keys().stream())
                .anyMatch(k -> column.name().equals(k.column())
                        && k.operatorClass() != null
                        && k.operatorClass().endsWith("_trgm_ops"));
    }

    private static double share(List<PatternSearch> searches, Scene scene) {
        return searches.stream()
                .map(PatternSearch::statement)
                .distinct()
                .mapToDouble(s -> StatementFindings.share(s, scene))
                .sum();
    }

    private Finding finding(String column, List<PatternSearch> searches, Scene scene) {
        var first = best(searches);
        var table = first.searched().table();
        var copied = CopiedColumn.of(table, first.searched().column(), scene.catalog());
        var evidence = new ArrayList<Evidence>();
        searches.stream()
                .map(PatternSearch::statement)
                .distinct()
                .forEach(s -> evidence.add(new Evidence(
                        Evidence.Label.CATALOG,
                        "%s: %,.0f calls, %.1f ms each".formatted(StatementText.brief(s), s.calls(), s.meanMs()),
                        Map.of("calls", s.calls(), "mean_ms", s.meanMs()))));
        copied.ifPresent(c -> evidence.add(Evidence.catalog("%s has as many values as %s, as often: it repeats %s of %s"
                .formatted(column, c.key(), c.ownerText(), c.owner().name()))));
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        column,
                        "%s is searched for a text anywhere in it".formatted(column),
                        "LIKE with a sign for any text at its beginning reads every row, or every trigram of the text. "
                                + (copied.isPresent()
                                        ? "If rows of one key are meant, its index finds them at once."
                                        : "If words are meant, an index of words finds them at once."),
                        evidence)
                .costing(Cost.ofTime(share(searches, scene)))
                .deciding(new Decision(choices(first, copied.map(c -> KeySearch.of(first, c)))));
    }

    /** One whose rows all fulfil the condition, with a pattern that was seen, where there is one. */
    private static PatternSearch best(List<PatternSearch> searches) {
        return searches.stream()
                .min(Comparator.comparing((PatternSearch s) -> !s.alone())
                        .thenComparing(s -> s.sought().text().isEmpty()))
                .orElseThrow();
    }

    private static List<Choice> choices(PatternSearch search, Optional<Choice> byKey) {
        var choices = new ArrayList<Choice>();
        byKey.ifPresent(choices::add);
        choices.add(trigrams(search));
        choices.add(words(search));
        choices.add(
                new Choice("leave it as it is", List.of("Nothing to change; each search reads the table."), List.of()));
        return choices;
    }

    private static Choice trigrams(PatternSearch search) {
        return new Choice(
                "an index of trigrams",
                List.of(
                        "The same rows, the statement unchanged.",
                        "Of texts shorter than three letters it knows nothing, and a frequent text costs its rows.",
                        "GIN is dear to write; it is larger than the column.",
                        BuildOnline.note(search.searched().table())),
                List.of(
                        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                        "CREATE INDEX %sON %s USING gin (%s gin_trgm_ops)"
                                .formatted(
                                        BuildOnline.word(search.searched().table()),
                                        search.searched().table().name().quoted(),
                                        Name.quoted(search.searched().column().name()))));
    }

    private static Choice words(PatternSearch search) {
        var column = Name.quoted(search.searched().column().name());
        boolean word =
                search.sought().text().filter(p -> p.matches("[\\p{L}\\p{N}]+")).isPresent();
        var query = word
                ? "to_tsquery('simple', " + search.sought().parameter() + " || ':*')"
                : "plainto_tsquery('simple', " + search.sought().parameter() + ")";
        return new Choice(
                "full text",
                List.of(
                        "Other rows: whole words, or beginnings of words with :*, in any order and any case; nothing within a word.",
                        "Smaller than trigrams, and as fast for frequent texts; 'simple' keeps every word as it is, a language's configuration finds its forms.",
                        "The application sends words in place of a pattern.",
                        BuildOnline.note(search.searched().table())),
                List.of("CREATE INDEX %sON %s USING gin (to_tsvector('simple', %s))"
                        .formatted(
                                BuildOnline.word(search.searched().table()),
                                search.searched().table().name().quoted(),
                                column)),
                List.of(search.with("to_tsvector('simple', " + column + ") @@ " + query)));
    }
}

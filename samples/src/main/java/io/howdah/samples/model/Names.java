package io.howdah.samples.model;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.Prose;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that a sample uses for its relations, columns and text constants: its own, or pseudo-words drawn from a seed.
 *
 * <p>SQL is written as a template in which every such word stands in braces: <code>{users}</code> for a name,
 * <code>{'pending'}</code> for a text constant. What is not in braces is the same under every disguise.
 */
public final class Names {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{('?)([A-Za-z0-9_.+-]+)\\1}");
    private static final long WORDS = 0x776f7264;

    private final boolean disguised;
    private final long seed;
    private final Map<String, String> words = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private Names(boolean disguised, long seed) {
        this.disguised = disguised;
        this.seed = seed;
    }

    /** Every word as the sample's author wrote it. */
    public static Names asWritten() {
        return new Names(false, 0);
    }

    /** Every word replaced, the same one by the same pseudo-word each time. */
    public static Names disguised(long seed) {
        return new Names(true, seed);
    }

    /** The name of a relation or column. */
    public String of(String name) {
        return word("name:", name);
    }

    /** The name of a relation or column; or an expression of columns, as a template. */
    public String term(String nameOrTemplate) {
        return nameOrTemplate.contains("{") ? sql(nameOrTemplate) : of(nameOrTemplate);
    }

    /** A text constant. */
    public String text(String value) {
        return word("text:", value);
    }

    /** A template with its words put in. */
    public String sql(String template) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).isEmpty() ? of(found.group(2)) : "'" + text(found.group(2)) + "'"));
    }

    private synchronized String word(String kind, String original) {
        return disguised ? words.computeIfAbsent(kind + original, this::newWord) : original;
    }

    private String newWord(String key) {
        for (int attempt = 0; ; attempt++) {
            var word = Prose.pseudoWord(new Chance(seed, WORDS + attempt, key.hashCode()), 4);
            if (taken.add(word)) {
                return word;
            }
        }
    }
}

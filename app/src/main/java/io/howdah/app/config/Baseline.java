package io.howdah.app.config;

import io.howdah.app.json.Json;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Findings that were there at an earlier run; one that has become graver since counts as new.
 *
 * @param howdah always {@code baseline}
 * @param findings severity by key
 */
public record Baseline(
        @Nullable String howdah, int format, @Nullable Map<String, String> findings) {

    private static final int FORMAT = 1;
    private static final List<String> WORDS =
            Arrays.stream(Severity.values()).map(Baseline::word).toList();

    public static Baseline of(List<Finding> seen) {
        var findings = new TreeMap<String, String>();
        seen.forEach(f -> findings.merge(f.key(), word(f.severity()), (a, b) -> rank(a) <= rank(b) ? a : b));
        return new Baseline("baseline", FORMAT, findings);
    }

    public boolean knows(Finding finding) {
        return Optional.ofNullable(findings)
                .map(f -> f.get(finding.key()))
                .filter(then -> rank(then) <= rank(word(finding.severity())))
                .isPresent();
    }

    /** The lower the graver; a word that is none counts as the lightest. */
    private static int rank(String word) {
        int place = WORDS.indexOf(word);
        return place < 0 ? WORDS.size() : place;
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    public void write(Path file) {
        try {
            Files.writeString(file, Json.write(this) + "\n");
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "the baseline cannot be written to " + file, e);
        }
    }

    public static Baseline read(Path file) {
        var baseline = Json.read(text(file), Baseline.class, file.toString());
        if (!"baseline".equals(baseline.howdah) || baseline.format > FORMAT) {
            throw Problem.input(file + " is not a baseline that this version of howdah wrote");
        }
        return baseline;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Problem(Problem.Kind.INPUT, "there is no file " + file, e);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "the baseline " + file + " cannot be read", e);
        }
    }
}

package io.howdah.engine.apply.batch;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.EncodeColumns.Code;
import io.howdah.engine.change.EncodeColumns.Encoding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text column with its codes, and how they follow from each other in SQL.
 *
 * @param blankPadded whether blanks at the end of its values mean nothing
 * @param defaultValue that it has where none is written; null where there is none
 */
record Coding(
        Encoding encoding,
        boolean blankPadded,
        boolean notNull,
        @Nullable String defaultValue) {

    String column() {
        return Name.quoted(encoding.column());
    }

    String code() {
        return Name.quoted(encoding.code());
    }

    /** The value as the bytes that it is, under whatever collation the column has. */
    String exactly(String row) {
        return "(CAST(" + row + column() + " AS text) COLLATE pg_catalog.\"C\")";
    }

    /** The code of the text; null where the text is null or has none. */
    String codeOf(String row) {
        return cases(exactly(row), c -> value(c), c -> String.valueOf(c.code()), "smallint");
    }

    /** The text of the code; null where the code is null or has none. */
    String textOf(String row) {
        return cases(row + code(), c -> String.valueOf(c.code()), c -> value(c), "text");
    }

    private String cases(String of, Function<Code, String> when, Function<Code, String> then, String type) {
        return encoding.codes().stream()
                .map(c -> " WHEN " + when.apply(c) + " THEN " + then.apply(c))
                .collect(Collectors.joining("", "CAST(CASE " + of, " END AS " + type + ")"));
    }

    /** The value as a literal. */
    String value(Code of) {
        return Name.literal(stored(of.value()));
    }

    /** The code for a value; empty where it has none. */
    Optional<Integer> codeFor(String value) {
        return encoding.codes().stream()
                .filter(c -> stored(c.value()).equals(stored(value)))
                .findFirst()
                .map(Code::code);
    }

    private String stored(String value) {
        return blankPadded ? value.replaceFirst(" +$", "") : value;
    }

    String allCodes() {
        return encoding.codes().stream().map(c -> String.valueOf(c.code())).collect(Collectors.joining(", "));
    }

    /** Where the row has a text and its code is missing. */
    String notDone() {
        return column() + " IS NOT NULL AND " + code() + " IS NULL";
    }

    /** Where text and code are not what they should be. */
    String disagrees() {
        return code() + " IS DISTINCT FROM " + codeOf("");
    }

    /** The names of the codes, for people. */
    static String codes(List<Coding> codings) {
        return codings.stream().map(c -> c.encoding().code()).collect(Collectors.joining(", "));
    }

    /** The names of the texts, for people. */
    static String texts(List<Coding> codings) {
        return codings.stream().map(c -> c.encoding().column()).collect(Collectors.joining(", "));
    }

    /** What the server has under the name of a text is said of under a name like it for its code. */
    static String nameLike(String old, List<Coding> codings) {
        var name = old;
        for (Coding coding : codings) {
            name = name.replace(coding.encoding().column(), coding.encoding().code());
        }
        return Name.limited(name.equals(old) ? old + "_code" : name);
    }
}

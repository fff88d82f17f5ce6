package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Tokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that a CHECK lists for a text column, in its order. */
public final class ListedValues {

    /** Words of a CHECK that does nothing but list values. */
    private static final Set<String> LISTING =
            Set.of("check", "any", "array", "text", "character", "varying", "or", "bpchar");

    private ListedValues() {}

    /** Those of a column; none where no CHECK on it alone lists them. */
    public static List<String> of(Relation table, String column) {
        return check(table, column).map(check -> of(check, column)).orElse(List.of());
    }

    /** The CHECK that lists them. */
    static Optional<Constraint> check(Relation table, String column) {
        return table.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.CHECK && c.columns().equals(List.of(column)))
                .filter(c -> !of(c, column).isEmpty())
                .findFirst();
    }

    /** The strings of a CHECK that lists them; none of a CHECK that says anything else. */
    static List<String> of(Constraint check, String column) {
        var values = new LinkedHashSet<String>();
        for (var token : Tokens.of(check.definition())) {
            switch (token.kind()) {
                case STRING ->
                    values.addAll(
                            token.text().startsWith("{") ? ArrayText.elements(token.text()) : List.of(token.text()));
                case WORD, QUOTED -> {
                    if (!token.name().equals(column) && !LISTING.contains(token.name())) {
                        return List.of();
                    }
                }
                case OPERATOR -> {
                    if (!token.isSymbol("=") && !token.isSymbol("::")) {
                        return List.of();
                    }
                }
                case NUMBER, PARAMETER -> {
                    return List.of();
                }
                case PUNCTUATION -> {}
            }
        }
        return List.copyOf(values);
    }
}

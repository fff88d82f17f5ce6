package io.howdah.engine.advise.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern {@code %…%} looks for.
 *
 * @param parameter that stands for it
 * @param text without the signs around it; empty where it was not seen
 */
record SoughtText(String parameter, Optional<String> text) {

    private static final Predicate<String> PARAMETER =
            Pattern.compile("\\$\\d+").asMatchPredicate();

    /**
     * Of a pattern that is a parameter, or put together of some: {@code '%' || $1 || '%'}.
     *
     * @param values that were seen in place of parameters
     * @return empty where the pattern is anchored, finds every text, or holds what only a sign of its own tells apart
     */
    static Optional<SoughtText> of(Expression pattern, Map<Integer, String> values) {
        var parts = parts(pattern).toList();
        if (!parts.stream().allMatch(PARAMETER)) {
            return Optional.empty();
        }
        return parts.size() == 1
                ? whole(parts.getFirst(), values.get(number(parts.getFirst())))
                : between(parts, values);
    }

    private static Stream<String> parts(Expression expression) {
        return switch (Expressions.bare(expression)) {
            case Concat concat -> Stream.concat(parts(concat.getLeftExpression()), parts(concat.getRightExpression()));
            case Function call
            when "concat".equalsIgnoreCase(call.getName()) && call.getParameters() != null ->
                call.getParameters().stream().flatMap(SoughtText::parts);
            case CastExpression cast -> parts(cast.getLeftExpression());
            case Expression other -> Stream.of(other.toString());
        };
    }

    private static Optional<SoughtText> whole(String parameter, @Nullable String seen) {
        if (seen == null) {
            return Optional.of(new SoughtText(parameter, Optional.empty()));
        }
        return seen.length() > 2 && seen.startsWith("%") && seen.indexOf('\\') < 0
                ? Optional.of(new SoughtText(parameter, Optional.of(inner(seen))))
                : Optional.empty();
    }

    private static Optional<SoughtText> between(List<String> parts, Map<Integer, String> values) {
        var first = values.get(number(parts.getFirst()));
        var sought = parts.stream().filter(p -> !isSign(values.get(number(p)))).toList();
        if (first == null || !isSign(first) || sought.size() != 1) {
            return Optional.empty();
        }
        var seen = Optional.ofNullable(values.get(number(sought.getFirst())));
        return seen.filter(s -> s.isEmpty() || s.indexOf('\\') >= 0).isPresent()
                ? Optional.empty()
                : Optional.of(new SoughtText(sought.getFirst(), seen.map(SoughtText::inner)));
    }

    private static boolean isSign(@Nullable String value) {
        return value != null && value.equals("%");
    }

    private static int number(String parameter) {
        return Integer.parseInt(parameter.substring(1));
    }

    private static String inner(String pattern) {
        return pattern.replaceAll("^%+|%+$", "");
    }
}

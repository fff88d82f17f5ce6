package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a statement may be, and which of their values are asked together.
 *
 * <p>How common the value of one is says nothing of another's, so that each is a choice of its own. Only those that go together
 * share a choice: members of a list, ends of a range, limits.
 */
final class ParameterChoices {

    /** Combinations that are planned to see which of them matter. */
    private static final int MOST = 16;

    private static final String LIMIT = "LIMIT";
    private static final String OFFSET = "OFFSET";

    private final Subject subject;
    private final Values values;
    private final List<Choice> choices = new ArrayList<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final Map<Integer, Parameter> parameters = new LinkedHashMap<>();

    /**
     * The statement in question.
     *
     * @param uses what its parameters are compared with
     * @param plan without values; null where the server makes none
     */
    record Subject(
            Statement statement,
            Catalog catalog,
            StatementText text,
            Map<Integer, String> types,
            Map<Integer, ParameterUse> uses,
            @Nullable Plan plan) {}

    /** Whether a level may mean something of its own, beside how many rows come of it. */
    private enum Meaning {
        NONE,
        /** As of states and flags. */
        ALWAYS,
        /** As of ranges: few rows of a wide one are found in another way than as many of a narrow one. */
        AMONG_OTHERS
    }

    private record Choice(List<Double> weights, Meaning meaning) {}

    /** A value for each level of its choice, as SQL. */
    private record Parameter(int choice, List<String> literals) {}

    /**
     * Values for all parameters.
     *
     * @param meaning levels of the choices that have one
     * @param weight how likely they are among the draws, whose weights sum to 1
     */
    record Draw(String sql, List<Integer> meaning, double weight) {}

    private ParameterChoices(Subject subject, Values values) {
        this.subject = subject;
        this.values = values;
    }

    /** A small set in which common, middling and rare values of each parameter meet those of each other one. */
    static List<Draw> draws(Subject subject, Values values) throws SQLException {
        var choices = new ParameterChoices(subject, values);
        for (int n : subject.text().parameters()) {
            choices.add(n);
        }
        return Combinations.of(choices.choices.stream().map(Choice::weights).toList(), MOST).stream()
                .map(choices::draw)
                .toList();
    }

    private void add(int n) throws SQLException {
        var type = subject.types().getOrDefault(n, "text");
        var use = subject.uses().get(n);
        if (subject.text().limits().contains(n)) {
            var limits = Paging.limits(subject.statement(), subject.text());
            number(n, LIMIT, limits, Collections.nCopies(limits.size(), 1.0 / limits.size()));
        } else if (subject.text().offsets().contains(n)) {
            number(n, OFFSET, Paging.offsets(subject.statement(), subject.text()), Paging.OFFSET_WEIGHTS);
        } else if (use == null) {
            fixed(n, type);
        } else if (Values.isRange(use)) {
            range(n, use, type);
        } else {
            value(n, use, type);
        }
    }

    private void number(int n, String key, List<Long> numbers, List<Double> weights) {
        var type = subject.types().getOrDefault(n, "bigint");
        var literals = numbers.stream()
                .map(number -> Values.literal(String.valueOf(number), type))
                .toList();
        put(n, key, new Choice(weights, Meaning.NONE), literals);
    }

    private void fixed(int n, String type) {
        var argument = FunctionArguments.of(subject.text().sql()).get(n);
        var literal = argument == null ? values.unbound(type) : Values.literal(argument, type);
        put(n, "", new Choice(List.of(1.0), Meaning.NONE), List.of(literal));
    }

    private void range(int n, ParameterUse use, String type) throws SQLException {
        var widths = RangeWidths.of(subject.statement(), subject.plan(), rows(use));
        var literals = new ArrayList<String>();
        for (double width : widths.widths()) {
            double quantile = RangeWidths.quantile(use, subject.uses().values(), width);
            literals.add(values.quantile(use, type, quantile));
        }
        put(n, key("range of", use), new Choice(widths.weights(), Meaning.AMONG_OTHERS), literals);
    }

    private double rows(ParameterUse use) {
        return subject.catalog().relation(use.table()).map(Relation::tuples).orElse(-1.0);
    }

    private void value(int n, ParameterUse use, String type) {
        var levels = values.levels(use);
        var choice = new Choice(
                levels.stream().map(Level::weight).toList(),
                values.of(use.column()).isFew() ? Meaning.ALWAYS : Meaning.NONE);
        var literals =
                levels.stream().map(level -> values.equal(use, type, level)).toList();
        put(n, key(use.operator(), use), choice, literals);
    }

    private static String key(String operator, ParameterUse use) {
        return (use.element() ? "element " : "") + operator + " " + use.table() + "."
                + use.column().name();
    }

    private void put(int n, String key, Choice choice, List<String> literals) {
        int place = byKey.computeIfAbsent(key, k -> {
            choices.add(choice);
            return choices.size() - 1;
        });
        parameters.put(n, new Parameter(place, literals));
    }

    private Draw draw(Combination combination) {
        var bound = new HashMap<Integer, String>();
        parameters.forEach((n, parameter) ->
                bound.put(n, parameter.literals().get(combination.levels().get(parameter.choice()))));
        bound.replaceAll((n, value) -> StatementText.replaced(value, bound));
        var meaning = IntStream.range(0, choices.size())
                .filter(this::hasMeaning)
                .mapToObj(combination.levels()::get)
                .toList();
        return new Draw(subject.text().with(n -> bound.getOrDefault(n, "NULL")), meaning, combination.weight());
    }

    private boolean hasMeaning(int choice) {
        return switch (choices.get(choice).meaning()) {
            case NONE -> false;
            case ALWAYS -> true;
            case AMONG_OTHERS ->
                choices.stream().filter(c -> c.weights().size() > 1).count() > 1;
        };
    }
}

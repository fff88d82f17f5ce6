package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The forms of a statement that stand for all that were planned.
 *
 * <p>The likeliest that differ from each other are taken, of states and flags as many as can be, then those with a plan of another
 * shape; each of the others gives its weight to the one that it is most like. Forms are alike where the plan works alike, costs about as much, expects about as many
 * rows everywhere, and asks for the same states and flags; and for ranges as wide, where there are others to choose.
 */
final class Representatives {

    /** Forms that differ in rows or in states. */
    private static final int USUAL = 3;

    /** With those that differ in shape. */
    private static final int MOST = 5;

    /** A shape that is less likely than this goes unasked. */
    private static final double LEAST = 0.001;

    /** Rows, and costs, that differ by less than this factor are about as many. */
    private static final double ALIKE = 2;

    private static final double OTHER_SHAPE = 100;

    private final List<Form> forms;
    private final double sum;
    private final List<Form> chosen = new ArrayList<>();

    /**
     * A form that was planned.
     *
     * @param meaning levels of the parameters where they mean more than a number of rows
     */
    record Form(Plan plan, List<Integer> meaning, double weight) {}

    private Representatives(List<Form> forms) {
        this.forms = forms;
        this.sum = forms.stream().mapToDouble(Form::weight).sum();
    }

    /** The share of the calls that each form stands for, 0 for those that need not be asked; they sum to 1. */
    static double[] shares(List<Form> forms) {
        var representatives = new Representatives(forms);
        representatives.choose();
        return representatives.shares();
    }

    private void choose() {
        var likeliest = forms.stream()
                .sorted(Comparator.comparingDouble(Form::weight).reversed())
                .toList();
        Optional<Form> next = Optional.of(likeliest.getFirst());
        while (next.isPresent() && chosen.size() < USUAL) {
            chosen.add(next.get());
            next = likeliest.stream().filter(this::isOther).max(Comparator.comparingDouble(this::news));
        }
        for (var form : likeliest) {
            if (chosen.size() < MOST
                    && form.weight() >= LEAST * sum
                    && chosen.stream().noneMatch(other -> sameShape(form, other))) {
                chosen.add(form);
            }
        }
    }

    private boolean isOther(Form form) {
        return chosen.stream().noneMatch(other -> distance(form, other) < 1);
    }

    /** The weight of the states that it would be the first to ask for; its own where it differs in rows, if that is more. */
    private double news(Form form) {
        double states = IntStream.range(0, form.meaning().size())
                .filter(i -> chosen.stream().noneMatch(c -> sameMeaning(form, c, i)))
                .mapToDouble(i -> weight(form, i))
                .sum();
        boolean differs = chosen.stream().noneMatch(other -> difference(form, other) < 1);
        return differs ? Math.max(states, form.weight()) : states;
    }

    /** Of all forms that ask for the same state here. */
    private double weight(Form form, int choice) {
        return forms.stream()
                .filter(other -> sameMeaning(form, other, choice))
                .mapToDouble(Form::weight)
                .sum();
    }

    private static boolean sameMeaning(Form one, Form other, int choice) {
        return one.meaning().get(choice).equals(other.meaning().get(choice));
    }

    private double[] shares() {
        double[] shares = new double[forms.size()];
        for (var form : forms) {
            var nearest = chosen.stream()
                    .min(Comparator.comparingDouble(other -> distance(form, other)))
                    .orElseThrow();
            shares[forms.indexOf(nearest)] += form.weight() / sum;
        }
        return shares;
    }

    private static boolean sameShape(Form one, Form other) {
        return one.plan().shape().equals(other.plan().shape());
    }

    /** Below 1 where the forms are alike. */
    private static double distance(Form one, Form other) {
        long states = IntStream.range(0, one.meaning().size())
                .filter(i -> !sameMeaning(one, other, i))
                .count();
        return states + difference(one, other);
    }

    /** Of the plans: below 1 where they are of one shape, cost about as much, and expect about as many rows everywhere. */
    private static double difference(Form one, Form other) {
        double cost = factor(one.plan().cost(), other.plan().cost());
        if (!sameShape(one, other)) {
            return OTHER_SHAPE + cost;
        }
        var nodes = one.plan().nodes();
        var others = other.plan().nodes();
        return IntStream.range(0, nodes.size())
                .mapToDouble(i -> factor(nodes.get(i).rows(), others.get(i).rows()))
                .reduce(cost, Math::max);
    }

    /** Orders of {@link #ALIKE} by which the figures differ. */
    private static double factor(double one, double other) {
        return Math.abs(Math.log((one + 1) / (other + 1))) / Math.log(ALIKE);
    }
}

package io.howdah.engine.advise;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a workload's statements are planned on the twin, which can be asked how they would be if. */
public final class Planned {

    /** Nothing was planned. */
    public static final Planned NOTHING = new Planned(null, List.of(), RowSamples.NONE);

    private final @Nullable WhatIf twin;
    private final List<Form> forms;
    private final RowSamples samples;

    private Planned(@Nullable WhatIf twin, List<Form> forms, RowSamples samples) {
        this.twin = twin;
        this.forms = forms;
        this.samples = samples;
    }

    /** A statement as it was planned, with values in place of its parameters or without. */
    public record Form(Question question, Plan plan) {

        public Statement statement() {
            return question.statement();
        }
    }

    /** The same form under another configuration. */
    public record Changed(Form before, Plan after) {

        /** Whether it works otherwise, as opposed to costing otherwise. */
        public boolean isOther() {
            return !before.plan().shape().equals(after.shape());
        }
    }

    /**
     * Plans the questions as the database is.
     *
     * @param samples what can be asked of the rows
     */
    public static Planned of(WhatIf twin, List<Question> questions, RowSamples samples) {
        return new Planned(twin, plan(twin, Configuration.AS_IS, questions), samples);
    }

    private static List<Form> plan(WhatIf twin, Configuration configuration, List<Question> questions) {
        var forms = new ArrayList<Form>();
        for (var answer : twin.ask(configuration, questions)) {
            if (answer instanceof Answer.Planned(var question, var plan)) {
                forms.add(new Form(question, plan));
            }
        }
        return List.copyOf(forms);
    }

    /** All forms that could be planned. */
    public List<Form> forms() {
        return forms;
    }

    /** Those with values in place of parameters. */
    public List<Form> withValues() {
        return forms.stream().filter(f -> !f.question().generic()).toList();
    }

    /** One plan for each statement, that of the form that stands for most calls. */
    public List<Form> mostFrequent() {
        var first = new LinkedHashMap<String, Form>();
        for (var form : forms) {
            first.merge(form.statement().id(), form, Planned::better);
        }
        return List.copyOf(first.values());
    }

    private static Form better(Form one, Form other) {
        if (one.question().generic() != other.question().generic()) {
            return one.question().generic() ? other : one;
        }
        return one.question().share() >= other.question().share() ? one : other;
    }

    public RowSamples samples() {
        return samples;
    }

    /** The forms under another configuration, without those that cannot be planned there. */
    public List<Changed> under(Configuration configuration, List<Form> some) {
        if (twin == null || some.isEmpty()) {
            return List.of();
        }
        var answers = twin.ask(configuration, some.stream().map(Form::question).toList());
        var changed = new ArrayList<Changed>();
        for (int i = 0; i < some.size(); i++) {
            if (answers.get(i) instanceof Answer.Planned(var question, var plan)) {
                changed.add(new Changed(some.get(i), plan));
            }
        }
        return List.copyOf(changed);
    }

    /** Rows that the planner expects of a query, under a configuration; NaN where it cannot be planned. */
    public double expected(Configuration configuration, String sql) {
        if (twin == null) {
            return Double.NaN;
        }
        var statement = new Statement("", sql, List.of(), 1, 0, null);
        var answer = twin.ask(configuration, List.of(new Question(statement, sql, 1, false)))
                .getFirst();
        return answer instanceof Answer.Planned(var question, var plan)
                ? plan.root().rows()
                : Double.NaN;
    }
}

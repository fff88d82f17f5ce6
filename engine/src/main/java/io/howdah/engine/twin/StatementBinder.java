package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.ParameterChoices.Draw;
import io.howdah.engine.twin.ParameterChoices.Subject;
import io.howdah.engine.twin.Representatives.Form;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes questions of one statement's text: types of its parameters, likely values, and what they weigh. */
final class StatementBinder {

    private static final int LIST_LENGTH = 5;

    private final Twin twin;
    private final java.sql.Statement session;
    private final Values values;

    StatementBinder(Twin twin, java.sql.Statement session, Values values) {
        this.twin = twin;
        this.session = session;
        this.values = values;
    }

    /** The questions' shares sum to the given one; generic questions come on top. Fails with the server's reason. */
    List<Question> bind(Statement statement, Statement.Sample sample, double share, @Nullable String role)
            throws SQLException {
        var text = StatementText.of(sample.text(), listLength(statement));
        if (text.parameters().isEmpty()) {
            return List.of(new Question(statement, text.sql(), share, false, role));
        }
        var types = types(text);
        var generic = new Question(statement, text.typed(types), 0, true, role);
        if (!sample.parameters().isEmpty()) {
            var logged = new Draw(text.with(n -> logged(sample, n, types)), List.of(), 1);
            return weighed(statement, List.of(logged), share, List.of(generic));
        }
        var subject = subject(statement, text, types, generic);
        int length = lengthOfLists(sample.text(), text, subject.uses());
        return length == 0
                ? bind(subject, sample, share, generic)
                : bind(statement, sample, share, role, StatementText.of(sample.text(), length));
    }

    private List<Question> bind(
            Statement statement, Statement.Sample sample, double share, @Nullable String role, StatementText text)
            throws SQLException {
        var types = types(text);
        var generic = new Question(statement, text.typed(types), 0, true, role);
        return bind(subject(statement, text, types, generic), sample, share, generic);
    }

    private List<Question> bind(Subject subject, Statement.Sample sample, double share, Question generic)
            throws SQLException {
        var statement = subject.statement();
        var generics = sample.text().equals(statement.text())
                ? withLimits(statement, subject.text(), subject.types(), generic)
                : List.of(generic);
        return weighed(statement, ParameterChoices.draws(subject, values), share, generics);
    }

    private Subject subject(Statement statement, StatementText text, Map<Integer, String> types, Question generic) {
        return switch (twin.ask(Configuration.AS_IS, List.of(generic)).getFirst()) {
            case Answer.Planned(var question, var plan) ->
                new Subject(statement, twin.catalog(), text, types, ParameterUse.in(plan, twin.catalog()), plan);
            case Answer.Failed failed -> new Subject(statement, twin.catalog(), text, types, Map.of(), null);
        };
    }

    private Map<Integer, String> types(StatementText text) throws SQLException {
        return ParameterTypes.of(session, text, twin.widePath());
    }

    /** A LIMIT that stands as a parameter in a normalised text was mostly a constant in the text as it was sent. */
    private static List<Question> withLimits(
            Statement statement, StatementText text, Map<Integer, String> types, Question generic) {
        if (text.limits().isEmpty()) {
            return List.of(generic);
        }
        return Paging.limits(statement, text).stream()
                .map(limit -> new Question(
                        statement,
                        text.with(n -> text.limits().contains(n) ? String.valueOf(limit) : typed(n, types)),
                        0,
                        true,
                        generic.role()))
                .toList();
    }

    private static String typed(int n, Map<Integer, String> types) {
        return types.containsKey(n) ? "$" + n + "::" + types.get(n) : "$" + n;
    }

    /**
     * How long lists can be that were cut off in the text: half of the values that the column has, where that is less than
     * assumed; 0 where the length assumed will do.
     */
    private int lengthOfLists(String given, StatementText text, Map<Integer, ParameterUse> uses) {
        int known = StatementText.of(given, 1).parameters().size();
        int assumed = text.parameters().size();
        int fewest = uses.entrySet().stream()
                .filter(use -> use.getKey() > known)
                .mapToInt(use -> values.of(use.getValue().column()).distinct())
                .min()
                .orElse(Integer.MAX_VALUE);
        int length = Math.max(2, fewest / 2 + fewest % 2);
        return assumed > known && length < assumed - known + 1 ? length : 0;
    }

    private static int listLength(Statement statement) {
        double rows = statement.rowsPerCall();
        return Double.isNaN(rows) ? LIST_LENGTH : (int) Math.min(50, Math.max(2, Math.round(rows)));
    }

    private static String logged(Statement.Sample sample, int n, Map<Integer, String> types) {
        var value = n <= sample.parameters().size() ? sample.parameters().get(n - 1) : null;
        return Values.literal(value, type(types, n));
    }

    private static String type(Map<Integer, String> types, int n) {
        return types.getOrDefault(n, "text");
    }

    /** Plans the draws, and prefers those that give as many rows as were counted for a call. */
    private List<Question> weighed(Statement statement, List<Draw> draws, double share, List<Question> generics)
            throws SQLException {
        var generic = generics.getFirst();
        var asked = draws.stream()
                .map(d -> new Question(statement, d.sql(), share, false, generic.role()))
                .toList();
        var answers = twin.ask(Configuration.AS_IS, asked);
        var forms = new ArrayList<Form>();
        var planned = new ArrayList<Question>();
        String reason = "no values for its parameters";
        for (int i = 0; i < draws.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Planned(var question, var plan) -> {
                    double likelihood = likelihood(plan, statement.rowsPerCall());
                    forms.add(
                            new Form(plan, draws.get(i).meaning(), draws.get(i).weight() * likelihood));
                    planned.add(question);
                }
                case Answer.Failed failed -> reason = failed.reason();
            }
        }
        if (forms.isEmpty()) {
            return onlyGeneric(generic, share, reason);
        }
        return withShares(planned, Representatives.shares(forms), share, generics);
    }

    private List<Question> onlyGeneric(Question generic, double share, String reason) throws SQLException {
        var answer = twin.ask(Configuration.AS_IS, List.of(generic)).get(0);
        if (answer instanceof Answer.Failed) {
            throw new SQLException(reason);
        }
        return List.of(generic.withShare(share));
    }

    private static List<Question> withShares(
            List<Question> planned, double[] shares, double share, List<Question> generics) {
        var questions = new ArrayList<Question>();
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                questions.add(planned.get(i).withShare(share * shares[i]));
            }
        }
        questions.addAll(generics);
        return questions;
    }

    /** 1 where the plan expects the rows that were counted, a quarter where it expects half or twice as many. */
    private static double likelihood(Plan plan, double rowsPerCall) {
        if (Double.isNaN(rowsPerCall)) {
            return 1;
        }
        double ratio = (rows(plan.root()) + 1) / (rowsPerCall + 1);
        double likeness = Math.min(ratio, 1 / ratio);
        return likeness * likeness;
    }

    private static double rows(PlanNode node) {
        boolean writes = node.type().equals("ModifyTable")
                && node.rows() == 0
                && !node.children().isEmpty();
        return writes ? node.children().get(0).rows() : node.rows();
    }
}

package io.howdah.engine.twin;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes questions of one statement's text: types of its parameters, likely values, and what they weigh. */
final class StatementBinder {

    /** Parts of the rows between the two bounds of a range that are tried. */
    private static final double[] WIDTHS = {0.001, 0.01, 0.1, 0.5};

    /** Their weights where nothing is known of the rows per call. */
    private static final double[] WIDTH_WEIGHTS = {0.2, 0.35, 0.3, 0.15};

    /** Ends of ranges on the safe side of the newest value: half of a hundredth of the rows lies above. */
    private static final double NEWEST = 0.995;

    private static final int QUESTIONS = 3;
    private static final int USUAL_LIMIT = 20;
    private static final int SELDOM_REACHED = 4;
    private static final int LIST_LENGTH = 5;

    private final Twin twin;
    private final java.sql.Statement session;
    private final Values values;

    StatementBinder(Twin twin, java.sql.Statement session, Values values) {
        this.twin = twin;
        this.session = session;
        this.values = values;
    }

    /** A form of the statement with its weight among the forms of this text. */
    private record Draw(String sql, double weight) {}

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
            var logged = new Draw(text.with(n -> logged(sample, n, types)), 1);
            return weighed(statement, List.of(logged), share, List.of(generic));
        }
        var uses = uses(generic);
        int length = lengthOfLists(sample.text(), text, uses);
        return length == 0
                ? bind(statement, sample, share, text, types, generic, uses)
                : bind(statement, sample, share, role, StatementText.of(sample.text(), length));
    }

    private List<Question> bind(
            Statement statement, Statement.Sample sample, double share, @Nullable String role, StatementText text)
            throws SQLException {
        var types = types(text);
        var generic = new Question(statement, text.typed(types), 0, true, role);
        return bind(statement, sample, share, text, types, generic, uses(generic));
    }

    private List<Question> bind(
            Statement statement,
            Statement.Sample sample,
            double share,
            StatementText text,
            Map<Integer, String> types,
            Question generic,
            Map<Integer, ParameterUse> uses)
            throws SQLException {
        var generics =
                sample.text().equals(statement.text()) ? withLimits(statement, text, types, generic) : List.of(generic);
        return weighed(statement, draws(statement, text, types, uses), share, generics);
    }

    private Map<Integer, String> types(StatementText text) throws SQLException {
        return ParameterTypes.of(session, text, SearchPath.wide(twin.catalog()));
    }

    /** A LIMIT that stands as a parameter in a normalised text was mostly a constant in the text as it was sent. */
    private static List<Question> withLimits(
            Statement statement, StatementText text, Map<Integer, String> types, Question generic) {
        if (text.limits().isEmpty()) {
            return List.of(generic);
        }
        return limits(statement, text).stream()
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

    private List<Draw> draws(
            Statement statement, StatementText text, Map<Integer, String> types, Map<Integer, ParameterUse> uses)
            throws SQLException {
        boolean ranges = uses.values().stream().anyMatch(Values::isRange);
        var draws = new ArrayList<Draw>();
        for (var rank : ColumnValues.Rank.values()) {
            double weight = weight(uses, rank);
            for (int w = 0; w < (ranges ? WIDTHS.length : 1) && weight > 0; w++) {
                for (long limit : limits(statement, text)) {
                    var bound = bound(limit, text, types, uses, rank, WIDTHS[w]);
                    draws.add(new Draw(
                            text.with(n -> bound.getOrDefault(n, "NULL")),
                            ranges ? weight * WIDTH_WEIGHTS[w] : weight));
                }
            }
        }
        return draws;
    }

    private Map<Integer, ParameterUse> uses(Question generic) {
        return switch (twin.ask(Configuration.AS_IS, List.of(generic)).get(0)) {
            case Answer.Planned planned -> ParameterUse.in(planned.plan(), twin.catalog());
            case Answer.Failed failed -> Map.of();
        };
    }

    /** What rows with values of this rank make up together; 1 for the rare ones where no value varies. */
    private double weight(Map<Integer, ParameterUse> uses, ColumnValues.Rank rank) {
        double weight = 1;
        boolean varies = false;
        for (var use : uses.values()) {
            var column = values.of(use.column());
            if (!Values.isRange(use) && column.varies()) {
                varies = true;
                weight *= Math.max(column.weight(rank), rank == ColumnValues.Rank.RARE ? 1e-6 : 0);
            }
        }
        return varies ? weight : rank == ColumnValues.Rank.RARE ? 1 : 0;
    }

    private Map<Integer, String> bound(
            long limit,
            StatementText text,
            Map<Integer, String> types,
            Map<Integer, ParameterUse> uses,
            ColumnValues.Rank rank,
            double width)
            throws SQLException {
        var bound = new HashMap<Integer, String>();
        var arguments = FunctionArguments.of(text.sql());
        for (int n : text.parameters()) {
            var type = type(types, n);
            var use = uses.get(n);
            if (text.limits().contains(n)) {
                bound.put(n, Values.literal(String.valueOf(limit), type));
            } else if (text.offsets().contains(n)) {
                bound.put(n, Values.literal("0", type));
            } else if (use == null) {
                var argument = arguments.get(n);
                bound.put(n, argument == null ? values.unbound(type) : Values.literal(argument, type));
            } else if (Values.isRange(use)) {
                bound.put(n, values.quantile(use, type, quantile(use, uses, width)));
            } else {
                bound.put(n, values.equal(use, type, rank));
            }
        }
        bound.replaceAll((n, value) -> StatementText.replaced(value, bound));
        return bound;
    }

    /**
     * What LIMIT may have been. A whole number of rows for each call is the limit itself; else some calls gave fewer rows than
     * it, so that it is more than their mean, and either seldom reached or often: both are tried.
     */
    private static List<Long> limits(Statement statement, StatementText text) {
        double rows = statement.rowsPerCall();
        if (text.limits().isEmpty() || Double.isNaN(rows)) {
            return List.of((long) USUAL_LIMIT);
        }
        if (rows <= 1 || rows == Math.rint(rows)) {
            return List.of(Math.max(1, Math.round(rows)));
        }
        return List.of(roundNumber(rows), roundNumber(SELDOM_REACHED * rows));
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on, which people choose. */
    private static long roundNumber(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int digit : List.of(1, 2, 5)) {
            if (digit * power >= atLeast) {
                return Math.round(digit * power);
            }
        }
        return Math.round(10 * power);
    }

    /** A range with both ends lies before the newest value; one with a lower end reaches to it, one with an upper end begins at the oldest. */
    private static double quantile(ParameterUse use, Map<Integer, ParameterUse> uses, double width) {
        boolean lower = use.operator().startsWith(">");
        boolean both = uses.values().stream()
                .anyMatch(other -> Values.isRange(other)
                        && other.column().equals(use.column())
                        && other.operator().startsWith(">") != lower);
        if (both) {
            return lower ? Math.max(0, NEWEST - width) : NEWEST;
        }
        return lower ? 1 - width : width;
    }

    /** Plans the draws, and prefers those that give as many rows as were counted for a call. */
    private List<Question> weighed(Statement statement, List<Draw> draws, double share, List<Question> generics)
            throws SQLException {
        var generic = generics.getFirst();
        var asked = draws.stream()
                .map(d -> new Question(statement, d.sql(), share, false, generic.role()))
                .toList();
        var answers = twin.ask(Configuration.AS_IS, asked);
        var weights = new TreeMap<Integer, Double>();
        String reason = "no values for its parameters";
        for (int i = 0; i < draws.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Planned planned ->
                    weights.put(i, draws.get(i).weight() * likelihood(planned.plan(), statement.rowsPerCall()));
                case Answer.Failed failed -> reason = failed.reason();
            }
        }
        if (weights.isEmpty()) {
            return onlyGeneric(generic, share, reason);
        }
        return withShares(asked, weights, share, generics);
    }

    private List<Question> onlyGeneric(Question generic, double share, String reason) throws SQLException {
        var answer = twin.ask(Configuration.AS_IS, List.of(generic)).get(0);
        if (answer instanceof Answer.Failed) {
            throw new SQLException(reason);
        }
        return List.of(generic.withShare(share));
    }

    private static List<Question> withShares(
            List<Question> asked, Map<Integer, Double> weights, double share, List<Question> generics) {
        var best = weights.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(QUESTIONS)
                .toList();
        double sum = best.stream().mapToDouble(Map.Entry::getValue).sum();
        var questions = new ArrayList<Question>();
        for (var entry : best) {
            var question = asked.get(entry.getKey());
            questions.add(question.withShare(share * entry.getValue() / sum));
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

package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advisory.Form;
import io.howdah.engine.advise.Advisory.StatementOutlook;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Each statement before and after, costs of one call. */
final class Outlooks {

    private final Outcome outcome;
    private final Map<Statement, Double> genericCosts;
    private final Map<Statement, List<Form>> genericForms;
    private final Map<String, String> indexes;

    /** Under the candidates chosen, each with the name that it will have. */
    Outlooks(
            Outcome outcome,
            PriceList prices,
            List<Asked> generic,
            Map<Candidate, String> chosen,
            Set<QualifiedName> hidden) {
        this.outcome = outcome;
        this.indexes = chosen.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
        var before = prices.prices(generic, Set.of(), Set.of());
        var priced = prices.exact(generic, chosen.keySet(), hidden);
        this.genericCosts = IntStream.range(0, generic.size())
                .boxed()
                .collect(Collectors.toMap(
                        i -> generic.get(i).question().statement(),
                        i -> priced.get(i).cost(),
                        Math::max));
        this.genericForms = IntStream.range(0, generic.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> generic.get(i).question().statement(),
                        Collectors.mapping(
                                i -> form(generic.get(i), before.get(i), priced.get(i)), Collectors.toList())));
    }

    private static Form form(Asked asked, PriceList.Price before, PriceList.Price after) {
        var question = asked.question();
        return new Form(question.sql(), question.share(), question.generic(), before.cost(), after.cost());
    }

    /** The statement's forms, those with values first; the checks that the server makes on its behalf are none. */
    List<Form> forms(Statement statement) {
        return Stream.concat(
                        outcome.positions(statement).stream()
                                .filter(i -> !ForeignKeyChecks.isCheck(
                                        outcome.workload().get(i).question()))
                                .map(i -> form(
                                        outcome.workload().get(i),
                                        outcome.before().get(i),
                                        outcome.after().get(i))),
                        genericForms.getOrDefault(statement, List.of()).stream())
                .toList();
    }

    /** Those that gain most over all calls first; plans name the candidates as they will be called. */
    List<StatementOutlook> all() {
        var outlooks = new ArrayList<StatementOutlook>();
        outcome.byStatement().forEach((statement, at) -> outlooks.add(outlook(statement, at)));
        outlooks.sort(Comparator.comparingDouble((StatementOutlook o) ->
                        -(o.costBefore() - o.costAfter()) * o.statement().calls())
                .thenComparing(o -> o.statement().id()));
        return List.copyOf(outlooks);
    }

    /** Cost of the plan made without the parameters; null where it was not asked. */
    @Nullable
    Double genericCost(Statement statement) {
        return genericCosts.get(statement);
    }

    private StatementOutlook outlook(Statement statement, List<Integer> at) {
        double calls = statement.calls() == 0 ? 1 : statement.calls();
        double before = 0;
        double after = 0;
        int main = at.getFirst();
        for (int i : at) {
            double weight = outcome.workload().get(i).weight();
            before += weight * outcome.before().get(i).cost() / calls;
            after += weight * outcome.after().get(i).cost() / calls;
            main = weight > outcome.workload().get(main).weight() ? i : main;
        }
        return new StatementOutlook(
                statement,
                before,
                after,
                genericCost(statement),
                outcome.before().get(main).plan(),
                outcome.after().get(main).plan().renamed(indexes),
                forms(statement));
    }
}

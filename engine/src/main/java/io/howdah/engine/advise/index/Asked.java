package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Question;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question that could be planned as the database is.
 *
 * @param weight calls that it stands for
 * @param plan the plan as the database is
 * @param needs what it asks of each table
 */
record Asked(Question question, double weight, Plan plan, List<TableNeed> needs) {

    Set<QualifiedName> tables() {
        return needs.stream().map(n -> n.table).collect(Collectors.toSet());
    }

    /** Whether the planner could want the candidate for it. */
    boolean mayUse(Candidate candidate) {
        return needs.stream().anyMatch(n -> n.mayUse(candidate.definition()));
    }
}

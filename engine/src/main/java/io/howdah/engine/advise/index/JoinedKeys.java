package io.howdah.engine.advise.index;

import io.howdah.engine.advise.index.Terms.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys that a statement sets equal across tables; what follows from several such conditions is added. */
final class JoinedKeys {

    private final List<Set<Term>> classes = new ArrayList<>();

    void equal(Term left, Term right) {
        var merged = new LinkedHashSet<Term>(List.of(left, right));
        classes.removeIf(c -> {
            boolean touches = c.contains(left) || c.contains(right);
            if (touches) {
                merged.addAll(c);
            }
            return touches;
        });
        classes.add(merged);
    }

    /** All that are equal to it, itself among them; empty where it is joined to none. */
    Set<Term> equalTo(Term term) {
        return classes.stream().filter(c -> c.contains(term)).findFirst().orElse(Set.of());
    }

    void closeOver(Map<String, TableNeed> needs) {
        for (Set<Term> members : classes) {
            for (Term member : members) {
                var need = needs.get(member.alias());
                boolean others = members.stream().anyMatch(m -> !m.alias().equals(member.alias()));
                if (need != null && others) {
                    need.joined.add(member.key());
                }
            }
        }
    }
}

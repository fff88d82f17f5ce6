package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A range of relations, so that a statement about all of a large database can be sent in parts and none takes long.
 *
 * @param first the least oid in it
 * @param last the greatest oid in it
 */
record OidRange(long first, long last) {

    /** As few ranges as hold all these oids, each at most so many and all about the same number; none where there are no oids. */
    static List<OidRange> of(Collection<Long> oids, int most) {
        var sorted = oids.stream().sorted().toList();
        int parts = Math.ceilDiv(sorted.size(), most);
        var ranges = new ArrayList<OidRange>();
        for (int part = 0, from = 0; part < parts; part++) {
            int last = Math.toIntExact((part + 1L) * sorted.size() / parts) - 1;
            ranges.add(new OidRange(sorted.get(from), sorted.get(last)));
            from = last + 1;
        }
        return ranges;
    }

    /** That the expression is in the range, in SQL. */
    String holds(String expression) {
        return expression + " BETWEEN " + first + " AND " + last;
    }
}

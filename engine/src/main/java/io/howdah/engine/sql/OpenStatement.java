package io.howdah.engine.sql;

import io.howdah.engine.sql.Token.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A statement with parameters in place of its constants, to be run by somebody who has the values: numbered behind the parameters
 * that it has, as pg_stat_statements numbers them. Where a parameter would mean something else the constant stays:
 * {@link OpenPlaces}.
 *
 * @param sql the text
 * @param values the constants by the numbers of the parameters in their place
 */
public record OpenStatement(String sql, Map<Integer, String> values) {

    /** With all constants open. */
    public static OpenStatement of(String sql) {
        var places = OpenPlaces.in(sql);
        var open = new BitSet();
        open.set(0, places.size());
        return with(sql, places, open);
    }

    /** With the constants open that are not needed for what shall hold; all closed where it does not even hold then. */
    public static OpenStatement of(String sql, Predicate<String> holds) {
        var places = OpenPlaces.in(sql);
        var open = new BitSet();
        open.set(0, places.size());
        if (holds.test(with(sql, places, open).sql)) {
            return with(sql, places, open);
        }
        open.clear();
        for (int group :
                places.stream().mapToInt(OpenPlaces.Place::group).distinct().toArray()) {
            var more = (BitSet) open.clone();
            for (int i = 0; i < places.size(); i++) {
                more.set(i, more.get(i) || places.get(i).group() == group);
            }
            if (holds.test(with(sql, places, more).sql)) {
                open = more;
            }
        }
        return with(sql, places, open);
    }

    private static OpenStatement with(String sql, List<OpenPlaces.Place> places, BitSet open) {
        var text = new StringBuilder();
        var numbers = new HashMap<String, Integer>();
        var values = new TreeMap<Integer, String>();
        int next = highest(sql) + 1;
        int at = 0;
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (!open.get(i)) {
                continue;
            }
            var known = numbers.putIfAbsent(place.identity(), next);
            int number = known == null ? next++ : known;
            values.put(number, place.value());
            text.append(sql, at, place.start()).append('$').append(number).append(place.cast());
            at = place.end();
        }
        return new OpenStatement(text.append(sql.substring(at)).toString(), values);
    }

    private static int highest(String sql) {
        return Tokens.of(sql).stream()
                .filter(t -> t.kind() == Kind.PARAMETER)
                .mapToInt(t -> Integer.parseInt(t.text().substring(1)))
                .max()
                .orElse(0);
    }
}

package io.howdah.engine.advise.query;

import io.howdah.engine.sql.SelectText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** A statement and the one that is run for each of its rows, as one. */
final class JoinedText {

    private static final String OUTER = "each_row";
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private JoinedText() {}

    /** Each row of the first with the rows of the second that belong to it; rows without any stay. */
    static String of(String outer, String inner, Lookup.Tie tie) {
        var asking = asking(inner, tie, Expressions.qualified(OUTER, tie.given().name()));
        return "SELECT " + OUTER + ".*, its_rows.* FROM (" + outer + ") AS " + OUTER + " LEFT JOIN LATERAL ("
                + renumbered(asking, highest(outer)) + ") AS its_rows ON true";
    }

    /** The second with something else in place of the value that it looks up. */
    static String asking(String inner, Lookup.Tie tie, String value) {
        var select = SelectText.parse(inner).map(PlainSelect.class::cast).orElseThrow();
        for (var condition : Expressions.conjuncts(select.getWhere())) {
            if (LookupReader.isLookup(condition)
                    && condition instanceof EqualsTo equal
                    && equal.getLeftExpression() instanceof Column column
                    && Expressions.stored(column).equals(tie.asked().column().name())) {
                equal.setRightExpression(new RawSql(value));
                break;
            }
        }
        return select.toString();
    }

    private static int highest(String sql) {
        return PARAMETER
                .matcher(sql)
                .results()
                .mapToInt(m -> Integer.parseInt(m.group(1)))
                .max()
                .orElse(0);
    }

    /** Its parameters behind those of the other, in their order. */
    private static String renumbered(String sql, int highest) {
        int[] next = {highest};
        var numbers = new java.util.TreeMap<String, Integer>();
        return PARAMETER
                .matcher(sql)
                .replaceAll(m -> Matcher.quoteReplacement("$" + numbers.computeIfAbsent(m.group(1), n -> ++next[0])));
    }
}

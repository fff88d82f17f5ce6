package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.sql.Expression.ColumnRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExpressionParserTest {

    /** A name, a dot and a name, outside of strings, not followed by an opening parenthesis and not after a cast. */
    private static final Pattern QUALIFIED =
            Pattern.compile("'(?:[^']|'')*'|::[\\w\".]+|([a-z_]\\w*|\"[^\"]+\")\\.([a-z_]\\w*|\"[^\"]+\")(?![\\w(\"])");

    @Test
    void reads_everything_that_a_server_printed_in_hundreds_of_plans() {
        assertThat(lines("conditions.txt")).hasSizeGreaterThan(700);
        assertThat(lines("conditions.txt").stream()
                        .filter(line -> ExpressionParser.parse(line).isEmpty()))
                .isEmpty();
    }

    @Test
    void finds_every_column_in_what_a_server_printed() {
        assertThat(lines("conditions.txt").stream()
                        .filter(line -> !names(parsed(line)).containsAll(namesBySight(line))))
                .isEmpty();
    }

    @Test
    void writes_what_it_read_so_that_it_reads_the_same_again() {
        assertThat(lines("conditions.txt").stream()
                        .map(line -> parsed(line).sql())
                        .filter(sql -> !parsed(sql).sql().equals(sql)))
                .isEmpty();
    }

    @Test
    void reads_the_sort_keys_that_a_server_printed() {
        assertThat(lines("sort-keys.txt"))
                .allSatisfy(line ->
                        assertThat(ExpressionParser.parseSortKey(line)).as(line).isPresent());
    }

    @Test
    void takes_a_comparison_with_a_constant_apart() {
        assertThat(parsed("((t.status)::text = 'it''s'::text)"))
                .isEqualTo(new Expression.Operation(
                        new Expression.Cast(new ColumnRef("t", "status"), "text"),
                        "=",
                        new Expression.Cast(new Expression.Literal("it's", "'it''s'"), "text")));
    }

    @Test
    void knows_the_values_of_an_in_list() {
        var in = (Expression.Quantified) parsed("((t.status)::text = ANY ('{ready,\"in work\"}'::text[]))");

        assertThat(in.values()).containsExactly("ready", "in work");
    }

    @Test
    void knows_the_values_of_an_in_list_of_varchars() {
        var in = (Expression.Quantified) parsed("((s)::text = ANY ((ARRAY['a'::character varying, 'b'])::text[]))");

        assertThat(in.values()).containsExactly("a", "b");
    }

    @Test
    void reads_an_in_list_as_people_write_it() {
        assertThat(parsed("status IN ('a', 'b')").sql()).isEqualTo("(status = ANY (ARRAY['a', 'b']))");
        assertThat(parsed("status NOT IN ('a') AND x").sql()).isEqualTo("((status <> ALL (ARRAY['a'])) AND x)");
    }

    @Test
    void knows_no_values_of_a_list_with_a_parameter() {
        var in = (Expression.Quantified) parsed("(t.id = ANY (ARRAY[1, $2]))");

        assertThat(in.values()).isEmpty();
    }

    @Test
    void tells_values_that_are_not_known_when_planning() {
        assertThat(parsed("(a.x = $1)").hasUnknown()).isTrue();
        assertThat(parsed("(a.x > (InitPlan 1).col1)").hasUnknown()).isTrue();
        assertThat(parsed("(hashed SubPlan 2)").hasUnknown()).isTrue();
        assertThat(parsed("(ANY (a.x = (hashed SubPlan 1).col1))").hasUnknown()).isTrue();
        assertThat(parsed("(a.x = 5)").hasUnknown()).isFalse();
    }

    @Test
    void splits_a_conjunction_into_what_must_hold() {
        assertThat(parsed("((a.x = 1) AND (NOT a.y) AND (a.z IS NULL))").conjuncts())
                .extracting(Expression::sql)
                .containsExactly("(x = 1)", "(NOT y)", "(z IS NULL)");
    }

    @Test
    void keeps_quoted_names_quoted() {
        assertThat(parsed("(\"Order\".\"customer Id\" = 5)").sql()).isEqualTo("(\"customer Id\" = 5)");
    }

    @Test
    void reads_the_halves_of_parallel_aggregates() {
        assertThat(parsed("(PARTIAL max(t.at))")).isEqualTo(parsed("max(t.at)"));
        assertThat(parsed("max((PARTIAL max(t.at)))").columns()).containsExactly(new ColumnRef("t", "at"));
        assertThat(parsed("partial")).isEqualTo(new ColumnRef(null, "partial"));
        assertThat(parsed("\"PARTIAL\"")).isEqualTo(new ColumnRef(null, "PARTIAL"));
    }

    @Test
    void reads_directions_of_sort_keys() {
        assertThat(ExpressionParser.parseSortKey("s.created_at DESC"))
                .contains(new SortKey(new ColumnRef("s", "created_at"), true, true));
        assertThat(ExpressionParser.parseSortKey("s.created_at DESC NULLS LAST"))
                .contains(new SortKey(new ColumnRef("s", "created_at"), true, false));
        assertThat(ExpressionParser.parseSortKey("lower(s.email) NULLS FIRST"))
                .contains(new SortKey(new Expression.Call("lower", List.of(new ColumnRef("s", "email"))), false, true));
    }

    @Test
    void gives_up_on_what_it_does_not_understand() {
        assertThat(ExpressionParser.parse("(a.x = )")).isEmpty();
        assertThat(ExpressionParser.parse("(a.x = 1")).isEmpty();
        assertThat(ExpressionParser.parse("a b c")).isEmpty();
        assertThat(ExpressionParser.parse("")).isEmpty();
    }

    private static Expression parsed(String text) {
        return ExpressionParser.parse(text).orElseThrow(() -> new AssertionError("not read: " + text));
    }

    private static Set<String> names(Expression expression) {
        return expression.columns().stream().map(ColumnRef::column).collect(Collectors.toSet());
    }

    private static Set<String> namesBySight(String line) {
        return QUALIFIED
                .matcher(line)
                .results()
                .filter(m -> m.group(2) != null)
                .map(m -> m.group(2).replace("\"", ""))
                .collect(Collectors.toSet());
    }

    private static List<String> lines(String resource) {
        try (InputStream in = ExpressionParserTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

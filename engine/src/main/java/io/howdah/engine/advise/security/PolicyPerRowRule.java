package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Guards.Policy;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees policies that call a function for every row, though its answer is the same for the whole statement. */
public final class PolicyPerRowRule implements Rule {

    private static final Pattern CALL = Pattern.compile(
            "(current_setting\\([^()]*\\)|(?:{name}\\.)?{name}\\(\\))"
                    .replace("{name}", "(?:\"(?:[^\"]|\"\")+\"|\\w+)"),
            Pattern.CASE_INSENSITIVE);
    private static final Threshold ROWS =
            new Threshold("policy-per-row.rows", 1000, "rows", "ours: fewer calls are not felt");

    @Override
    public String slug() {
        return "policy-per-row";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var own = OwnTables.byName(scene.catalog());
        var statements = TableStatements.of(scene);
        var findings = new ArrayList<Finding>();
        for (var policy : scene.catalog().guards().policies()) {
            var table = own.get(policy.table());
            if (table != null && table.rowSecurity() && table.estimatedRows() >= scene.of(ROWS)) {
                Condition.of(policy)
                        .flatMap(c -> c.bareCall().stream().map(call -> finding(statements, table, policy, c, call)))
                        .findFirst()
                        .ifPresent(findings::add);
            }
        }
        return List.copyOf(findings);
    }

    /** What a policy asks of rows: of those that are there, or of those that come. */
    private record Condition(String clause, String text) {

        static Stream<Condition> of(Policy policy) {
            return Stream.concat(
                    Stream.ofNullable(policy.using()).map(using -> new Condition("USING", using)),
                    Stream.ofNullable(policy.check()).map(check -> new Condition("WITH CHECK", check)));
        }

        /** A call without arguments of the row that stands outside of a subquery. */
        Optional<String> bareCall() {
            return CALL.matcher(withoutSubqueries(text))
                    .results()
                    .map(m -> m.group(1))
                    .filter(call -> !call.matches("(?i)\"?(current_user|session_user|now|current_catalog)\"?\\(\\)"))
                    .findFirst();
        }
    }

    private static String withoutSubqueries(String sql) {
        int at = sql.toLowerCase(Locale.ROOT).indexOf("( select");
        if (at < 0) {
            return sql;
        }
        int depth = 0;
        int end = at;
        do {
            depth += sql.charAt(end) == '(' ? 1 : sql.charAt(end) == ')' ? -1 : 0;
            end++;
        } while (depth > 0 && end < sql.length());
        return withoutSubqueries(sql.substring(0, at) + sql.substring(end));
    }

    private Finding finding(
            TableStatements statements, Relation table, Policy policy, Condition condition, String call) {
        var name = policy.table() + "." + Name.quoted(policy.name());
        var once = condition.text().replace(call, "(SELECT " + call + ")");
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        name,
                        "the policy %s calls %s for every row".formatted(name, call),
                        "The policy is a condition of every statement on %s, and the call is made for each of the rows that are looked at. In a subquery it is made once."
                                .formatted(table.name()),
                        List.of(
                                Evidence.catalog(condition.clause() + " " + condition.text()),
                                new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%,.0f rows".formatted(table.estimatedRows()),
                                        Map.of("rows", table.estimatedRows()))))
                .costing(Cost.ofTime(statements.share(statements.on(table))))
                .deciding(Decision.whether(
                        "ask once a statement",
                        List.of(
                                "The same rows; the function has to be stable within a statement, as it is where it reads a setting."),
                        "ALTER POLICY " + Name.quoted(policy.name()) + " ON "
                                + policy.table().quoted() + " " + condition.clause() + " (" + once + ")"));
    }
}

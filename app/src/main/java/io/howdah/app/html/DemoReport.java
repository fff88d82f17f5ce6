package io.howdah.app.html;

import io.howdah.app.demo.DemoResult;
import io.howdah.app.stage.AdviceId;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.PlanTree;
import io.howdah.engine.advise.Advisory.StatementOutlook;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.verify.Measured;
import io.howdah.engine.verify.StatementComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of a demonstration. */
public final class DemoReport {

    private static final int PLAN_WIDTH = 110;

    private final DemoResult result;
    private final Html html = new Html();

    private DemoReport(DemoResult result) {
        this.result = result;
    }

    public static String of(DemoResult result) {
        return new DemoReport(result).write();
    }

    private String write() {
        html.raw(Html.HEAD)
                .element("title", "Howdah: " + headline())
                .raw("<style>\n" + Html.resource("report.css") + "</style>\n</head>\n<body>\n<main>\n");
        head();
        statements();
        advice();
        plans();
        conditions();
        return html.raw("</main>\n<script>\n" + Html.resource("report.js") + "</script>\n</body>\n</html>\n")
                .toString();
    }

    private String headline() {
        if (result.application() == null) {
            return result.options().sample() + ": nothing was left to change";
        }
        return result.options().sample() + " is " + Figures.factor(result.beforeMs(), result.afterMs()) + " as fast";
    }

    private void head() {
        html.raw("<header>\n").element("p", "brand", "Howdah").element("h1", headline());
        html.raw("<p class=\"lead\">")
                .text("The same " + Figures.count(result.before().calls()) + " calls took ")
                .raw("<b class=\"before\">")
                .text(Figures.millis(result.beforeMs()))
                .raw("</b> before and <b class=\"after\">")
                .text(Figures.millis(result.afterMs()))
                .raw("</b> after. " + label("measured") + "</p>\n<div class=\"cards\">\n");
        card(Figures.factor(result.beforeMs(), result.afterMs()), "less time for the whole workload");
        card(Figures.count(result.advised().advisory().advice().size()), "changes, all of them online");
        card(Figures.count(result.errors()), "errors seen by the application meanwhile");
        card(stall(), "longest stall of the application meanwhile");
        card(Figures.count(result.comparison().slower().size()), "statements slower than before");
        html.raw("</div>\n</header>\n");
    }

    private String stall() {
        return result.longestStallMs() == 0 ? "none" : Figures.millis(result.longestStallMs());
    }

    private void card(String figure, String caption) {
        html.raw("<div class=\"card\">")
                .element("b", figure)
                .element("span", caption)
                .raw("</div>\n");
    }

    private void statements() {
        html.element("h2", "Every statement before and after");
        html.raw("<p class=\"note\">")
                .text(
                        "Mean time of one call, as the application's driver measured it, those that save most time first; "
                                + "what became slower would stand at the top. ")
                .raw(label("measured") + "</p>\n<div class=\"statements\">\n");
        double longest = result.compared().stream()
                .mapToDouble(s -> Math.max(mean(s.before()), mean(s.after())))
                .max()
                .orElse(1);
        inOrder().forEach(s -> statement(s, longest));
        html.raw("</div>\n");
    }

    /** Slower ones first, then by the time they save. */
    private List<StatementComparison> inOrder() {
        return result.compared();
    }

    private void statement(StatementComparison s, double longest) {
        html.raw("<section class=\"statement " + s.trend().name().toLowerCase(Locale.ROOT) + "\">\n")
                .element("code", s.text());
        bar("before", s.before(), longest);
        bar("after", s.after(), longest);
        html.raw("<p class=\"figures\">")
                .text(Figures.count(s.before() == null ? 0 : s.before().calls()) + " calls · ")
                .element("b", Figures.factor(mean(s.before()), mean(s.after())))
                .text(" · " + trend(s))
                .raw("</p>\n</section>\n");
    }

    private static String trend(StatementComparison s) {
        return switch (s.trend()) {
            case FASTER -> "faster";
            case SLOWER -> "slower";
            case SAME -> "no difference beyond noise";
            case UNKNOWN -> "too few calls to say";
        };
    }

    private void bar(String kind, @Nullable Measured measured, double longest) {
        var p95 = measured == null ? null : measured.p95Ms();
        html.raw("<div class=\"row\"><span class=\"name\">" + kind + "</span><span class=\"track\"><span class=\"bar "
                        + kind + "\" style=\"width:"
                        + String.format(Locale.ROOT, "%.2f", 100 * mean(measured) / longest) + "%\"></span></span>")
                .element("span", "value", Figures.millis(mean(measured)))
                .element("span", "p95", p95 == null ? "" : "p95 " + Figures.millis(p95))
                .raw("</div>\n");
    }

    private static double mean(@Nullable Measured measured) {
        return measured == null ? 0 : measured.meanMs();
    }

    private void advice() {
        html.element("h2", "What was changed, and why");
        if (result.verdicts().isEmpty()) {
            html.element("p", "Nothing: no change was found that pays.");
        }
        result.verdicts().forEach(this::advice);
    }

    private void advice(DemoResult.Verdict verdict) {
        var advice = verdict.advice();
        var finding = advice.finding();
        var outcome = verdict.judgement().verdict().name().toLowerCase(Locale.ROOT);
        html.raw("<section class=\"advice\" id=\"" + AdviceId.of(finding) + "\">\n<h3>")
                .raw("<span class=\"severity " + finding.severity().name().toLowerCase(Locale.ROOT) + "\">")
                .text(finding.severity().name().toLowerCase(Locale.ROOT))
                .raw("</span> ")
                .text(finding.title())
                .raw("</h3>\n")
                .element("p", finding.why());
        html.raw("<ul>\n");
        finding.evidence().forEach(this::evidence);
        html.raw("<li>" + label("measured") + " ")
                .raw("<b class=\"" + outcome + "\">" + outcome(verdict) + "</b>")
                .text(": " + verdict.judgement().why())
                .raw("</li>\n</ul>\n");
        sql("SQL", advice.sql());
        sql("Undo", advice.undoSql());
        html.raw("</section>\n");
    }

    private static String outcome(DemoResult.Verdict verdict) {
        return switch (verdict.judgement().verdict()) {
            case HELPED -> "helped";
            case NO_EFFECT -> verdict.advice().statements().isEmpty() ? "no harm" : "no effect";
            case HARMED -> "harmed";
            case NOT_ENOUGH_EVIDENCE -> "not certain";
        };
    }

    private void evidence(Evidence evidence) {
        html.raw("<li>" + label(evidence.label().name().toLowerCase(Locale.ROOT)) + " ")
                .text(evidence.text())
                .raw("</li>\n");
    }

    private static String label(String label) {
        return "<span class=\"label " + label + "\">" + label + "</span>";
    }

    private void sql(String caption, List<String> statements) {
        html.raw("<div class=\"sql\">").element("span", "caption", caption).raw("<pre>");
        html.text(statements.stream().map(s -> s + ";").collect(Collectors.joining("\n")))
                .raw("</pre></div>\n");
    }

    private void plans() {
        var measured = result.compared().stream()
                .collect(Collectors.toMap(StatementComparison::statementId, Function.identity(), (a, b) -> a));
        var changed = result.advised().advisory().statements().stream()
                .filter(s -> !s.planBefore().shape().equals(s.planAfter().shape()))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        html.element("h2", "Plans side by side");
        html.raw("<p class=\"note\">")
                .text(
                        "Of the statements whose plan changed, as the planner's twin gave them before anything was built. ")
                .raw(label("estimated") + "</p>\n");
        changed.forEach(outlook -> plans(outlook, measured));
    }

    private void plans(StatementOutlook outlook, Map<String, StatementComparison> measured) {
        var comparison = measured.get(outlook.statement().id());
        html.raw("<details>\n<summary>")
                .element("code", outlook.statement().text())
                .element("span", "cost", costs(outlook, comparison))
                .raw("</summary>\n<div class=\"plans\">\n");
        plan("before", outlook.planBefore());
        plan("after", outlook.planAfter());
        html.raw("</div>\n</details>\n");
    }

    private static String costs(StatementOutlook outlook, @Nullable StatementComparison comparison) {
        var costs = "cost " + Figures.brief(outlook.costBefore()) + " → " + Figures.brief(outlook.costAfter());
        return comparison == null
                ? costs
                : costs + " · " + Figures.millis(mean(comparison.before())) + " → "
                        + Figures.millis(mean(comparison.after()));
    }

    private void plan(String kind, Plan plan) {
        html.raw("<div class=\"plan\">").element("h4", kind).raw("<pre>");
        html.text(String.join("\n", PlanTree.lines(plan, PLAN_WIDTH))).raw("</pre></div>\n");
    }

    private void conditions() {
        var conditions = result.conditions();
        html.element("h2", "Conditions of the measurement").raw("<ul class=\"conditions\">\n");
        var lines = new ArrayList<String>();
        lines.add(conditions.server() + " on " + conditions.system() + ", "
                + Page.counted(conditions.processors(), "processor", "processors") + ", Java " + conditions.java());
        lines.add("database " + conditions.database() + ", " + Figures.bytes(conditions.bytes()) + ", "
                + Figures.count(result.options().rows()) + " rows in its largest table, seed "
                + result.options().seed());
        lines.add(Page.counted(conditions.clients(), "client", "clients")
                + " on connections of their own, without pauses; server and application on the same machine");
        lines.add(
                "before and after: the same calls with the same parameters, each kind at least ten times; the server's "
                        + "default settings");
        lines.add("whole demonstration: " + Figures.duration(result.total()));
        result.advised().unseen().forEach(lines::add);
        lines.forEach(line -> html.element("li", line));
        html.raw("</ul>\n");
    }
}

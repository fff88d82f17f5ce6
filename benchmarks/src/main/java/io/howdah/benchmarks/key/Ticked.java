package io.howdah.benchmarks.key;

import io.howdah.app.demo.DemoResult;
import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.prove.Outcome;
import io.howdah.engine.prove.Proposal;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.IndexFault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.fault.Temptation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Makes a row of each fault from what was said and measured. */
final class Ticked {

    private final Said said;
    private final Spoken spoken;
    private final Found found;

    Ticked(Spoken spoken, Found found) {
        this.said = spoken.said();
        this.spoken = spoken;
        this.found = found;
    }

    /** @param result with the runs before and after the advice was applied */
    KeyRow row(IndexFault fault, DemoResult result) {
        var what = switch (fault) {
            case MissingIndex missing -> "index missing on " + missing.table();
            case BadIndex bad ->
                bad.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " index on " + bad.table();
        };
        if (!Indexes.mend(fault, said.changes())) {
            return found.isCounted(fault)
                    ? KeyRow.of(
                            fault.id(),
                            what,
                            true,
                            "not proposed: it would not pay; a kept count is laid out",
                            "–",
                            "–")
                    : KeyRow.missed(fault.id(), what);
        }
        var advice = said.advised().advisory().advice().stream()
                .filter(a -> a.changes().stream().anyMatch(c -> Indexes.concerns(fault, c)))
                .findFirst()
                .orElseThrow();
        return KeyRow.of(
                fault.id(),
                what + " → " + change(advice, fault),
                true,
                labels(advice.finding()) + ", run before and after",
                expected(fault, advice),
                measured(fault, result));
    }

    private static String change(Advice advice, IndexFault fault) {
        return advice.changes().stream()
                .filter(c -> Indexes.concerns(fault, c))
                .map(c -> switch (c) {
                    case CreateIndex create -> create.definition().toString();
                    case DropIndex drop -> "drop " + drop.index().name().name();
                    default -> c.summary();
                })
                .collect(Collectors.joining("; "));
    }

    private String expected(IndexFault fault, Advice advice) {
        if (fault instanceof MissingIndex missing && !missing.statements().isEmpty()) {
            var outlooks = said.advised().advisory().statements().stream()
                    .filter(o -> spoken.name(o.statement().text())
                            .filter(missing.statements()::contains)
                            .isPresent())
                    .toList();
            double before = outlooks.stream().mapToDouble(o -> o.costBefore()).sum();
            double after = outlooks.stream().mapToDouble(o -> o.costAfter()).sum();
            return after > 0 ? "cost ÷ %.3g".formatted(before / after) : "–";
        }
        return advice.sizeBytes() < 0
                ? "%.1f MB and the writes of it".formatted(-advice.sizeBytes() / 1e6)
                : brief(advice.finding());
    }

    private static String measured(IndexFault fault, DemoResult result) {
        var names = fault instanceof MissingIndex missing ? missing.statements() : List.<String>of();
        var found = names.stream()
                .filter(n -> result.before().statement(n).isPresent()
                        && result.after().statement(n).isPresent())
                .map(n -> "%s %s → %s ms"
                        .formatted(
                                n,
                                ms(result.before().statement(n).orElseThrow().p50Ms()),
                                ms(result.after().statement(n).orElseThrow().p50Ms())))
                .toList();
        if (!found.isEmpty()) {
            return String.join("; ", found);
        }
        return result.comparison().slower().isEmpty()
                ? "no statement slower without it"
                : result.comparison().slower().size() + " statements slower";
    }

    KeyRow row(NaiveStatement fault) {
        var what = fault.statement() + ": " + fault.why();
        var proposal = spoken.proposal(fault);
        if (proposal.isPresent()) {
            return of(fault, what, proposal.get());
        }
        return spoken.finding(fault)
                .map(f -> KeyRow.of(fault.id(), what + " → " + f.slug(), true, labels(f), brief(f), "not measured"))
                .orElseGet(() -> KeyRow.missed(fault.id(), what));
    }

    private KeyRow of(NaiveStatement fault, String what, Proposal proposal) {
        var id = fault.id();
        var costs = proposal.costs();
        var expected = costs == null
                ? spoken.finding(fault).map(Ticked::brief).orElse("–")
                : "cost ÷ %.3g".formatted(costs.before() / costs.after());
        var title = what + " → " + proposal.slug();
        return switch (proposal.outcome()) {
            case Outcome.SameRows same ->
                KeyRow.of(
                        id,
                        title,
                        proposal.isProven(),
                        "same rows, %d trials".formatted(same.timings().size()),
                        expected,
                        "%s → %s ms"
                                .formatted(
                                        ms(same.whole().beforeMs()),
                                        ms(same.whole().afterMs())));
            case Outcome.OtherRows other -> KeyRow.of(id, title, false, other.difference(), expected, "–");
            case Outcome.NotRun not -> KeyRow.of(id, title, false, not.reason(), expected, "–");
        };
    }

    static KeyRow notDue(Fault fault) {
        var what = fault instanceof Decision decision ? what(decision) : fault.id();
        return KeyRow.notDue(fault.id(), what, "the table is too small for it");
    }

    private static String what(Decision fault) {
        return fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of " + fault.table();
    }

    KeyRow row(NaiveFunction fault, DecisionTrial trial) throws SQLException, InterruptedException {
        var what = fault.function() + ": " + fault.why();
        var finding = spoken.finding(fault);
        if (finding.isEmpty()) {
            return KeyRow.missed(fault.id(), what);
        }
        var title = what + " → " + finding.get().slug();
        var way = Way.of(finding.get()).findFirst();
        if (way.isEmpty()) {
            return KeyRow.of(fault.id(), title, true, "read in its body, not written again", "–", "not measured");
        }
        var result = trial.run(way.get(), List.of(fault.function()));
        return KeyRow.of(
                fault.id(),
                title + ": the function written again",
                result.failure().isEmpty(),
                "read in its body; " + result.failure().map(f -> "REFUSED " + f).orElse("its SQL ran on a copy"),
                "no balance below zero by two calls at once",
                measured(result));
    }

    KeyRow row(Decision fault, DecisionTrial trial) throws SQLException, InterruptedException {
        var what = what(fault);
        var way = Decisions.laidOut(fault, said);
        if (way.isEmpty()) {
            return KeyRow.missed(fault.id(), what);
        }
        return tried(fault, what, way.get(), trial);
    }

    private static KeyRow tried(Decision fault, String what, Way found, DecisionTrial trial)
            throws SQLException, InterruptedException {
        var refused = new ArrayList<String>();
        var measured = new ArrayList<String>();
        for (var way : Way.of(found.finding()).toList()) {
            var result = trial.run(way, fault.statements());
            result.failure().ifPresent(f -> refused.add("REFUSED " + way.title() + ": " + f));
            measured.add("**" + way.title() + "** " + measured(result));
        }
        return KeyRow.of(
                fault.id(),
                "%s → %s: %s; or %s"
                        .formatted(what, found.finding().slug(), found.title(), String.join("; ", found.others())),
                refused.isEmpty(),
                labels(found.finding())
                        + (refused.isEmpty() ? "; its SQL ran on a copy" : "; " + String.join("; ", refused)),
                brief(found.finding()),
                String.join(" ", measured));
    }

    private static String measured(DecisionTrial.Result result) {
        var statements = result.statements().stream()
                .map(m -> "%s %s → %s ms".formatted(m.name(), ms(m.before()), ms(m.after())))
                .collect(Collectors.joining("; "));
        var handed = result.handedOver().stream()
                .map(m -> "; handed over %s ms".formatted(ms(m)))
                .collect(Collectors.joining());
        return statements + handed + "; database %+.1f MB".formatted(-result.bytes() / 1e6);
    }

    KeyRow row(Temptation temptation) {
        return spoken.yielding(temptation)
                .map(w -> KeyRow.of(temptation.id(), temptation.why(), false, "PROPOSED " + w.title(), "–", "–"))
                .orElseGet(() -> KeyRow.of(temptation.id(), temptation.why(), true, "not proposed", "–", "–"));
    }

    private static String labels(Finding finding) {
        return finding.evidence().stream()
                .map(Evidence::label)
                .distinct()
                .map(l -> l.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The first thing that a finding says in figures. */
    private static String brief(Finding finding) {
        var text = finding.evidence().stream()
                .filter(e -> e.label() != Evidence.Label.CATALOG)
                .findFirst()
                .or(() -> finding.evidence().stream().findFirst())
                .map(Evidence::text)
                .orElse("–");
        var line = Objects.requireNonNull(text).replaceAll("\\s+", " ").replace("|", "/");
        return line.length() <= 140 ? line : line.substring(0, 139) + "…";
    }

    private static String ms(double ms) {
        return Double.isNaN(ms) ? "–" : "%.3g".formatted(ms);
    }
}

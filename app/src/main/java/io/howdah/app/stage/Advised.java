package io.howdah.app.stage;

import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.prove.TriedAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What advising gave, with what it was drawn from.
 *
 * @param catalog the database as it is
 * @param advisory for the size that it was asked for
 * @param twinNotes what the twin could not carry over, and what was set aside
 * @param grown what leads to that size; null where it is today's
 * @param tried how the indexes fared on a copy; null where there was none
 */
public record Advised(
        Catalog catalog,
        Workload workload,
        Advisory advisory,
        List<String> twinNotes,
        @Nullable Grown grown,
        @Nullable TriedAdvice tried) {

    /**
     * The same without what its user does not want to hear again; that the cost counts declined advice is said.
     *
     * @param reason why a finding does not count; empty where it does
     */
    public Advised settingAside(Function<Finding, Optional<String>> reason, List<String> more) {
        var advice = advisory.advice();
        var remarks = new ArrayList<>(more);
        advice.forEach(a -> reason.apply(a.finding())
                .ifPresent(why -> remarks.add(AdviceId.of(a.finding()) + ", "
                        + a.finding().title() + ", is set aside, and the cost counts it: " + why)));
        var left = new Advisory(
                advisory.costBefore(),
                advisory.costAfter(),
                advice.stream().filter(a -> reason.apply(a.finding()).isEmpty()).toList(),
                advisory.statements(),
                advisory.notAdvised(),
                advisory.findings().stream()
                        .filter(f -> reason.apply(f).isEmpty())
                        .toList(),
                advisory.kept());
        var notes = Stream.concat(twinNotes.stream(), remarks.stream()).toList();
        return new Advised(catalog, workload, left, notes, grown, tried);
    }

    /**
     * The same, where decisions have their commands.
     *
     * @param database as options of the command line
     */
    public Advised withCommands(List<String> database) {
        var there = new Advisory(
                advisory.costBefore(),
                advisory.costAfter(),
                advisory.advice(),
                advisory.statements(),
                advisory.notAdvised(),
                new OnlineCommands(catalog, database).in(advisory.findings()),
                advisory.kept());
        return new Advised(catalog, workload, there, twinNotes, grown, tried);
    }

    /** Everything that could not be seen or judged, for people to read. */
    public List<String> unseen() {
        return Stream.of(catalog.unseen(), workload.notes(), twinNotes)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}

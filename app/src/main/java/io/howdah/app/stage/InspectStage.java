package io.howdah.app.stage;

import io.howdah.engine.SideBySide;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a database with all rules given, but not at what extensions and migration tools made. Changes nothing. */
public final class InspectStage {

    private final List<? extends Rule> rules;

    /** Looks with these rules. */
    public InspectStage(List<? extends Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * What was seen.
     *
     * @param risks what was found, weightiest first
     * @param fine slugs of the rules that had nothing to say
     * @param setAside what was found and does not count
     * @param remarks on the inspection itself, such as rules for passing over that have expired
     */
    public record Inspection(
            Scene scene, List<Finding> risks, List<String> fine, List<SetAside> setAside, List<String> remarks) {

        public Catalog catalog() {
            return scene.catalog();
        }

        public Workload workload() {
            return scene.workload();
        }

        /** What could not be seen, and the remarks. */
        public List<String> unseen() {
            return Stream.of(remarks.stream(), catalog().unseen().stream(), workload().notes().stream())
                    .flatMap(s -> s)
                    .distinct()
                    .toList();
        }

        /** The same, where findings for which there is a reason do not count. */
        public Inspection settingAside(Function<Finding, Optional<String>> reason) {
            var counting = new ArrayList<Finding>();
            var aside = new ArrayList<>(setAside);
            for (var finding : risks) {
                reason.apply(finding)
                        .ifPresentOrElse(why -> aside.add(new SetAside(finding, why)), () -> counting.add(finding));
            }
            return new Inspection(scene, List.copyOf(counting), fine, List.copyOf(aside), remarks);
        }

        /**
         * The same, where decisions have their commands.
         *
         * @param database as options of the command line
         */
        public Inspection withCommands(List<String> database) {
            return new Inspection(scene, new OnlineCommands(catalog(), database).in(risks), fine, setAside, remarks);
        }

        public Inspection remarking(List<String> more) {
            return new Inspection(
                    scene,
                    risks,
                    fine,
                    setAside,
                    Stream.concat(remarks.stream(), more.stream()).toList());
        }
    }

    /** A finding that does not count, with the reason. */
    public record SetAside(Finding finding, String reason) {}

    public Inspection inspect(Scene scene) {
        var visible = scene.within(OwnObjects.of(scene.catalog()));
        var found = new ArrayList<Finding>();
        var fine = new ArrayList<String>();
        var seen = seen(visible);
        for (var rule : rules) {
            var findings = seen.getOrDefault(rule, List.of());
            if (findings.isEmpty() && rule.looksAt(visible)) {
                fine.add(rule.slug());
            }
            found.addAll(findings);
        }
        found.sort(Finding.WEIGHTIEST_FIRST);
        return new Inspection(scene, List.copyOf(found), List.copyOf(fine), List.of(), List.of());
    }

    /** What a rule saw. */
    private record Seen(Rule rule, List<Finding> findings) {}

    /**
     * What each rule saw. A scene changes for none of them, so they look side by side; those of one package one after the other, for they may
     * share the time that they have to look into tables.
     */
    private Map<Rule, List<Finding>> seen(Scene visible) {
        var packages = rules.stream()
                .collect(Collectors.groupingBy(
                        rule -> rule.getClass().getPackageName(), LinkedHashMap::new, Collectors.<Rule>toList()));
        var tasks = packages.values().stream()
                .map(some -> (Callable<List<Seen>>) () -> seen(some, visible))
                .toList();
        return SideBySide.all(Runtime.getRuntime().availableProcessors(), tasks).stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(Seen::rule, Seen::findings));
    }

    private static List<Seen> seen(List<Rule> some, Scene visible) {
        return some.stream().map(rule -> new Seen(rule, rule.examine(visible))).toList();
    }
}

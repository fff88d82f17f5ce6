package io.howdah.benchmarks.key;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.prove.Proposal;
import io.howdah.engine.sql.Fingerprint;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for what was said on statements and functions, and for what should not have been said. */
public final class Spoken {

    /** Findings that are about a statement of an application as it is written. */
    private static final Set<String> ON_STATEMENTS = Set.of("n-plus-one", "outer-join-made-inner");

    private final Said said;
    private final Map<String, String> names;

    Spoken(Said said, Workload application) {
        this.said = said;
        this.names = application.statements().stream()
                .collect(Collectors.toMap(s -> form(s.text().replace("?", "$1")), s -> s.name(), (one, other) -> one));
    }

    /** All that was said. */
    public Said said() {
        return said;
    }

    private static String form(String sql) {
        return Fingerprint.of(sql);
    }

    /** The name in the application of a statement that the server counted; empty where it is not the application's. */
    Optional<String> name(String text) {
        return Optional.ofNullable(names.get(form(text)));
    }

    /** The ids under which the server counted a statement of the application. */
    Set<String> ids(String name) {
        return said.advised().workload().statements().stream()
                .filter(s -> name(s.text()).filter(name::equals).isPresent())
                .map(s -> s.id())
                .collect(Collectors.toSet());
    }

    /** The best form of a statement that was handed over: a proven one, where there is one. */
    Optional<Proposal> proposal(NaiveStatement fault) {
        var of = said.proposals().stream()
                .filter(p -> name(p.statement().text())
                        .filter(fault.statement()::equals)
                        .isPresent())
                .toList();
        return of.stream()
                .filter(Proposal::isProven)
                .findFirst()
                .or(() -> of.stream().findFirst());
    }

    /** What a rule says on a statement as it is written. */
    Optional<Finding> finding(NaiveStatement fault) {
        var texts = said.advised().workload().statements().stream()
                .filter(s -> name(s.text()).filter(fault.statement()::equals).isPresent())
                .map(s -> s.text().replaceAll("\\s+", " ").strip())
                .toList();
        return said.findings().stream()
                .filter(f -> ON_STATEMENTS.contains(f.slug()))
                .filter(f ->
                        texts.stream().anyMatch(t -> t.startsWith(f.subject().replace("…", ""))))
                .findFirst();
    }

    /** What a rule says on a function. */
    Optional<Finding> finding(NaiveFunction fault) {
        return said.findings().stream()
                .filter(f -> f.slug().equals("unguarded-spending")
                        && word(fault.function()).matcher(f.subject()).find())
                .findFirst();
    }

    /** What should not have been proposed, and was. */
    Optional<Way> yielding(Temptation temptation) {
        var sign = switch (temptation.kind()) {
            case HASH_PARTITIONS -> "PARTITION BY HASH";
            case CLUSTER -> "(?m)^\\s*CLUSTER\\b|ORDER BY.*INTO.*" + temptation.table();
        };
        var pattern = Pattern.compile(sign, Pattern.CASE_INSENSITIVE);
        return said.findings().stream()
                .flatMap(Way::of)
                .filter(w -> pattern.matcher(w.text()).find()
                        && word(temptation.table()).matcher(w.text()).find())
                .findFirst();
    }

    /** Statements of the application that are fine and for whose sake another form is proposed. */
    List<String> fineButProposed(Workload application) {
        var fine = application.statements().stream()
                .filter(s -> s.fine())
                .map(s -> s.name())
                .collect(Collectors.toSet());
        return said.proposals().stream()
                .filter(Proposal::isProven)
                .flatMap(p -> name(p.statement().text()).stream())
                .filter(fine::contains)
                .toList();
    }

    private static Pattern word(String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    }
}

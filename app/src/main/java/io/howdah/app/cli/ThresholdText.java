package io.howdah.app.cli;

import io.howdah.app.text.Figures;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Threshold;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The thresholds as {@code --list-thresholds} prints them: lines that a configuration file takes. */
final class ThresholdText {

    private ThresholdText() {}

    static String of(List<Rule> rules) {
        return rules.stream()
                .flatMap(r -> r.thresholds().stream())
                .sorted(Comparator.comparing(Threshold::key))
                .map(t -> "  " + t.key() + ": " + number(t.standard()) + "   # " + t.unit() + "; " + t.source())
                .collect(Collectors.joining("\n", "thresholds:\n", "\n"));
    }

    private static String number(double number) {
        return number == Math.rint(number) ? Figures.count(number).replace(",", "") : String.valueOf(number);
    }
}

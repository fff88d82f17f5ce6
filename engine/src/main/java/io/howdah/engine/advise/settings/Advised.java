package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import java.util.Arrays;
import java.util.List;

/** Findings about a setting, as all rules of this package write them. */
final class Advised {

    private Advised() {}

    /**
     * A setting that should have another value.
     *
     * @param changes the first is the setting that the finding is about
     */
    static List<Finding> finding(
            String slug,
            Severity severity,
            Catalog catalog,
            String title,
            String why,
            List<String> evidence,
            SettingChange... changes) {
        return List.of(Finding.of(
                        slug,
                        severity,
                        "setting " + changes[0].name(),
                        title,
                        why,
                        evidence.stream().map(Evidence::catalog).toList())
                .mendedBy(SettingChange.remedy(catalog, changes)));
    }

    /** {@code name is 4MB}, each with its source. */
    static String now(Catalog catalog, String... names) {
        return String.join(
                ", ",
                Arrays.stream(names)
                        .filter(n -> catalog.setting(n).isPresent())
                        .map(n -> catalog.setting(n)
                                .map(s -> s.name() + " = " + s.value() + (s.unit() == null ? "" : " × " + s.unit())
                                        + " (" + s.source() + ")")
                                .orElse(""))
                        .toList());
    }
}

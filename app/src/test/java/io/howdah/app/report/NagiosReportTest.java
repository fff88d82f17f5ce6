package io.howdah.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Severity;
import org.junit.jupiter.api.Test;

class NagiosReportTest {

    /** As the guidelines write it: quoted or plain label, number, unit, and up to four limits. */
    private static final String DATUM = "[a-z_]+=\\d+[A-Z]?(;[\\d.]*){0,4}";

    @Test
    void begins_with_a_line_of_status_and_performance_data() {
        var first = NagiosReport.of(Inspections.of(Severity.CRITICAL, Severity.INFO))
                .lines()
                .findFirst()
                .orElseThrow();
        var parts = first.split("\\|");

        assertThat(parts).hasSize(2);
        assertThat(parts[0]).startsWith("HOWDAH CRITICAL - 倉 庫: 1 finding, first table ");
        assertThat(parts[1].strip().split(" ")).allMatch(datum -> datum.matches(DATUM));
        assertThat(parts[1]).contains("critical=1;;0;0", "warning=0;0;;0", "connections=7", "transaction_age=1000");
    }

    @Test
    void names_further_findings_on_lines_without_bars() {
        var text = NagiosReport.of(Inspections.of(Severity.WARNING, Severity.NOTICE));

        assertThat(text.lines().skip(1)).hasSize(2).allMatch(line -> line.indexOf('|') < 0);
    }

    @Test
    void ends_with_the_codes_of_nagios() {
        assertThat(NagiosReport.exitCode(Inspections.of(Severity.CRITICAL))).isEqualTo(2);
        assertThat(NagiosReport.exitCode(Inspections.of(Severity.WARNING))).isEqualTo(1);
        assertThat(NagiosReport.exitCode(Inspections.of(Severity.NOTICE))).isZero();
        assertThat(NagiosReport.exitCode(Inspections.of())).isZero();
        assertThat(NagiosReport.of(Inspections.of(Severity.INFO))).startsWith("HOWDAH OK - ");
    }
}

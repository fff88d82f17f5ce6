package io.howdah.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.howdah.engine.advise.Severity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifReportTest {

    @Test
    void keeps_to_what_the_standard_asks() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SarifReportTest.class.getResourceAsStream("sarif.json"));

        assertThat(schema.validate(SarifReport.of(Inspections.of(Severity.values()), "1.0"), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void has_a_result_for_each_finding_and_for_each_set_aside_a_suppressed_one() {
        var results = results(Severity.CRITICAL, Severity.WARNING, Severity.NOTICE, Severity.INFO);

        assertThat(results.findValuesAsString("level")).containsExactly("error", "warning", "note", "note", "error");
        assertThat(results.get(0).has("suppressions")).isFalse();
        assertThat(results.get(4).at("/suppressions/0/justification").asString())
                .isEqualTo("ignored: <known>");
    }

    @Test
    void names_a_finding_by_its_key_so_that_it_is_known_again() {
        var result = results(Severity.WARNING).get(0);

        assertThat(result.at("/partialFingerprints/howdahKey~1v1").asString())
                .isEqualTo("odd-thing:table \"<倉> & | ]]>\u0001\" WARNING");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("database/%E5%80%89%20%E5%BA%AB");
    }

    @Test
    void points_at_the_rule_of_each_result() {
        var run = run(Severity.WARNING);
        var index = run.at("/results/0/ruleIndex").asInt();

        assertThat(run.at("/tool/driver/rules/" + index + "/id").asString()).isEqualTo("odd-thing");
        assertThat(run.at("/tool/driver/rules").findValuesAsString("id")).contains("fine-thing");
    }

    private static JsonNode results(Severity... severities) {
        return run(severities).get("results");
    }

    private static JsonNode run(Severity... severities) {
        return JsonMapper.shared()
                .readTree(SarifReport.of(Inspections.of(severities), "1.0"))
                .at("/runs/0");
    }
}

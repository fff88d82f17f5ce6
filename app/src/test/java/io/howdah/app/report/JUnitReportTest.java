package io.howdah.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.howdah.engine.advise.Severity;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

class JUnitReportTest {

    @Test
    void keeps_to_what_build_servers_read() throws Exception {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JUnitReportTest.class.getResource("junit.xsd"));
        var xml = JUnitReport.of(Inspections.of(Severity.values()), Severity.WARNING);

        assertThatCode(() -> schema.newValidator().validate(new StreamSource(new StringReader(xml))))
                .doesNotThrowAnyException();
    }

    @Test
    void fails_what_is_as_grave_as_asked_for_and_skips_what_is_set_aside() {
        var xml = JUnitReport.of(Inspections.of(Severity.values()), Severity.WARNING);

        assertThat(xml).contains("tests=\"6\" failures=\"2\" errors=\"0\" skipped=\"1\"");
        assertThat(xml).contains("<failure type=\"critical\"", "<failure type=\"warning\"");
        assertThat(xml).doesNotContain("type=\"notice\"");
        assertThat(xml).contains("<skipped message=\"ignored: &lt;known&gt;\">");
        assertThat(JUnitReport.of(Inspections.of(Severity.INFO), Severity.INFO)).contains("failures=\"1\"");
    }
}

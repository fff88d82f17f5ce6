package io.howdah.app.report;

import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.stage.InspectStage.SetAside;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import java.io.StringWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An inspection in the XML of JUnit, as build servers read it: a test case a finding, and one for each rule that had nothing to say.
 *
 * <p>A finding fails where it is as grave as asked for, else its text is output of a case that passes; one set aside is skipped.
 */
public final class JUnitReport {

    private final Inspection inspection;
    private final Severity limit;
    private final XMLStreamWriter xml;

    private JUnitReport(Inspection inspection, Severity limit, XMLStreamWriter xml) {
        this.inspection = inspection;
        this.limit = limit;
        this.xml = xml;
    }

    /** @param limit findings this grave or graver fail */
    public static String of(Inspection inspection, Severity limit) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JUnitReport(inspection, limit, xml).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        start("testsuites", counts());
        start("testsuite", counts());
        for (var finding : inspection.risks()) {
            write(finding);
        }
        for (var aside : inspection.setAside()) {
            write(aside);
        }
        for (var slug : inspection.fine()) {
            start("testcase", "classname", "howdah." + slug, "name", slug, "time", "0");
            xml.writeEndElement();
        }
        xml.writeEndDocument();
    }

    private String[] counts() {
        long failures = inspection.risks().stream().filter(this::fails).count();
        int tests = inspection.risks().size()
                + inspection.setAside().size()
                + inspection.fine().size();
        return new String[] {
            "name", clean("howdah inspect " + inspection.catalog().database()),
            "tests", String.valueOf(tests),
            "failures", String.valueOf(failures),
            "errors", "0",
            "skipped", String.valueOf(inspection.setAside().size()),
            "time", "0"
        };
    }

    private boolean fails(Finding finding) {
        return finding.severity().compareTo(limit) <= 0;
    }

    private void write(Finding finding) throws XMLStreamException {
        testCase(finding);
        if (fails(finding)) {
            start("failure", "type", word(finding), "message", clean(finding.title()));
        } else {
            start("system-out");
        }
        xml.writeCharacters(clean(text(finding)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void write(SetAside aside) throws XMLStreamException {
        testCase(aside.finding());
        start("skipped", "message", clean(aside.reason()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void testCase(Finding finding) throws XMLStreamException {
        start("testcase", "classname", "howdah." + finding.slug(), "name", clean(finding.key()), "time", "0");
    }

    private static String word(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String text(Finding finding) {
        return finding.title() + "\n" + finding.why() + "\n"
                + finding.evidence().stream().map(Evidence::text).collect(Collectors.joining("\n"))
                + finding.remedy().sql().stream().map(s -> "\n" + s).collect(Collectors.joining());
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        xml.writeStartElement(element);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    /** Without the characters that XML 1.0 cannot hold, which names in a database can. */
    private static String clean(String text) {
        return text.codePoints()
                .filter(JUnitReport::isAllowed)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Extensible Markup Language 1.0, section 2.2. */
    private static boolean isAllowed(int c) {
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        return c == '\n' || c == '\t' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !surrogate);
    }
}

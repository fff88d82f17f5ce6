package io.howdah.app.cli;

import io.howdah.app.json.AuditDocument;
import io.howdah.app.json.Json;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.security.AuditChain;
import io.howdah.engine.apply.security.AuditChain.Head;
import io.howdah.engine.apply.security.AuditVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code howdah audit verify}. */
@CommandLine.Command(
        name = "verify",
        description = {
            "Walks the chain and names the first entry that was changed, removed or put in; exit code 1 there.",
            "Whether all of it was written anew is shown only by a head that was kept elsewhere."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah audit verify -d shop",
            "  howdah audit verify -d shop --head \"$(tail -1 /mnt/elsewhere/heads)\""
        })
final class AuditVerifyCommand extends Command {

    @Mixin
    private AuditArguments log = new AuditArguments();

    @Option(names = "--head", paramLabel = "HEAD", description = "A head that seal printed earlier.")
    private @Nullable String head;

    AuditVerifyCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var kept = head == null ? null : Head.of(head.strip());
        var verified = new AuditChain(log.sessions(console.variables()), log.schema()).verify(kept);
        if (json()) {
            answer(Json.write(AuditDocument.of(verified)));
        } else {
            var page = page();
            write(verified, page);
            answer(page.toString());
        }
        return verified.sound() ? 0 : 1;
    }

    private static void write(AuditVerification verified, Page page) {
        var found = verified.firstBreak();
        page.line(
                found == null
                        ? page.style().green("The chain holds") + ": "
                                + Page.counted(verified.verified(), "entry", "entries") + "."
                        : page.style().boldRed("Tampered with") + ", "
                                + Page.counted(verified.verified(), "entry", "entries") + " before it as they were:");
        if (found != null) {
            page.paragraph(2, found.text() + ".");
        }
        verified.silent()
                .forEach(table -> page.line(
                        page.style().boldRed("Recording is switched off") + " on " + table + " by disabled triggers."));
        if (verified.unsealed() > 0) {
            page.line(Page.counted(verified.unsealed(), "entry is", "entries are") + " not sealed yet.");
        }
        page.hanging("head  ", verified.head().toString());
    }
}

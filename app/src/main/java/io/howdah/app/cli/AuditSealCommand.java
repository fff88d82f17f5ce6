package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.engine.apply.security.AuditChain;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code howdah audit seal}. */
@CommandLine.Command(
        name = "seal",
        description = {
            "Chains entries whose transactions have ended, and makes the partitions of the coming months.",
            "Until then an entry can be changed unseen, so run it often. Keep the head that it prints elsewhere."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah audit seal -d shop",
            "  howdah audit seal -d shop --print-head >> /mnt/elsewhere/heads    in cron, every minute"
        })
final class AuditSealCommand extends ConsoleCommand {

    @Mixin
    private AuditArguments log = new AuditArguments();

    @CommandLine.Option(
            names = "--print-head",
            description = "Print nothing but the head of the chain, for verify --head.")
    private boolean printHead;

    AuditSealCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var chain = new AuditChain(log.sessions(console.variables()), log.schema());
        var sealed = chain.seal();
        var months = chain.makeMonths();
        if (printHead) {
            answer(sealed.head().toString());
            return 0;
        }
        var page = page();
        page.line(Page.counted(sealed.sealed(), "entry", "entries") + " sealed.");
        months.forEach(month -> page.line("A partition for " + month + " was made."));
        page.hanging("head  ", sealed.head().toString());
        answer(page.toString());
        return 0;
    }
}

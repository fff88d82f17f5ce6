package io.howdah.app.cli;

import io.howdah.app.stage.Redaction;
import io.howdah.engine.sql.Constants;
import picocli.CommandLine.Option;

/** Whether values of statements and plans, which may be somebody's data, are shown. */
final class ValuesArgument {

    @Option(
            names = "--show-values",
            description =
                    "Show the constants of statements and plans, which may be data; a question mark or $n stands for"
                            + " each otherwise.")
    private boolean shown;

    Redaction redaction() {
        return new Redaction(shown ? Constants.SHOWN : Constants.HIDDEN);
    }
}

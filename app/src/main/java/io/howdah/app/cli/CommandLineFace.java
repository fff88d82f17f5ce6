package io.howdah.app.cli;

import io.howdah.app.text.Style;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The command line as a function from arguments to an exit code. */
public final class CommandLineFace {

    private CommandLineFace() {}

    /**
     * Runs one command. Exit codes: 0 done, 1 --fail-on, 2 input, 3 connection or privilege, 4 internal, 130 interrupted; for
     * {@code inspect --format nagios} those of a plug-in of Nagios.
     */
    public static int run(Console console, String... arguments) {
        var failures = new Failures(console);
        var line = new CommandLine(new RootCommand());
        commands(console).forEach(line::addSubcommand);
        line.addSubcommand(group(new TwinCommand(console), twinCommands(console)));
        line.addSubcommand(group(new SecureCommand(console), secureCommands(console)));
        line.addSubcommand(group(new AuditCommand(console), auditCommands(console)));
        line.addSubcommand(group(new PartitionCommand(console), partitionCommands(console)));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(colours(console))
                .setUsageHelpWidth(console.width())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution);
        if (arguments.length == 0) {
            line.usage(console.out());
            return 0;
        }
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return failures.tell(e);
        }
    }

    private static List<ConsoleCommand> commands(Console console) {
        return List.of(
                new DemoCommand(console),
                new InspectCommand(console),
                new AdviseCommand(console),
                new StatementsCommand(console),
                new ExplainCommand(console),
                new WhatIfCommand(console),
                new ApplyCommand(console),
                new ChangeCommand(console),
                new EncodeCommand(console),
                new UndoCommand(console),
                new ResumeCommand(console),
                new PauseCommand(console),
                new FinishCommand(console),
                new GrantCommand(console));
    }

    private static List<ConsoleCommand> twinCommands(Console console) {
        return List.of(
                new TwinSaveCommand(console),
                new TwinOpenCommand(console),
                new WhatIfCommand(console),
                new TwinCheckCommand(console));
    }

    private static List<ConsoleCommand> secureCommands(Console console) {
        return List.of(
                new SecureReportCommand(console), new SecureObserveCommand(console), new SecureEnforceCommand(console));
    }

    private static List<ConsoleCommand> auditCommands(Console console) {
        return List.of(
                new AuditInstallCommand(console),
                new AuditSealCommand(console),
                new AuditVerifyCommand(console),
                new AuditRemoveCommand(console));
    }

    private static List<ConsoleCommand> partitionCommands(Console console) {
        return List.of(
                new PartitionConvertCommand(console),
                new PartitionStatusCommand(console),
                new PartitionPolicyCommand(console),
                new PartitionMaintainCommand(console),
                new PartitionRestoreCommand(console));
    }

    private static CommandLine group(ConsoleCommand whole, List<ConsoleCommand> parts) {
        var group = new CommandLine(whole);
        parts.forEach(group::addSubcommand);
        return group;
    }

    private static ColorScheme colours(Console console) {
        var style = console.style(console.outIsTerminal(), false);
        return CommandLine.Help.defaultColorScheme(style == Style.PLAIN ? Ansi.OFF : Ansi.ON);
    }
}

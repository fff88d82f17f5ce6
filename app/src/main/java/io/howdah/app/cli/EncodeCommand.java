package io.howdah.app.cli;

import io.howdah.app.ddl.EncodeWish;
import io.howdah.app.stage.LiveNames;
import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah encode}. */
@CommandLine.Command(
        name = "encode",
        description = {
            "Gives text columns of few values SMALLINT columns beside them, online: programs that write the texts and",
            "programs that write the codes work at the same time. howdah finish drops the texts when none needs them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah encode -d shop orders --columns status,priority",
            "  howdah encode -d shop orders --columns kind --mapping 'kind=web:0,shop:1,phone:9'",
            "  howdah encode -d shop orders --columns status --lookup --undo-window 14d"
        })
final class EncodeCommand extends OnlineCommand {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    private @Nullable QualifiedName table;

    @Parameters(
            arity = "1..*",
            paramLabel = "[DATABASE] TABLE",
            description = "URI, key=value string or name of the database; the table, as SQL names it.")
    private List<String> words = List.of();

    @Option(
            names = "--columns",
            paramLabel = "COLUMN,…",
            required = true,
            description =
                    "The text columns. Their values get numbers from 0 in the order of their CHECK, unless mapped.")
    private String columns = "";

    @Option(
            names = "--mapping",
            paramLabel = "COLUMN=VALUE:CODE,…",
            description = "The numbers of all values of a column; may be given for several.")
    private List<String> mappings = List.of();

    @Option(
            names = "--name",
            paramLabel = "COLUMN=NAME",
            description = "What the column of the codes is called; COLUMN_code unless given.")
    private List<String> codeNames = List.of();

    @Option(
            names = "--lookup",
            description =
                    "Make tables of code, value and description too, to which the codes refer, instead of CHECKs.")
    private boolean lookup;

    @Option(
            names = "--without",
            paramLabel = "NAME",
            description = "An index or CHECK that gets no like over the codes, and goes with the texts.")
    private List<String> without = List.of();

    @Option(
            names = "--accept",
            paramLabel = "triggers|subscribers",
            description = "Triggers work on each row filled in; subscribers have the columns already.")
    private List<String> accepted = List.of();

    EncodeCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var window = undoWindow();
        if (window != null && window.duration().isZero()) {
            throw Problem.input("--undo-window 0 would drop the texts at once, under programs that read them;"
                    + " howdah finish drops them when none does any more");
        }
        var target = target();
        var wish = EncodeWish.of(columns, mappings, codeNames, lookup, without, accepted);
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        return carryOut(sessions, () -> {
            var change = wish.change(words.getLast(), new LiveNames(sessions, progress()));
            table = change.table();
            return List.of(change);
        });
    }

    private @Nullable String target() {
        if (words.size() > 2) {
            throw Problem.input("give one table; '" + words.get(2) + "' is one argument too many");
        }
        return words.size() == 2 ? words.getFirst() : null;
    }

    @Override
    void next(Page page) {
        if (table != null) {
            page.hanging(
                    "  then     ",
                    "howdah change … 'VACUUM FULL " + table.quoted()
                            + "' writes the rows without the bytes of the texts, online");
        }
    }
}

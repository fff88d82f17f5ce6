package io.howdah.app.cli;

import io.howdah.app.stage.LiveNames;
import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.partition.ConversionOutlook;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.ServerSessions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code howdah partition convert}. */
@CommandLine.Command(
        name = "convert",
        description = {
            "Makes a table partitioned while it is in use. By ranges without copying: the table as it is becomes the"
                    + " first partition. Otherwise, and with --copy, its rows are copied into partitions beside it,"
                    + " which then take its place.",
            "Where keys or foreign keys cannot stay as they are, it says what there is to choose and changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah partition convert events -d shop --by 'range(created_at)' --every month",
            "  howdah partition convert events -d shop --by 'range(id)' --every 1000000 --copy",
            "  howdah partition convert threads -d shop --by 'list(region)' --values EU,US",
            "  howdah partition convert threads -d shop --by 'list(region)' --then 'hash(id) 4'"
        })
final class PartitionConvertCommand extends OnlineCommand {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(
            arity = "1..*",
            paramLabel = "[DATABASE] TABLE",
            description =
                    "URI, key=value string or name of the database; the table, with its schema where it needs one.")
    private List<String> words = List.of();

    @Mixin
    private DivisionArguments division = new DivisionArguments();

    @Mixin
    private KeyArguments keys = new KeyArguments();

    private List<String> explanation = List.of();

    PartitionConvertCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var wish = division.wish();
        keys.mustBeReadable();
        var sessions = new ServerSessions(connection.settings(target(), console.variables()));
        return carryOut(sessions, () -> List.of(change(wish, sessions)));
    }

    private @Nullable String target() {
        if (words.size() > 2) {
            throw Problem.input("one table at a time; '" + words.get(2) + "' is one argument too many");
        }
        return words.size() == 2 ? words.getFirst() : null;
    }

    private Change change(DivisionWish wish, ServerSessions sessions) {
        var table = words.getLast();
        var name = new LiveNames(sessions, progress())
                .relation(table)
                .orElseThrow(() -> Problem.input("there is no table " + table));
        var outlook = ConversionOutlook.of(sessions, name, wish.columns())
                .orElseThrow(() -> Problem.input(name + " is not a table"));
        explanation = ConversionText.explanation(outlook, wish);
        return wish.change(name, keys.chosen(outlook, wish), keys.dropForeignKeys());
    }

    @Override
    void remark(Page page) {
        page.blank();
        explanation.forEach(text -> page.paragraph(0, text));
    }
}

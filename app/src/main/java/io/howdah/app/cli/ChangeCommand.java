package io.howdah.app.cli;

import io.howdah.app.ddl.Ddl;
import io.howdah.app.ddl.TypeWishes;
import io.howdah.app.stage.LiveNames;
import io.howdah.engine.Problem;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable.Wish;
import io.howdah.engine.postgres.ServerSessions;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah change}. */
@CommandLine.Command(
        name = "change",
        description = {
            "Carries out the DDL that you write, online: in steps that lock nobody out, and that can be taken back.",
            "A journal in the schema howdah of the database says what was done; resume goes on after a stop."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah change -d shop 'ALTER TABLE orders ALTER COLUMN note SET NOT NULL'",
            "  howdah change -d shop --print-plan 'ALTER TABLE orders ALTER COLUMN id TYPE bigint'",
            "  howdah change -d shop --with-references 'ALTER TABLE orders ALTER COLUMN id TYPE bigint'",
            "  howdah change -d shop --back 'state = upper(state)' \\",
            "      'ALTER TABLE orders ALTER state TYPE text USING lower(state)'",
            "  howdah change -d shop --stamp-updates orders.updated_at",
            "  howdah change -d shop --undo-window 3d 'ALTER TABLE orders DROP COLUMN old_note'"
        })
final class ChangeCommand extends OnlineCommand {

    private static final Pattern SQL = Pattern.compile("^\\s*[A-Za-z]+\\s+[^=\\s]");

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(
            arity = "0..*",
            paramLabel = "[DATABASE] STATEMENT",
            description = "URI, key=value string or name of the database; what is to be done, as SQL.")
    private List<String> words = List.of();

    @Option(
            names = "--stamp-updates",
            paramLabel = "TABLE.COLUMN",
            description =
                    "In place of a statement: have a trigger write the time into the column whenever a row changes.")
    private List<String> stamps = List.of();

    @Option(
            names = "--with-references",
            description =
                    "With a wider integer TYPE: change the columns of foreign keys that refer to the column, too.")
    private boolean withReferences;

    @Option(
            names = "--back",
            paramLabel = "COLUMN = EXPRESSION",
            description =
                    "With TYPE: the old value of the column, over the columns as they are afterwards; a cast unless given.")
    private List<String> back = List.of();

    @Option(
            names = "--lossy-undo",
            description = "With TYPE: begin though undo would give other values to rows that are written afterwards.")
    private boolean lossyUndo;

    ChangeCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var target = target();
        var wishes = wishes();
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        return carryOut(sessions, () -> wishes.of(changes(new LiveNames(sessions, progress()))));
    }

    private TypeWishes wishes() {
        var wishes = EnumSet.noneOf(Wish.class);
        if (withReferences) {
            wishes.add(Wish.WITH_REFERENCES);
        }
        if (lossyUndo) {
            wishes.add(Wish.LOSSY_UNDO);
        }
        var all = TypeWishes.of(back, wishes);
        if (all.some() && !stamps.isEmpty()) {
            throw Problem.input("--stamp-updates goes without --back, --with-references and --lossy-undo");
        }
        return all;
    }

    private @Nullable String target() {
        if (!stamps.isEmpty()) {
            return targetBesideStamps();
        }
        if (words.isEmpty()) {
            throw Problem.input("give what is to be done, such as '" + Ddl.EXAMPLE + "'");
        }
        if (words.size() > 2) {
            throw Problem.input(
                    "give the statement as one argument, in quotes; '" + words.get(2) + "' is one too many");
        }
        return words.size() == 2 ? words.getFirst() : null;
    }

    private @Nullable String targetBesideStamps() {
        boolean statement = words.size() > 1
                || (words.size() == 1 && SQL.matcher(words.getFirst()).find());
        if (statement) {
            throw Problem.input("--stamp-updates goes without a statement; carry out '" + words.getLast()
                    + "' by a command of its own");
        }
        return words.isEmpty() ? null : words.getFirst();
    }

    private List<Change> changes(LiveNames names) {
        return stamps.isEmpty()
                ? Ddl.read(words.getLast(), names)
                : stamps.stream().map(column -> Ddl.stamp(column, names)).toList();
    }
}

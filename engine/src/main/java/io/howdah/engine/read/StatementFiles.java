package io.howdah.engine.read;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.sql.Tokens;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a workload from a folder of {@code .sql} files, one statement each. A comment {@code -- weight: 3} before the
 * statement says how often it runs compared with others; without one the weight is 1.
 */
public final class StatementFiles {

    private static final Pattern WEIGHT = Pattern.compile("^\\s*--\\s*weight\\s*:\\s*(.*?)\\s*$");

    private StatementFiles() {}

    /**
     * The statements in the order of the files' names; each statement's id is the file's name without {@code .sql}.
     *
     * @param now the time of reading
     */
    public static Workload read(Path folder, Instant now) {
        var statements = files(folder).stream().map(StatementFiles::statement).toList();
        return new Workload(folder.toString(), null, now, statements, List.of());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Problem.input(folder + (Files.exists(folder) ? " is not a folder" : " does not exist")
                    + "; --statements takes a folder of .sql files");
        }
        try (var found = Files.list(folder)) {
            var files = found.filter(file -> file.getFileName().toString().endsWith(".sql"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw Problem.input("there is no .sql file in " + folder);
            }
            return files;
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read the folder " + folder, e);
        }
    }

    private static Statement statement(Path file) {
        var text = text(file);
        var tokens = Tokens.of(text);
        if (tokens.stream().allMatch(token -> token.isSymbol(";"))) {
            throw Problem.input(file + " holds no statement");
        }
        for (int i = 0; i < tokens.size() - 1; i++) {
            if (tokens.get(i).isSymbol(";") && !tokens.get(i + 1).isSymbol(";")) {
                throw Problem.input(
                        file + ", line " + line(text, tokens.get(i + 1).start())
                                + ": a second statement begins here; put each into a file of its own");
            }
        }
        int end = tokens.stream()
                .filter(token -> !token.isSymbol(";"))
                .toList()
                .getLast()
                .end();
        var sql = text.substring(tokens.getFirst().start(), end);
        var name = file.getFileName().toString();
        return new Statement(
                name.substring(0, name.length() - ".sql".length()),
                sql,
                List.of(new Statement.Sample(sql, List.of(), 1)),
                weight(file, text, tokens.getFirst().start()),
                0,
                null);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Problem(Problem.Kind.INPUT, file + " is not a text in UTF-8", e);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + file, e);
        }
    }

    private static double weight(Path file, String text, int statementStart) {
        int number = 0;
        for (var line : text.substring(0, statementStart).lines().toList()) {
            number++;
            var matcher = WEIGHT.matcher(line);
            if (matcher.matches()) {
                return weight(matcher.group(1), file + ", line " + number);
            }
        }
        return 1;
    }

    private static double weight(String text, String where) {
        try {
            double weight = Double.parseDouble(text);
            if (weight > 0 && Double.isFinite(weight)) {
                return weight;
            }
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.INPUT, where + ": the weight \"" + text + "\" is not a number", e);
        }
        throw Problem.input(where + ": the weight \"" + text + "\" is not above zero");
    }

    private static long line(String text, int offset) {
        return text.substring(0, offset).lines().count() + (text.charAt(offset - 1) == '\n' ? 1 : 0);
    }
}

package io.howdah.engine.read.dump;

import io.howdah.engine.sql.StatementEnd;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dump in plain format, cut into its statements as psql would cut it; commands of psql and rows of COPY are left out.
 */
final class DumpScript {

    private static final Pattern VERSION = Pattern.compile("(?m)^-- Dumped from database version (\\d+)");

    /** What a schema is made by; everything else in a dump is data, comments on other things than columns, or rights. */
    private static final Set<String> SCHEMA = Set.of("create", "alter", "set");

    /** What would act on the scratch server, or reach beyond it, and has no part in plans. */
    private static final Set<String> NEVER = Set.of(
            "database",
            "role",
            "user",
            "group",
            "system",
            "tablespace",
            "event",
            "subscription",
            "publication",
            "session");

    private static final Set<String> CALLS =
            Set.of("set_config", "pg_restore_relation_stats", "pg_restore_attribute_stats");

    private final List<DumpStatement> statements = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean rows;

    private DumpScript() {}

    /** The statements that make the schema and its statistics, in their order. */
    static List<DumpStatement> statements(String text) {
        var script = new DumpScript();
        text.lines().forEach(script::line);
        return List.copyOf(script.statements);
    }

    /** The major version that was dumped; null where the dump does not say. */
    static @Nullable Integer major(String text) {
        var version = VERSION.matcher(text);
        return version.find() ? Integer.valueOf(version.group(1)) : null;
    }

    private void line(String line) {
        if (rows) {
            rows = !line.equals("\\.");
        } else if (!open.isEmpty() || !(line.isBlank() || line.startsWith("\\") || line.startsWith("--"))) {
            open.append(line).append('\n');
            if (line.contains(";")) {
                cut();
            }
        }
    }

    /** Takes the whole statements off the open text. */
    private void cut() {
        for (int end = end(); end > 0; end = end()) {
            add(open.substring(0, end).strip());
            open.delete(0, end);
        }
        if (open.toString().isBlank()) {
            open.setLength(0);
        }
    }

    private int end() {
        return StatementEnd.of(Tokens.of(open.toString()));
    }

    private void add(String sql) {
        var tokens = Tokens.of(sql);
        rows = tokens.getFirst().is("copy") && tokens.stream().anyMatch(t -> t.is("stdin"));
        var statement = new DumpStatement(sql, tokens);
        if (isWanted(statement)) {
            statements.add(statement);
        }
    }

    private static boolean isWanted(DumpStatement statement) {
        if (statement.begins("select")) {
            return CALLS.contains(statement.call());
        }
        if (statement.isAboutColumn()) {
            return true;
        }
        return SCHEMA.contains(statement.word(0)) && !NEVER.contains(statement.word(1)) && !isOurs(statement);
    }

    /** Owners and default privileges name roles, which a dump does not have; the file's encoding is undone already. */
    private static boolean isOurs(DumpStatement statement) {
        return statement.begins("alter", "default")
                || statement.begins("set", "client_encoding")
                || (statement.begins("alter") && statement.setsOwner());
    }
}

package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AlterSystem;
import io.howdah.engine.change.SetSetting;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets parameters of the server, of databases and of roles; what they were is found out for undo. */
final class SettingPlan {

    /** Their values are lists of names, each of which the server quotes (GUC_LIST_QUOTE in its guc_tables.c). */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "local_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final String KNOWN = "SELECT context FROM pg_catalog.pg_settings WHERE name = ?";

    private static final String MAY_RELOAD = """
            SELECT pg_catalog.has_function_privilege('pg_catalog.pg_reload_conf()', 'EXECUTE')
                   AND pg_catalog.has_table_privilege('pg_catalog.pg_file_settings', 'SELECT')
                   AND pg_catalog.has_function_privilege('pg_catalog.pg_show_all_file_settings()', 'EXECUTE')""";

    private static final String ERRORS = """
            SELECT pg_catalog.format('%s, line %s: %s', sourcefile, sourceline, error) FROM pg_catalog.pg_file_settings
             WHERE error IS NOT NULL AND error <> 'setting could not be applied' ORDER BY seqno LIMIT 1""";

    private static final String SUPERUSER = "SELECT current_setting('is_superuser') = 'on'";

    private static final String EARLIER = """
            SELECT substr(c, strpos(c, '=') + 1) FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c
             WHERE s.setdatabase = coalesce((SELECT oid FROM pg_catalog.pg_database WHERE datname = ?), 0)
               AND s.setrole = coalesce((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = ?), 0)
               AND lower(split_part(c, '=', 1)) = lower(?)""";

    private final Planning planning;

    SettingPlan(Planning planning) {
        this.planning = planning;
    }

    void system(AlterSystem change) throws SQLException {
        var context = planning.session().first(KNOWN, row -> row.getString(1), change.setting());
        var against = against(change.setting(), context);
        if (against.isPresent()) {
            planning.problem(against.get());
            return;
        }
        var earlier = new AlterSystem(
                change.setting(),
                SettingChange.inFile(planning.session(), change.setting())
                        .map(v -> values(change.setting(), v))
                        .orElse(List.of()));
        boolean restart = context.filter("postmaster"::equals).isPresent();
        planning.add(step(
                Kind.SET_SETTING,
                change.setting(),
                change.summary() + (restart ? ", in force when the server is restarted" : ""),
                change.sql(),
                earlier.sql()));
    }

    private Optional<String> against(String setting, Optional<String> context) throws SQLException {
        if (context.filter("internal"::equals).isPresent()) {
            return Optional.of("Setting " + setting + " is fixed and cannot be changed");
        }
        if (context.isEmpty() && !setting.contains(".")) {
            return Optional.of("There is no setting " + setting);
        }
        if (!mayAlter(setting) || !planning.session().holds(MAY_RELOAD)) {
            return Optional.of(
                    "The role may not alter setting " + setting + " of the server: that takes a superuser, or, from"
                            + " PostgreSQL 15 on, GRANT ALTER SYSTEM ON PARAMETER " + setting
                            + " TO …, with EXECUTE on pg_reload_conf() and pg_show_all_file_settings() and SELECT on pg_file_settings");
        }
        return planning.session()
                .first(ERRORS, row -> row.getString(1))
                .map(error -> "The configuration files have an error, and the server would not read what is changed: "
                        + error + ". Mend that first");
    }

    private boolean mayAlter(String setting) throws SQLException {
        return planning.session().holds(SUPERUSER)
                || (planning.session().holds("SELECT current_setting('server_version_num')::int >= 150000")
                        && planning.session()
                                .holds("SELECT pg_catalog.has_parameter_privilege(?, 'ALTER SYSTEM')", setting));
    }

    static List<String> values(String setting, String stored) {
        if (!LISTS.contains(setting) || stored.isBlank()) {
            return List.of(stored);
        }
        return List.of(stored.split(",")).stream()
                .map(String::strip)
                .map(v -> v.startsWith("\"") && v.endsWith("\"")
                        ? v.substring(1, v.length() - 1).replace("\"\"", "\"")
                        : v)
                .toList();
    }

    void ofSessions(SetSetting change) throws SQLException {
        if (lacks("database", "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = ?)", change.database())
                || lacks("role", "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)", change.role())) {
            return;
        }
        var earlier = new SetSetting(
                change.database(),
                change.role(),
                change.setting(),
                planning.session()
                        .first(EARLIER, row -> row.getString(1), change.database(), change.role(), change.setting())
                        .map(stored -> values(change.setting(), stored))
                        .orElse(List.of()));
        planning.add(step(Kind.TRANSACTION, change.setting(), change.summary(), change.sql(), earlier.sql()));
    }

    private boolean lacks(String what, String sql, @Nullable String name) throws SQLException {
        boolean lacks = name != null && !planning.session().holds(sql, name);
        if (lacks) {
            planning.problem("There is no " + what + " " + name);
        }
        return lacks;
    }

    private static PlannedStep step(Kind kind, String setting, String summary, String sql, String undo) {
        return new PlannedStep(
                kind,
                0,
                null,
                new QualifiedName("", setting),
                summary,
                List.of(sql),
                List.of(undo),
                null,
                false,
                sql.equals(undo) ? StepState.ALREADY : StepState.PLANNED);
    }
}

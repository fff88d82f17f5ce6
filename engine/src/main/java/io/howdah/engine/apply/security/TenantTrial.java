package io.howdah.engine.apply.security;

import io.howdah.engine.catalog.Name;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tries the separation of tenants as the application's roles, in the transaction that brings it about: whatever is wrong ends that
 * transaction, and nothing was changed. What the trial itself does is rolled back in any case.
 *
 * <p>Rows of the first and the last tenant in the order of the column stand for all, each found by the index, so that the trial takes
 * milliseconds. Where a table has no rows, or those of one tenant only, what needs them is left out.
 */
final class TenantTrial {

    private static final String ROLE = "howdah_trial";
    private static final String NOT_ALLOWED = "insufficient_privilege";

    private final SecuredTable table;
    private final String setting;
    private final List<String> roles;
    private final List<String> columns;

    /** @param roles as which it is tried; none for a role made for the trial */
    TenantTrial(SecuredTable table, String setting, List<String> roles, List<String> columns) {
        this.table = table;
        this.setting = setting;
        this.roles = roles;
        this.columns = columns;
    }

    /** Keeps two rows of different tenants for the trial, as long as they can be seen. */
    List<String> before() {
        return List.of(keep("first", ""), keep("last", " DESC"));
    }

    private String keep(String which, String direction) {
        var column = Name.quoted(table.column());
        return "SELECT pg_catalog.set_config('howdah.trial_" + which
                + "', coalesce((SELECT pg_catalog.jsonb_build_object("
                + "'tenant', t." + column + "::text, 'ctid', t.ctid::text, 'row', pg_catalog.to_jsonb(t))::text FROM "
                + table.quoted() + " t WHERE t." + column + " IS NOT NULL ORDER BY t." + column + direction
                + " LIMIT 1), ''), true)";
    }

    List<String> after() {
        return List.of(block());
    }

    private String block() {
        return """
                DO $howdah$
                DECLARE
                    trier text;
                    found boolean;
                    plan text;
                    line text;
                    mine jsonb := nullif(pg_catalog.current_setting('howdah.trial_first'), '');
                    other jsonb := nullif(pg_catalog.current_setting('howdah.trial_last'), '');
                BEGIN
                    FOREACH trier IN ARRAY %1$s LOOP
                    BEGIN
                        %2$s
                        PERFORM pg_catalog.set_config('role', trier, true);
                        %3$s
                        %4$s
                        %5$s
                        RAISE EXCEPTION USING ERRCODE = 'HWD00';
                    EXCEPTION WHEN SQLSTATE 'HWD00' THEN
                        NULL;
                    END;
                    END LOOP;
                END $howdah$""".formatted(names(), makeRole(), reading(), writing(), planning());
    }

    private String names() {
        var names = roles.isEmpty() ? List.of(ROLE) : roles;
        return names.stream().map(Name::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    private String makeRole() {
        if (!roles.isEmpty()) {
            return "";
        }
        return """
                CREATE ROLE %1$s;
                        GRANT %1$s TO CURRENT_USER;
                        GRANT USAGE ON SCHEMA %2$s TO %1$s;
                        GRANT SELECT, INSERT, UPDATE, DELETE ON %3$s TO %1$s;
                        IF NOT pg_catalog.has_schema_privilege(trier, %4$s, 'USAGE') THEN
                            RAISE EXCEPTION USING MESSAGE = 'It could not be tried whether tenants are kept apart: our role'
                                ' may not let another use schema ' || %4$s || '; name a role of the application';
                        END IF;""".formatted(
                        ROLE,
                        Name.quoted(table.table().name().schema()),
                        table.quoted(),
                        Name.literal(table.table().name().schema()));
    }

    private String tenant(String value) {
        return "PERFORM pg_catalog.set_config(" + Name.literal(setting) + ", " + value + ", true);";
    }

    private String reading() {
        var any = "SELECT EXISTS (SELECT FROM " + table.quoted() + ")";
        return tenant("''")
                + step(
                        "EXECUTE " + Name.literal(any) + " INTO found;",
                        "found",
                        "reads rows while no tenant is set",
                        NOT_ALLOWED)
                + "IF mine IS NOT NULL THEN " + tenant("mine->>'tenant'")
                + step(exists("mine"), ownRowsHidden(), "does not read its own tenant's rows", NOT_ALLOWED) + "END IF;"
                + "IF other->>'tenant' <> mine->>'tenant' THEN "
                + step(exists("other"), "found", "reads rows of another tenant", NOT_ALLOWED);
    }

    /** Policies that were there before may have their reasons to hide rows. */
    private String ownRowsHidden() {
        return table.others() == 0 ? "NOT found" : "false";
    }

    private String exists(String which) {
        return "EXECUTE "
                + Name.literal("SELECT EXISTS (SELECT FROM " + table.quoted() + " WHERE " + isTenant("$1") + ")")
                + " INTO found USING " + which + "->>'tenant';";
    }

    private String isTenant(String parameter) {
        return Name.quoted(table.column()) + " = CAST(" + parameter + " AS " + table.type() + ")";
    }

    /** Of the other tenant's row: to change it, to delete it, to copy it, and to give it one of ours. */
    private String writing() {
        var column = Name.quoted(table.column());
        var row = " WHERE " + isTenant("$1") + " AND ctid = CAST($2 AS tid)";
        var list = columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
        return step(
                        write("UPDATE " + table.quoted() + " SET " + column + " = " + column + row, "other"),
                        "found",
                        "changes rows of another tenant",
                        "OTHERS")
                + step(
                        write("DELETE FROM " + table.quoted() + row, "other"),
                        "found",
                        "deletes rows of another tenant",
                        "OTHERS")
                + step(
                        "EXECUTE "
                                + Name.literal("WITH made AS (INSERT INTO " + table.quoted() + " (" + list
                                        + ") OVERRIDING SYSTEM VALUE SELECT " + list
                                        + " FROM pg_catalog.jsonb_populate_record(NULL::" + table.quoted()
                                        + ", $2) RETURNING " + isTenant("$1") + " AS foreign_row)"
                                        + " SELECT pg_catalog.bool_or(foreign_row) FROM made")
                                + " INTO found USING other->>'tenant', other->'row';",
                        "found",
                        "adds rows of another tenant",
                        "OTHERS")
                + step(
                        "EXECUTE "
                                + Name.literal("WITH given AS (UPDATE " + table.quoted() + " SET " + column
                                        + " = CAST($3 AS "
                                        + table.type() + ")" + row + " RETURNING " + isTenant("$3") + " AS foreign_row)"
                                        + " SELECT pg_catalog.bool_or(foreign_row) FROM given")
                                + " INTO found USING mine->>'tenant', mine->>'ctid', other->>'tenant';",
                        "found",
                        "gives rows to another tenant",
                        "OTHERS")
                + "END IF;";
    }

    private static String write(String sql, String which) {
        return "EXECUTE "
                + Name.literal("WITH changed AS (" + sql + " RETURNING 1) SELECT EXISTS (SELECT FROM changed)")
                + " INTO found USING " + which + "->>'tenant', " + which + "->>'ctid';";
    }

    /** Without another choice, the planner looks the tenant up in an index. */
    private String planning() {
        return """
                PERFORM pg_catalog.set_config('enable_seqscan', 'off', true);
                        plan := '';
                        BEGIN
                            FOR line IN EXECUTE %s LOOP
                                plan := plan || line;
                            END LOOP;
                        EXCEPTION WHEN insufficient_privilege THEN
                            plan := 'Index Cond: $0';
                        END;
                        IF plan !~ 'Index Cond: .*([$]0|InitPlan)' THEN
                            RAISE EXCEPTION USING MESSAGE = pg_catalog.format(%s, plan);
                        END IF;""".formatted(
                Name.literal("EXPLAIN (COSTS OFF) SELECT 1 FROM " + table.quoted()),
                Name.literal("On table " + table.table().name().toString().replace("%", "%%")
                        + " the tenant is not looked up in an index: %s"));
    }

    /** One attempt, undone by the block that it stands in; that the server refuses it is what is wanted. */
    private String step(String attempt, String wrong, String what, String refusals) {
        var message = Name.literal("The separation of tenants does not hold: role %s " + what + " in table "
                + table.table().name().toString().replace("%", "%%"));
        return """
                BEGIN
                    found := NULL;
                    %s
                    IF %s THEN
                        RAISE EXCEPTION USING ERRCODE = 'HWD01', MESSAGE = pg_catalog.format(%s, trier);
                    END IF;
                EXCEPTION
                    WHEN SQLSTATE 'HWD01' THEN RAISE;
                    WHEN %s THEN NULL;
                END;
                """.formatted(attempt, wrong, message, refusals);
    }
}

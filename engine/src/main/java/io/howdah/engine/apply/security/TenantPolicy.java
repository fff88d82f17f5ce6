package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The two policies of a table with tenants, and what is done to come by them.
 *
 * <p>The separation is a restrictive policy, so that no other policy opens what it closes, now or later. As a restrictive one alone
 * lets nothing through, a permissive one lets all through, unless the table had policies of its own that do that by their rules.
 */
final class TenantPolicy {

    static final String NAME = "howdah_tenant";
    static final String ACCESS = "howdah_tenant_access";

    private final SecuredTable table;
    private final String setting;

    TenantPolicy(SecuredTable table, String setting) {
        this.table = table;
        this.setting = setting;
    }

    /** The setting stands in a subquery, which is evaluated once a statement; so the condition can be looked up in an index. */
    String condition() {
        return Name.quoted(table.column()) + " = (SELECT CAST(nullif(pg_catalog.current_setting("
                + Name.literal(setting) + ", true), '') AS " + type() + "))";
    }

    private String observing() {
        return new ObservedStatements(table).cheapCondition(setting, type());
    }

    private String type() {
        return Objects.requireNonNull(table.type());
    }

    private String lock() {
        return Locks.ask("ONLY " + table.quoted(), "ACCESS EXCLUSIVE");
    }

    List<String> observe(int version) {
        var sql = new ArrayList<String>();
        sql.add(lock());
        sql.addAll(new ObservedStatements(table).create(version));
        sql.addAll(create(observing(), table.ownerConnects()));
        return sql;
    }

    List<String> unobserve() {
        var sql = drop(
                "it no longer only observes",
                "pg_catalog.strpos(condition, "
                        + Name.literal(ObservedStatements.PREFIX + table.table().oid()) + ") > 0");
        sql.addAll(new ObservedStatements(table).drop());
        return sql;
    }

    /** @param trial what tries the separation before it is believed */
    List<String> enforce(TenantTrial trial) {
        var sql = new ArrayList<String>();
        sql.add(lock());
        sql.addAll(trial.before());
        if (table.condition() == null) {
            sql.addAll(create(condition(), true));
        } else {
            sql.add(alter(condition()));
            if (!table.forced()) {
                sql.add(alterTable("FORCE"));
            }
        }
        sql.addAll(trial.after());
        return sql;
    }

    List<String> unenforce() {
        var earlier = table.condition();
        if (earlier == null) {
            return drop(
                    "it is not the one that Howdah made",
                    "pg_catalog.strpos(condition, " + Name.literal(ObservedStatements.PREFIX) + ") = 0");
        }
        var sql = new ArrayList<String>();
        sql.add(lock());
        sql.add(alter(earlier));
        if (!table.forced()) {
            sql.add(alterTable("NO FORCE"));
        }
        return sql;
    }

    private String alter(String condition) {
        return "ALTER POLICY " + NAME + " ON " + table.quoted() + " USING (" + condition + ") WITH CHECK (" + condition
                + ")";
    }

    private List<String> create(String condition, boolean force) {
        var sql = new ArrayList<String>();
        sql.add("CREATE POLICY " + NAME + " ON " + table.quoted() + " AS RESTRICTIVE USING (" + condition
                + ") WITH CHECK (" + condition + ")");
        if (!table.enabled()) {
            sql.add("CREATE POLICY " + ACCESS + " ON " + table.quoted() + " USING (true) WITH CHECK (true)");
            sql.add(alterTable("ENABLE"));
        }
        if (force && !table.forced()) {
            sql.add(alterTable("FORCE"));
        }
        return sql;
    }

    /** Back to what was before; refused where the policy is in use for something else by now. */
    private List<String> drop(String otherwise, String expected) {
        var sql = new ArrayList<String>();
        sql.add(lock());
        sql.add("""
                DO $howdah$
                DECLARE condition text;
                BEGIN
                    SELECT pg_catalog.pg_get_expr(polqual, polrelid) INTO condition FROM pg_catalog.pg_policy
                     WHERE polrelid = %s AND polname = '%s';
                    IF NOT FOUND OR NOT (%s) THEN
                        RAISE EXCEPTION USING MESSAGE = %s;
                    END IF;
                END $howdah$""".formatted(
                        table.table().oid(),
                        NAME,
                        expected,
                        Name.literal("Policy " + NAME + " of table "
                                + table.table().name() + " is gone or changed: " + otherwise
                                + "; take back first what was applied later")));
        sql.add("DROP POLICY " + NAME + " ON " + table.quoted());
        if (!table.enabled()) {
            sql.add("DROP POLICY IF EXISTS " + ACCESS + " ON " + table.quoted());
            sql.add(alterTable("DISABLE"));
        }
        if (!table.forced()) {
            sql.add(alterTable("NO FORCE"));
        }
        return sql;
    }

    private String alterTable(String how) {
        return "ALTER TABLE ONLY " + table.quoted() + " " + how + " ROW LEVEL SECURITY";
    }
}

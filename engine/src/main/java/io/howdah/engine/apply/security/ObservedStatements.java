package io.howdah.engine.apply.security;

import io.howdah.engine.catalog.Name;
import java.util.List;

/**
 * How statements are noticed that would see or write rows of nobody or of another tenant.
 *
 * <p>The policy's condition is {@code tenant OR (SELECT function())}. The function stands in a subquery without a reference to the
 * row, which the server evaluates when it first needs it and once a statement: at the first row that the condition would hide.
 * It counts by scanning an empty table of its own, because the server counts scans in read-only transactions and on standbys too,
 * and it writes to the server's log. It has no exception block and sets nothing, which both fail where a plan is parallel; as it is
 * declared unsafe for that, no plan is, and the subquery is not evaluated ahead of need.
 */
final class ObservedStatements {

    static final String PREFIX = "tenant_seen_";

    private final SecuredTable table;

    ObservedStatements(SecuredTable table) {
        this.table = table;
    }

    /** Table and function have the same name. */
    static String function(SecuredTable table) {
        return "howdah." + PREFIX + table.table().oid();
    }

    String condition(String setting) {
        var value = "pg_catalog.current_setting(" + Name.literal(setting) + ", true)";
        return Name.quoted(table.column()) + "::text = (SELECT " + value + ") OR (SELECT " + function(table) + "())";
    }

    /**
     * Compares in the column's type where the setting's text is surely one, and otherwise as text: a setting that is no such value
     * must not fail a statement yet.
     */
    String cheapCondition(String setting, String type) {
        var value = "pg_catalog.current_setting(" + Name.literal(setting) + ", true)";
        var sure = switch (type) {
            case "smallint" -> "^-?[0-9]{1,4}$";
            case "integer" -> "^-?[0-9]{1,9}$";
            case "bigint" -> "^-?[0-9]{1,18}$";
            case "uuid" -> "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
            case "text", "character varying" -> "";
            default -> null;
        };
        if (sure == null) {
            return condition(setting);
        }
        return Name.quoted(table.column()) + " = (SELECT CASE WHEN " + value + " ~ " + Name.literal(sure) + " THEN "
                + value + "::" + type + " END) OR (SELECT " + function(table) + "())";
    }

    /** @param version the server's major version; up to 14, reading a counter can wait for the process that keeps it */
    List<String> create(int version) {
        var name = function(table);
        var often = version < 15
                ? "pg_catalog.random() < 0.05"
                : "pg_catalog.pg_stat_get_numscans(" + Name.literal(name)
                        + "::pg_catalog.regclass) < 1000 OR pg_catalog.random() < 0.01";
        var body = """
                BEGIN
                    PERFORM FROM %s;
                    IF %s THEN
                        RAISE LOG 'howdah tenant: table %%, role %%, statement: %%', %s, pg_catalog.current_setting('role'),
                            pg_catalog.left(pg_catalog.current_query(), 2000);
                    END IF;
                    RETURN true;
                END""".formatted(name, often, Name.literal(table.table().name().quoted()));
        return List.of(
                "CREATE TABLE " + name + " ()",
                "COMMENT ON TABLE " + name + " IS "
                        + Name.literal("Its scans are the statements that would have met rows of another tenant in "
                                + table.table().name().quoted()),
                "CREATE FUNCTION " + name
                        + "() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL UNSAFE SECURITY DEFINER"
                        + " SET search_path = pg_catalog, pg_temp AS $howdah$" + body + "$howdah$",
                "GRANT EXECUTE ON FUNCTION " + name + "() TO PUBLIC");
    }

    List<String> drop() {
        return List.of("DROP FUNCTION " + function(table) + "()", "DROP TABLE " + function(table));
    }
}

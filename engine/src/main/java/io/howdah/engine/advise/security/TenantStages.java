package io.howdah.engine.advise.security;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.stream.Stream;

/** Row-level security for tenants in stages, since a policy before the application says its tenant is an outage. */
final class TenantStages {

    private static final String SETTING = "app.tenant";

    private final Catalog catalog;
    private final List<Relation> tables;
    private final Column column;

    TenantStages(Catalog catalog, List<Relation> tables, Column column) {
        this.catalog = catalog;
        this.tables = tables;
        this.column = column;
    }

    Decision decision() {
        return new Decision(List.of(
                new Choice(
                                "row-level security in three stages: these policies first, which let everything through until a tenant is set",
                                List.of(
                                        "Stage 1, the SQL below: rows are filtered where " + SETTING
                                                + " is set, and all are shown where it is not. Nothing breaks. With howdah secure observe nothing is filtered at all: who would miss rows is counted, and howdah secure report tells.",
                                        "Stage 2, the application: SET LOCAL " + SETTING
                                                + " = '…' at the start of each transaction; in a pool never by SET alone, which outlives the transaction.",
                                        "Stage 3, once no session lacks it, howdah secure enforce: the policies without the exception, and FORCE ROW LEVEL SECURITY for the owner.",
                                        "Superusers, roles with BYPASSRLS and, before stage 3, the owner are not held back: the application has to come as another role.",
                                        indexes(),
                                        "Unique and foreign keys still see all rows, and their errors can tell that a row exists."),
                                tables.stream()
                                        .flatMap(t -> Stream.of(policy(t, true), RowSecurity.enable(t)))
                                        .toList())
                        .by(secure("observe"), secure("report"), secure("enforce")),
                new Choice(
                                "the strict policies at once",
                                List.of(
                                        "Every session that does not set its tenant sees no row, from this moment on: for a database not in use yet."),
                                tables.stream()
                                        .flatMap(t -> Stream.of(
                                                policy(t, false), RowSecurity.enable(t), RowSecurity.force(t)))
                                        .toList())
                        .by(secure("enforce")),
                new Choice(
                        "leave it to the application",
                        List.of("Every statement written from now on has to be looked at for it."),
                        List.of())));
    }

    private Command secure(String stage) {
        var named = Stream.of("--column", column.name());
        var some = tables.stream().flatMap(t -> Stream.of("--table", t.name().quoted()));
        return Command.of("secure " + stage, Stream.concat(named, some).toArray(String[]::new));
    }

    private String policy(Relation table, boolean lenient) {
        var current = "(SELECT current_setting('" + SETTING + "', true))";
        var equal = Name.quoted(column.name()) + " = nullif(" + current + ", '')::" + column.type();
        return "CREATE POLICY tenant ON " + table.name().quoted() + " USING ("
                + (lenient ? "coalesce(" + current + ", '') = '' OR " : "") + equal + ")";
    }

    private String indexes() {
        var without = tables.stream()
                .map(t -> catalog.relation(t.name()).orElse(t))
                .filter(t -> t.indexes().stream()
                        .noneMatch(i -> i.valid()
                                && column.name()
                                        .equals(i.definition().keys().getFirst().column())))
                .map(t -> t.name().toString())
                .collect(joining(", "));
        return without.isEmpty()
                ? "An index on it exists in each table, which the policy can use."
                : "The policy is one more condition of every statement; no index begins with it in " + without + ".";
    }
}

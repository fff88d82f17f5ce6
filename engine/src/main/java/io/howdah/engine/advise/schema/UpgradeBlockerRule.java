package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sees columns of types that pg_upgrade refuses, since they hold oids of this server (version.c and check.c of pg_upgrade). */
public final class UpgradeBlockerRule implements TableRule {

    /** regclass, regrole and regtype keep their oids. */
    private static final Set<String> REFUSED = Set.of(
            "pg_catalog.regcollation",
            "pg_catalog.regconfig",
            "pg_catalog.regdictionary",
            "pg_catalog.regnamespace",
            "pg_catalog.regoper",
            "pg_catalog.regoperator",
            "pg_catalog.regproc",
            "pg_catalog.regprocedure");

    @Override
    public String slug() {
        return "upgrade-blocker";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.columns().stream().filter(c -> isRefused(scene, c)).map(c -> finding(table, c));
    }

    private static boolean isRefused(Scene scene, Column column) {
        boolean aclitem = column.typeName().equals("pg_catalog.aclitem")
                && scene.catalog().server().major() < 16;
        return aclitem || REFUSED.contains(column.typeName());
    }

    private Finding finding(Relation table, Column column) {
        var name = TableRule.named(table, column);
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        name,
                        "%s is %s, which pg_upgrade refuses".formatted(name, column.type()),
                        "The values hold oids that are others on the new server, so that an upgrade in place stops at its check.",
                        List.of(Evidence.catalog("type " + column.type())))
                .deciding(
                        Decision.whether(
                                        "keep the name as text",
                                        List.of(
                                                "The statement rewrites the table under an exclusive lock; cast back where it is used."),
                                        TableRule.alter(
                                                table,
                                                "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE text USING "
                                                        + Name.quoted(column.name()) + "::text"))
                                .or(
                                        "upgrade by dump and restore, or by logical replication",
                                        List.of(
                                                "Both carry the values as names, so that nothing changes in the table; a dump takes its time, replication its preparation.")));
    }
}

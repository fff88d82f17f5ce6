package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Keeps a log of all changes to rows of tables: who, when, which row, what it was and what it became.
 *
 * @param schema of the log, made where it is not there
 * @param actorSetting in which the application names the person that it acts for: {@code SET LOCAL app.actor = 'ann'}
 */
public record AuditTables(String schema, List<AuditedTable> tables, String actorSetting) implements LiveChange {

    /** The schema unless another is named. */
    public static final String SCHEMA = "audit";

    /** The setting unless another is named. */
    public static final String ACTOR = "app.actor";

    /**
     * A table to be audited.
     *
     * @param leftOut columns that are not recorded; a change of nothing else is none
     * @param masked columns of which only is recorded that they changed
     */
    public record AuditedTable(QualifiedName table, List<String> leftOut, List<String> masked) {

        public static AuditedTable whole(QualifiedName table) {
            return new AuditedTable(table, List.of(), List.of());
        }
    }

    @Override
    public String summary() {
        return "record changes of " + tables.size() + (tables.size() == 1 ? " table" : " tables") + " in schema "
                + schema;
    }
}

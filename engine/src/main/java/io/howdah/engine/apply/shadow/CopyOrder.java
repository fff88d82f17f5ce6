package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.apply.shadow.ShadowSpec.KeyColumn;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the rows of the new table lie, where it is that of an index.
 *
 * @param index whose order it is
 * @param columns those of the index, and where rows can be alike in them those of the key too, so that no two rows are at one place
 * @param descending whether the last comes first
 * @param helper an index on just these columns, built for the copy and dropped after it; null where the index itself has them
 */
record CopyOrder(
        String index,
        List<KeyColumn> columns,
        boolean descending,
        @Nullable String helper) {

    /** Whether it is that of the key, in which tables are copied anyway. */
    boolean isOf(List<KeyColumn> key) {
        return !descending && columns.equals(key);
    }

    /** What ORDER BY is to say. */
    String clause() {
        return clause(columns, descending, "");
    }

    /**
     * What ORDER BY is to say of columns.
     *
     * @param prefix an alias with its point, or nothing
     */
    static String clause(List<KeyColumn> columns, boolean descending, String prefix) {
        return columns.stream()
                .map(c -> prefix + Name.quoted(c.name()) + (descending ? " DESC" : ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * The steps before the copy. However many rows are alike in what the index has, each batch then begins where the one before
     * ended, and need not look for that place among them.
     */
    List<PlannedStep> before(LiveTable table, @Nullable String tablespace) {
        if (helper == null) {
            return List.of();
        }
        var name = name(table);
        var names = columns.stream().map(c -> Name.quoted(c.name())).collect(Collectors.joining(", "));
        var sql = "CREATE INDEX CONCURRENTLY " + Name.quoted(name.name()) + " ON "
                + table.name().quoted() + " USING btree (" + names + ")"
                + (tablespace == null ? "" : " TABLESPACE " + Name.quoted(tablespace));
        return List.of(PlannedStep.of(
                Kind.CREATE_INDEX,
                table.oid(),
                table.name(),
                name,
                List.of(sql),
                List.of(drop(table)),
                StepState.PLANNED));
    }

    /** The steps after the copy. */
    List<PlannedStep> after(LiveTable table) {
        return helper == null
                ? List.of()
                : List.of(PlannedStep.on(
                        Kind.LONG_STATEMENT,
                        table,
                        "drop index " + name(table).name() + ", which the copy was read by",
                        List.of(drop(table))));
    }

    private String drop(LiveTable table) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + name(table).quoted();
    }

    private QualifiedName name(LiveTable table) {
        return new QualifiedName(table.name().schema(), String.valueOf(helper));
    }
}

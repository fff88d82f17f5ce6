package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.LivePart.ForeignKey;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables that one change writes anew besides a table.
 *
 * @param before those whose turn has come before; only their old forms are kept for undo when the table's own turn comes
 * @param together all of the change, by their oids; null where there is one only
 */
record Company(List<LiveTable> before, @Nullable List<Long> together) {

    static final Company NONE = new Company(List.of(), null);

    /** Foreign keys to a table from the old forms of those before, as they are when its turn comes. */
    List<ForeignKey> fromOldTables(Session session, long table) throws SQLException {
        var found = new ArrayList<ForeignKey>();
        for (ForeignKey key : ForeignKey.to(session, table)) {
            for (LiveTable one : before) {
                if (ForeignKey.from(session, one.oid()).stream().anyMatch(key::isSame)) {
                    found.add(key.of(old(one.name())));
                }
            }
        }
        return List.copyOf(found);
    }

    private static String old(QualifiedName table) {
        return new QualifiedName(table.schema(), CreationSql.oldName(table.name())).quoted();
    }
}

package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.shadow.LivePart.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** What is said of an index on the new table besides its definition: constraints, comments, marks. */
final class IndexSayings {

    private IndexSayings() {}

    static List<String> of(ShadowSpec spec, Index index) {
        var name = Name.quoted(CreationSql.newName(index.name()));
        var alter = "ALTER TABLE " + spec.shadow() + " ";
        var sql = new ArrayList<String>();
        boolean made = spec.partitioned() || index.name().equals(spec.keyIndex());
        if (index.constraint().equals("u") && !made) {
            sql.add(alter + "ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name + index.deferral());
        } else if (index.constraint().equals("p") && !made) {
            sql.add(alter + "ADD CONSTRAINT " + name + " PRIMARY KEY USING INDEX " + name + index.deferral());
        }
        if (index.replicaIdentity()) {
            sql.add(alter + "REPLICA IDENTITY USING INDEX " + name);
        }
        var order = spec.order();
        boolean marked = order == null ? index.clustered() : order.index().equals(index.name());
        if (marked && !spec.partitioned()) {
            sql.add(alter + "CLUSTER ON " + name);
        }
        var comment = index.comment();
        if (comment != null) {
            sql.add("COMMENT ON INDEX " + new QualifiedName(spec.schema(), CreationSql.newName(index.name())).quoted()
                    + " IS " + Name.literal(comment));
        }
        var constraintComment = index.constraintComment();
        if (constraintComment != null) {
            sql.add("COMMENT ON CONSTRAINT " + name + " ON " + spec.shadow() + " IS "
                    + Name.literal(constraintComment));
        }
        return sql;
    }
}

package io.howdah.app.ddl;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateMaterializedView;
import io.howdah.engine.change.RefreshMaterializedView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE and REFRESH MATERIALIZED VIEW. */
final class ViewDdl {

    private final Source source;
    private final Ddl ddl;
    private final Names names;

    ViewDdl(Source source, Ddl ddl, Names names) {
        this.source = source;
        this.ddl = ddl;
        this.names = names;
    }

    /** Null where it is another statement. */
    @Nullable
    Change read() {
        if (source.take("refresh", "materialized", "view")) {
            source.take("concurrently");
            return new RefreshMaterializedView(ddl.table());
        }
        return source.take("create", "materialized", "view") ? create() : null;
    }

    private Change create() {
        source.take("if", "not", "exists");
        var first = source.name();
        var name =
                source.take(".") ? new QualifiedName(first, source.name()) : new QualifiedName(names.schema(), first);
        var columns = source.is("(") ? source.names() : List.<String>of();
        if (!source.is("as")) {
            throw source.wrong(
                    "of a materialized view, Howdah takes the name, the columns' names and the query: CREATE MATERIALIZED"
                            + " VIEW … AS …");
        }
        source.expect("as");
        var query = source.rest();
        boolean empty = query.matches("(?is).*\\sWITH\\s+NO\\s+DATA\\s*");
        return new CreateMaterializedView(
                name, columns, query.replaceFirst("(?is)\\sWITH\\s+(NO\\s+)?DATA\\s*$", ""), !empty);
    }
}

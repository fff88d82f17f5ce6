package io.howdah.app.stage;

import io.howdah.app.ddl.Names;
import io.howdah.engine.apply.table.DatabaseNames;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.Sessions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names as a server has them; its whole catalog is read only where a statement needs it. */
public final class LiveNames implements Names {

    private final Sessions sessions;
    private final Progress progress;
    private final DatabaseNames names;
    private @Nullable Catalog catalog;

    public LiveNames(Sessions sessions, Progress progress) {
        this.sessions = sessions;
        this.progress = progress;
        this.names = new DatabaseNames(sessions);
    }

    @Override
    public Optional<QualifiedName> relation(String quoted) {
        return names.relation(quoted);
    }

    @Override
    public String path() {
        return names.path();
    }

    @Override
    public String schema() {
        return names.schema();
    }

    @Override
    public Catalog catalog() {
        var known = catalog;
        if (known == null) {
            known = new AdviseStage(progress).catalog(sessions);
            catalog = known;
        }
        return known;
    }
}

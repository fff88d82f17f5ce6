package io.howdah.app.stage;

import io.howdah.app.text.Page;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.dump.DumpFiles;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a database from files of pg_dump, without any statements that run on it. */
public final class DumpStage {

    private final Progress progress;

    public DumpStage(Progress progress) {
        this.progress = progress;
    }

    /** @param statistics the file of the statistics; null where there is none */
    public SavedTwin read(Path schema, @Nullable Path statistics) {
        try (var step = progress.begin("read the dump")) {
            var dumped = DumpFiles.read(schema, statistics);
            var catalog = dumped.catalog();
            dumped.notes().forEach(progress::note);
            step.result(Page.counted(catalog.relations().size(), "relation", "relations") + ", "
                    + Page.counted(catalog.indexes().size(), "index", "indexes"));
            return new SavedTwin(
                    catalog, new Workload(schema.toString(), null, catalog.readAt(), List.of(), List.of()), false);
        }
    }
}

package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a step of upkeep works by beyond its SQL.
 *
 * @param upkeep the change that the step belongs to
 * @param parent the partitioned table
 * @param bound of the partition, as ATTACH says it; null where the step is about none
 * @param checks the constraints that the partition had before it was detached
 * @param file the archive, or the directory where it is to be
 */
record UpkeepDetail(
        String upkeep,
        QualifiedName parent,
        @Nullable String bound,
        List<String> checks,
        @Nullable String file) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static UpkeepDetail of(String upkeep, QualifiedName parent) {
        return new UpkeepDetail(upkeep, parent, null, List.of(), null);
    }

    static UpkeepDetail of(AppliedStep step) {
        return MAPPER.readValue(Objects.requireNonNull(step.detail()), UpkeepDetail.class);
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    UpkeepDetail partition(@Nullable String itsBound, List<String> itsChecks) {
        return new UpkeepDetail(upkeep, parent, itsBound, itsChecks, file);
    }

    UpkeepDetail file(String path) {
        return new UpkeepDetail(upkeep, parent, bound, checks, path);
    }
}
